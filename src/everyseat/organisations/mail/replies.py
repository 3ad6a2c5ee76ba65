"""The meaning of a mail server's reply: refused for good, try later, or trouble with the server.

By RFC 5321 (4yz: try again; 5yz: for good) and RFC 3463 (5.7.x: policy, which an administrator of
the mail server can change). What a server says in words is never kept: it may hold the address.
"""

import re
import smtplib
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext_lazy as _


class Verdict(Enum):
    REFUSED = "this e-mail will never be taken"
    LATER = "this e-mail may be taken later"
    SERVER = "the server takes none now, or none from us"


@dataclass(frozen=True)
class Outcome:
    verdict: Verdict
    reason: str


REASONS = {
    "no_such_address": _("The mail server says that this address does not exist."),
    "full": _("The mailbox is full."),
    "refused": _("The mail server refuses e-mails to this address."),
    "bad_address": _("We cannot send to this address. Check how it is spelt."),
    "too_long": _("For three days, the mail server accepted no e-mail to this address."),
    "later": _("The mail server asked us to come back later."),
    "policy": _("The mail server does not let us send to this address. Its settings may be wrong."),
    "unknown": _("The e-mail could not be sent. The server log says more."),
    "away": _("The mail server can’t be reached."),
    "login": _("The mail server does not accept our name and password."),
    "sender": _("The mail server does not accept our sender’s address."),
    "turned_away": _("The mail server refuses our e-mails."),
    "busy": _("The mail server asks us to send fewer e-mails at a time."),
    "encryption": _("The mail server does not offer the encryption that your settings ask for."),
}
"""Each reason in plain words, for those who look after e-mail."""
LOGIN = {530, 534, 535, 538}
CLOSING = 421


def opening(error: Exception) -> str:
    """Return the reason why no connection came about."""
    match error:
        case smtplib.SMTPAuthenticationError():
            return "login"
        case smtplib.SMTPNotSupportedError():
            return "encryption"
        case smtplib.SMTPResponseException(smtp_code=code):
            return "busy" if code < 500 else "turned_away"
    return "away"


def outcome(error: Exception) -> Outcome:
    """Return the outcome of an e-mail from the error that sending it raised."""
    match error:
        case smtplib.SMTPRecipientsRefused(recipients=recipients):
            return _of_reply(*next(iter(recipients.values())))
        case smtplib.SMTPSenderRefused(smtp_code=code):
            return Outcome(Verdict.SERVER, _of_sender(code))
        case smtplib.SMTPResponseException(smtp_code=code, smtp_error=said):
            return _of_reply(code, said)
        case smtplib.SMTPNotSupportedError() | ValueError():
            return Outcome(Verdict.REFUSED, "bad_address")
        case OSError():
            return Outcome(Verdict.SERVER, "away")
    return Outcome(Verdict.LATER, "unknown")


def _of_sender(code: int) -> str:
    if code < 500:
        return "busy"
    return "login" if code in LOGIN else "sender"


def _of_reply(code: int, reply: bytes | str) -> Outcome:
    kind = _enhanced(reply)
    if code == CLOSING:
        return Outcome(Verdict.SERVER, "busy")
    if code in LOGIN:
        return Outcome(Verdict.SERVER, "login")
    if code < 500:
        return Outcome(Verdict.LATER, "later")
    if kind.startswith("5.7"):
        return Outcome(Verdict.LATER, "policy")
    return Outcome(Verdict.REFUSED, _permanent(code, kind))


def _permanent(code: int, kind: str) -> str:
    if kind == "5.2.2" or code == 552:
        return "full"
    if kind.startswith("5.1") or (not kind and code in (550, 553)):
        return "no_such_address"
    return "refused"


def _enhanced(reply: bytes | str) -> str:
    """Return the enhanced status code of a reply, as in "5.1.1"; "" if there is none."""
    text = reply.decode(errors="replace") if isinstance(reply, bytes) else str(reply)
    match = re.match(r"\s*([245]\.\d{1,3}\.\d{1,3})\b", text)
    return match[1] if match else ""
