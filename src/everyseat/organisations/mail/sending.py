"""Sending queued e-mails: claim a few in a short transaction, send them, delete each.

No lock is held and no transaction is open while the mail server is talked to. A claim is a lease:
an e-mail whose worker was killed is due again when the lease has run out. An e-mail is sent twice
only where SMTP can't tell: the worker or the connection dies after the server has taken the e-mail
and before its row is deleted.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from everyseat.organisations.mail import pace as mail_pace
from everyseat.organisations.mail import replies as mail_replies
from everyseat.organisations.mail.message import message
from everyseat.organisations.mail.replies import Outcome, Verdict
from everyseat.organisations.models import Email, MailServer

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=15)
AT_ONCE = 50
"""E-mails in a batch. With 20 s for a reply, a batch may take longer than its lease: see `send`."""
LASTING = (Email.Urgency.NORMAL, Email.Urgency.REMINDER)
"""What is kept when it has failed. Named one by one: an index then finds them without a scan."""
KEEP_FAILED = timedelta(days=30)
LONGEST_WAIT = timedelta(hours=7)
"""Longer than the longest wait between two tries."""
ASKED_TO_WAIT = 5
"""After so many e-mails in a row that the server wants later, all wait: it has a limit."""


def claim(urgencies: Iterable[int], most: int = AT_ONCE) -> list[Email]:
    """Claim e-mails that are due, the most urgent first; none while the server rests."""
    urgencies = sorted(urgencies)
    if not _due(urgencies).exists():
        return []
    with transaction.atomic():
        now = timezone.now()
        server = locked()
        if mail_pace.rests(server, now, only_codes=urgencies == [Email.Urgency.CODE]):
            return []
        emails = _in_turn(urgencies, mail_pace.allowed(server, now, most))
        server.save()
        Email.objects.filter(pk__in=[email.pk for email in emails]).update(due=now + LEASE)
    for email in emails:
        email.due = now + LEASE
    return emails


def _leased_until(email: Email) -> datetime:
    assert email.due is not None  # it was claimed
    return email.due


def locked() -> MailServer:
    MailServer.objects.bulk_create([MailServer(pk=1)], ignore_conflicts=True)
    return MailServer.objects.select_for_update().get(pk=1)


def _due(urgencies: Iterable[int]) -> QuerySet[Email]:
    now = timezone.now()
    return Email.objects.filter(urgency__in=urgencies, due__lte=now, give_up__gt=now)


def _in_turn(urgencies: Iterable[int], most: int) -> list[Email]:
    """Return the first e-mails of each urgency: each by a scan of the index that ends early."""
    emails: list[Email] = []
    for urgency in urgencies:
        due = _due([urgency]).select_for_update(skip_locked=True).order_by("due", "id")
        emails += due[: most - len(emails)]
    return emails


class _ServerFailed(Exception):
    def __init__(self, reason: str):
        self.reason = reason


def send(emails: list[Email]) -> int:
    """Send claimed e-mails over one connection; return how many went out.

    What one recipient's server says stops no other e-mail. Where the server itself fails, the rest
    is released. A batch ends half-way through its lease, so that nobody else sends it as well.
    """
    queue, number = list(emails), 0
    connection = mail.get_connection()
    try:
        _open(connection)
        in_a_row = 0
        while queue and timezone.now() < _leased_until(queue[0]) - LEASE / 2:
            outcome = _send_one(connection, queue[0])
            _settle(queue.pop(0), outcome)
            number += outcome is None
            in_a_row = 0 if outcome is None else in_a_row + (outcome.verdict is Verdict.LATER)
            if in_a_row == ASKED_TO_WAIT:
                raise _ServerFailed("busy")
            if outcome and outcome.verdict is Verdict.SERVER:
                _open_again(connection, outcome, number)
    except _ServerFailed as failed:
        _note_trouble(failed.reason, number)
    else:
        _note_well(number)
    finally:
        _close(connection)
        _release(queue)
    return number


def _open(connection: BaseEmailBackend) -> None:
    try:
        connection.open()
    except OSError as error:
        raise _ServerFailed(mail_replies.opening(error)) from error


def _open_again(connection: BaseEmailBackend, outcome: Outcome, number: int) -> None:
    """Continue on a new connection if the last one sent e-mails: some servers close it then."""
    _close(connection)
    if not number or outcome.reason not in ("away", "busy"):
        raise _ServerFailed(outcome.reason)
    _open(connection)


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except OSError:
        log.debug("The connection to the mail server was gone before it was closed.")


def _send_one(connection: BaseEmailBackend, email: Email) -> Outcome | None:
    """Send an e-mail; return why it did not go out, None if it did."""
    try:
        connection.send_messages([message(email)])
    except Exception as error:  # whatever an e-mail does, the others go out
        outcome = mail_replies.outcome(error)
        if outcome.reason == "unknown":
            log.warning("An e-mail could not be sent: %s.", type(error).__name__)
        return outcome
    return None


def _settle(email: Email, outcome: Outcome | None) -> None:
    """Delete an e-mail that was sent; otherwise schedule another try, or mark it as failed."""
    mine = Email.objects.filter(pk=email.pk, due=email.due)
    if outcome is None:
        Email.objects.filter(pk=email.pk).delete()
        return
    due = timezone.now() + mail_pace.next_try(email)
    if outcome.verdict is not Verdict.REFUSED and due < email.give_up:
        mine.update(due=due, attempts=F("attempts") + 1, reason=outcome.reason)
    elif email.urgency == Email.Urgency.CODE:
        mine.delete()  # of no use to anybody, and nobody's business
    else:
        mine.update(due=None, failed_at=timezone.now(), reason=outcome.reason)


def _release(emails: list[Email]) -> None:
    """Return e-mails that were claimed but not tried to the queue."""
    if emails:
        keys = [email.pk for email in emails]
        mine = Email.objects.filter(pk__in=keys, due=emails[0].due)
        mine.update(due=timezone.now().replace(second=0, microsecond=0))


@transaction.atomic
def _note_trouble(reason: str, number: int) -> None:
    server, now = locked(), timezone.now()
    if not server.trouble:
        log.warning("E-mail waits, and will be tried again: %s", mail_replies.REASONS[reason])
    server.failures += 1
    server.failed_at, server.trouble = now, reason
    server.trouble_since = server.trouble_since or now
    server.rest_until = now + mail_pace.rest(server.failures, reason)
    if number:
        server.last_sent = now
    server.save()


@transaction.atomic
def _note_well(number: int) -> None:
    server = locked()
    if server.trouble:
        log.info("E-mail goes out again.")
    server.trouble, server.failures = "", 0
    server.trouble_since = server.failed_at = server.rest_until = None
    if number:
        server.last_sent = timezone.now()
    server.save()


def clear_up() -> None:
    """Delete codes that are of no more use; give up what was tried for long enough; delete what
    failed long ago; and let nothing wait for a time that a wrong clock has set."""
    now = timezone.now()
    late = Email.objects.filter(give_up__lte=now, failed_at=None)
    for emails in (
        late.filter(urgency=Email.Urgency.CODE),
        Email.objects.filter(urgency__in=LASTING, due=None, failed_at__lte=now - KEEP_FAILED),
    ):
        if emails.exists():
            emails.delete()
    if late.exists():
        late.update(due=None, failed_at=now, reason="too_long")
    for urgency in LASTING:
        ahead = Email.objects.filter(urgency=urgency, due__gt=now + LONGEST_WAIT)
        if ahead.exists():
            ahead.update(due=now)
