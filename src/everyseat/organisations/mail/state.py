"""The state of e-mail: what is queued, and what has failed and why. Never an e-mail's content."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, QuerySet
from django.utils import timezone

from everyseat.organisations.mail.replies import REASONS
from everyseat.organisations.mail.sending import LASTING
from everyseat.organisations.models import Email, MailServer

WORRYING = timedelta(minutes=10)
"""How long e-mail must have been in trouble before the first page says so."""


@dataclass(frozen=True)
class FailedAddress:
    """An address that e-mails could not be sent to: how many, why (the last time), since when."""

    address: str
    emails: int
    reason: str
    since: datetime


@dataclass(frozen=True)
class MailState:
    waiting: int
    """E-mails in the queue; codes to sign in are left out: who signs in is nobody's business."""
    put_off: list[tuple[str, int]]
    """Of those, how many were tried and will be again, by reason."""
    failed: int
    last_sent: datetime | None
    trouble: str
    trouble_since: datetime | None
    kept_in: str
    """The folder that e-mails are only kept in, where no mail server is set."""


ALL, ROUNDS = "*", "rounds"
"""Which e-mails: all, or those of any 360 round. Any other text is what one round's are about."""


def state(which: str = ALL) -> MailState:
    """Return the state of e-mail. All counts come from an index alone: there may be very many."""
    queue = _of(which, Email.objects.filter(urgency__gt=Email.Urgency.CODE).exclude(due=None))
    put_off = queue.filter(reason__in=REASONS).values("reason").order_by("reason")
    server = MailServer.objects.first() or MailServer()
    return MailState(
        waiting=queue.count(),
        put_off=[(_reason_text(r["reason"]), r["n"]) for r in put_off.annotate(n=Count("*"))],
        failed=failed(which).count(),
        last_sent=server.last_sent,
        trouble=_reason_text(server.trouble),
        trouble_since=server.trouble_since,
        kept_in=kept_in(),
    )


def kept_in() -> str:
    """Return the folder that e-mails are only kept in; "" where a mail server sends them."""
    return "" if settings.ENVIRONMENT.smtp else str(settings.MAIL_FOLDER)


def failed_addresses(which: str = ALL) -> set[str]:
    """Return the addresses to which some e-mails could not be delivered."""
    return {email.to for email in failed(which).iterator()}


def failed(which: str = ALL) -> QuerySet[Email]:
    emails = Email.objects.filter(urgency__in=LASTING, due=None)
    return _of(which, emails).order_by("-failed_at", "id")


def _of(which: str, emails: QuerySet[Email]) -> QuerySet[Email]:
    if which == ALL:
        return emails
    return emails.exclude(about="") if which == ROUNDS else emails.filter(about=which)


def in_trouble() -> bool:
    """Return whether e-mail has not gone out for a while, or some has failed."""
    since = MailServer.objects.values_list("trouble_since", flat=True).first()
    return bool(since and timezone.now() - since > WORRYING) or failed().exists()


def trouble() -> str:
    """Return the mail server's current fault in plain words, or ""."""
    return _reason_text(MailServer.objects.values_list("trouble", flat=True).first() or "")


def _reason_text(reason: str) -> str:
    return str(REASONS[reason]) if reason else ""


def by_address(emails: Iterable[Email]) -> list[FailedAddress]:
    """Return the addresses of failed e-mails, in the order of the newest of each."""
    newest: dict[str, Email] = {}
    number: Counter[str] = Counter()
    for email in emails:
        number[email.to] += 1
        newest.setdefault(email.to, email)
    return [
        FailedAddress(to, number[to], _reason_text(email.reason), email.failed_at)
        for to, email in newest.items()
        if email.failed_at
    ]
