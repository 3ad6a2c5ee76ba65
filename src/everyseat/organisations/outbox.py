"""E-mails: written with the change that causes them, sent afterwards, then forgotten.

`sending` sends them; `mail.state` says what waits and what has failed.
"""

import threading
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from everyseat.organisations.mail import sending
from everyseat.organisations.models import Email, Person

KEEP_TRYING = timedelta(days=3)
"""How long an e-mail is tried. A server that is down over a weekend loses none."""
URGENT = threading.Event()
"""Set when a code to sign in was written here: whoever sends need not look every second."""


def write(to: Person, template: str, **more: Any) -> None:
    """Put an e-mail that is `drafted` in the queue."""
    drafted(to, template, **more).save(force_insert=True)


def put_all(emails: Iterable[Email]) -> None:
    """Put e-mails that were drafted in the queue: thousands, in a moment."""
    Email.objects.bulk_create(emails, batch_size=500)


def drafted(
    to: Person,
    template: str,
    *,
    sent_to: str = "",
    urgency: int = Email.Urgency.NORMAL,
    about: str = "",
    **context: object,
) -> Email:
    """Return an e-mail made from `emails/TEMPLATE.txt` (its first line is the subject), not saved.

    It goes to the person's address, or to another that was theirs. `about` is what organisers find
    it by, such as a round; it is stored readably and must not say more. It is in the language of
    the site, whatever the person reads who causes it.
    """
    subject, text = written(template, **context, person=to)
    return made(to=sent_to or to.email, subject=subject, text=text, urgency=urgency, about=about)


def written(template: str, **context: object) -> tuple[str, str]:
    """Return the subject and the text of an e-mail made from `emails/TEMPLATE.txt`."""
    context |= {"site_url": settings.URL}
    with translation.override(settings.LANGUAGE_CODE):
        subject, _, text = render_to_string(f"emails/{template}.txt", context).partition("\n")
    return subject, text


def put(**email: Any) -> None:
    """Put an e-mail in the queue: see `made`."""
    made(**email).save(force_insert=True)


def made(
    *,
    to: str,
    subject: str,
    text: str,
    urgency: int = Email.Urgency.NORMAL,
    about: str = "",
    lives: timedelta = KEEP_TRYING,
    **more: object,
) -> Email:
    """Return an e-mail that is due now, and given up after `lives`. One to nobody is never sent.

    More for `mail.message`: `languages` that it is in, one after the other, with
    `BETWEEN_LANGUAGES`;
    `sender`, the organisation in whose name it goes; who gets a `reply_to` it; where its reader
    can `unsubscribe`; and `calendar`, files of days, each with its name and text.
    """
    now = minute(timezone.now())
    due = now if to else now + lives
    subject = " ".join(subject.split())[:200]  # a name may hold a line break: a subject may not
    content: dict[str, object] = {"to": to, "subject": subject, "text": text.strip()}
    content |= {name: value for name, value in more.items() if value}
    return Email(content=content, urgency=urgency, about=about, due=due, give_up=now + lives)


def write_code(*, to: str, subject: str, text: str, lives: timedelta) -> None:
    """Put a code to sign in first in the queue. It is deleted when it is of no more use.

    For an address that nobody here has, `to` is "": a row like any other is written, so that both
    take the same time, and nothing is sent.
    """
    put(to=to, subject=subject, text=text, urgency=Email.Urgency.CODE, lives=lives)
    transaction.on_commit(URGENT.set)


def minute(when: datetime) -> datetime:
    return when.replace(second=0, microsecond=0)


def to_address(address: str) -> list[Email]:
    """Return the e-mails to an address that wait or have failed. Reads all of them: no index may
    say who is written to."""
    return [email for email in Email.objects.iterator() if email.to == address]


def send_waiting(urgencies: tuple[int, ...] = tuple(Email.Urgency)) -> int:
    """Send what is due, the most urgent first, until nothing is or the server wants a pause.

    Return how many were sent.
    """
    return sum(_batches(urgencies))


def _batches(urgencies: tuple[int, ...]) -> Iterator[int]:
    while emails := sending.claim(urgencies):
        yield sending.send(emails)


def again(failed: list[Email]) -> int:
    """Try e-mails that failed once more, for as long as new ones; return how many."""
    now = minute(timezone.now())
    emails = Email.objects.filter(pk__in=[email.pk for email in failed], due=None)
    return emails.update(due=now, failed_at=None, reason="", attempts=0, give_up=now + KEEP_TRYING)


def readdress(before: str, after: str) -> None:
    """Send what failed at one address to another: somebody's address was corrected."""
    every_failed = Email.objects.filter(due=None).iterator()
    failed = [email for email in every_failed if email.to == before]
    for email in failed:
        email.content |= {"to": after}
    Email.objects.bulk_update(failed, ["content"])
    again(failed)


def discard(failed: list[Email]) -> None:
    """Delete e-mails that failed."""
    Email.objects.filter(pk__in=[email.pk for email in failed], due=None).delete()
