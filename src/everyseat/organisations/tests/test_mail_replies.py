import smtplib

import pytest

from everyseat.organisations.mail import replies as mail_replies
from everyseat.organisations.mail.replies import Verdict


def at_rcpt(code: int, said: bytes) -> Exception:
    return smtplib.SMTPRecipientsRefused({"a@x.example": (code, said)})


@pytest.mark.parametrize(
    ("error", "verdict", "reason"),
    [
        (at_rcpt(450, b"4.2.0 greylisted"), Verdict.LATER, "later"),
        (at_rcpt(452, b"too many"), Verdict.LATER, "later"),
        (at_rcpt(421, b"closing"), Verdict.SERVER, "busy"),
        (at_rcpt(550, b"5.1.1 no such user"), Verdict.REFUSED, "no_such_address"),
        (at_rcpt(550, b"no such user"), Verdict.REFUSED, "no_such_address"),
        (at_rcpt(552, b"5.2.2 full"), Verdict.REFUSED, "full"),
        (at_rcpt(554, b"5.2.1 disabled"), Verdict.REFUSED, "refused"),
        (at_rcpt(550, b"5.7.1 relaying denied"), Verdict.LATER, "policy"),
        (at_rcpt(530, b"5.7.0 log in first"), Verdict.SERVER, "login"),
        (smtplib.SMTPDataError(554, b"5.6.0 spam"), Verdict.REFUSED, "refused"),
        (smtplib.SMTPDataError(451, b"try later"), Verdict.LATER, "later"),
        (smtplib.SMTPSenderRefused(550, b"no", "us@x.example"), Verdict.SERVER, "sender"),
        (smtplib.SMTPSenderRefused(451, b"no", "us@x.example"), Verdict.SERVER, "busy"),
        (smtplib.SMTPServerDisconnected("gone"), Verdict.SERVER, "away"),
        (TimeoutError(), Verdict.SERVER, "away"),
        (ConnectionResetError(), Verdict.SERVER, "away"),
        (smtplib.SMTPNotSupportedError("SMTPUTF8"), Verdict.REFUSED, "bad_address"),
        (UnicodeEncodeError("ascii", "ŵ", 0, 1, "no"), Verdict.REFUSED, "bad_address"),
        (KeyError("a fault of ours"), Verdict.LATER, "unknown"),
    ],
)
def test_what_an_error_means(error, verdict, reason):
    found = mail_replies.outcome(error)
    assert (found.verdict, found.reason) == (verdict, reason)
    assert mail_replies.REASONS[found.reason]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (smtplib.SMTPAuthenticationError(535, b"no"), "login"),
        (smtplib.SMTPConnectError(554, b"no"), "turned_away"),
        (smtplib.SMTPConnectError(421, b"busy"), "busy"),
        (smtplib.SMTPNotSupportedError("STARTTLS"), "encryption"),
        (ConnectionRefusedError(), "away"),
    ],
)
def test_why_no_connection_came_about(error, reason):
    assert mail_replies.opening(error) == reason
