"""E-mails to all raters of a round, or to all its leaders: written some at a time.

A round may ask 20,000 people, and to write an e-mail takes most of a millisecond. So what causes
the e-mails only notes that they are due. A few are written at once, more in the background. Each
batch is one short transaction that also notes how far it came: if the process is killed, nobody is
written to twice or left out. What fails is tried again, after pauses that grow.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from everyseat.giving.refusals import NotNow
from everyseat.giving.states import changing
from everyseat.organisations import outbox
from everyseat.organisations.models import Email
from everyseat.threesixty.actions import emails, retrying
from everyseat.threesixty.models import Invitation, Mailing, Review, Round
from everyseat.threesixty.queries import permissions
from everyseat.threesixty.retried import due

AT_ONCE = 100
"""E-mails of one transaction: less than a tenth of a second."""
TO_RATERS = ("reminder", "dates_to_raters", "reopened_to_raters")
"""All other kinds go to leaders, or to whoever approves their raters."""


class Addressee(NamedTuple):
    """Somebody to write to: a rater with their invitations to the round, or a leader's 360."""

    key: UUID
    rows: list[UUID]


def note(feedback_round: Round, kind: str, **details: object) -> Mailing:
    """Note that an e-mail of a kind is due to all whom it concerns, in its cause's transaction.

    The details are dates, which its text names. `begin` is called once that transaction has ended:
    nobody waits while we look up to whom it goes.
    """
    return Mailing.objects.create(round=feedback_round, kind=kind, details=_as_text(details))


def begin(noted: Iterable[Mailing]) -> None:
    """Write the e-mails at once if they are few; otherwise they are written in the background."""
    for mailing in noted:
        _attempt(mailing, timezone.now(), at_most=AT_ONCE)


def work(clock: Callable[[], datetime] = timezone.now) -> None:
    """Write all e-mails that are due."""
    waiting = Mailing.objects.filter(due(clock()))
    for mailing in waiting.select_related("round__organisation", "round__organiser"):
        _attempt(mailing, clock())


def _attempt(mailing: Mailing, now: datetime, at_most: int | None = None) -> None:
    """Write a mailing's e-mails, or note that it failed: the others must not wait for it."""
    try:
        people = _counted(mailing)
        if at_most is None or len(people) <= at_most:
            _write(mailing, people)
    except Exception as error:  # whatever it was
        retrying.note_failure(mailing, "Writing a round's e-mails", error, now)


def _counted(mailing: Mailing) -> list[Addressee]:
    """Return who is still to be written to, and note how many there are in all."""
    people = asked(mailing)
    mailing.total = mailing.written + len(people)
    Mailing.objects.filter(pk=mailing.pk).update(total=mailing.total)
    return people


def _write(mailing: Mailing, people: list[Addressee]) -> None:
    for at in range(0, len(people), AT_ONCE):
        if not _write_some(mailing, people[at : at + AT_ONCE]):
            return
    Mailing.objects.filter(pk=mailing.pk).delete()


def _write_some(mailing: Mailing, people: list[Addressee]) -> bool:
    """Write the next people's e-mails. Return False if somebody else did meanwhile."""
    before = mailing.after
    made = drafted(mailing, people)  # nothing is locked while they are rendered
    with suppress(NotNow), changing(mailing):
        if mailing.after == before:
            outbox.put_all(made)
            mailing.after = people[-1].key
            mailing.written += len(people)
            mailing.forget_failures()
            return True
    return False


def asked(mailing: Mailing) -> list[Addressee]:
    """Return who is still to be written to, in the order of their random keys.

    Nobody once the round has closed: what such an e-mail says would no longer be true.
    """
    if mailing.round.state != Round.State.OPEN:
        return []
    if mailing.kind not in TO_RATERS:
        reviews = _reviews(mailing).order_by("pk").values_list("pk", flat=True)
        left = reviews.filter(pk__gt=mailing.after) if mailing.after else reviews
        return [Addressee(pk, [pk]) for pk in left]
    invitations = _invitations(mailing)
    if mailing.after:
        invitations = invitations.filter(person__gt=mailing.after)
    pairs = invitations.order_by("person").values_list("person", "pk")
    return [
        Addressee(person, [pk for _person, pk in theirs])
        for person, theirs in groupby(pairs, key=lambda pair: pair[0])
    ]


def _invitations(mailing: Mailing) -> QuerySet[Invitation]:
    if mailing.kind == "reminder":
        return emails.to_be_reminded(mailing.round)
    return emails.to_remind(mailing.round)


def _reviews(mailing: Mailing) -> QuerySet[Review]:
    return concerned(mailing.round, mailing.kind, mailing.details.get("dates", ()))


def concerned(feedback_round: Round, kind: str, moved: Collection[str] = ()) -> QuerySet[Review]:
    """Return the 360s whose leader, or whoever approves their raters, an e-mail is for.

    `moved` are the names of dates that an e-mail about new ones is of.
    """
    reviews = feedback_round.active_reviews
    if kind == "reopened":
        return reviews.filter(follow_up_of=None)
    if kind == "dates_to_approvers":
        return reviews.filter(state=Review.State.APPROVE)
    if kind == "nominate" or "collect_by" not in moved:
        return reviews.filter(state=Review.State.NOMINATE)
    return reviews


def drafted(mailing: Mailing, people: list[Addressee]) -> list[Email]:
    """Return the e-mails to some people, not yet queued."""
    if mailing.round.state != Round.State.OPEN:
        return []
    rows, details = [pk for one in people for pk in one.rows], _as_dates(mailing.details)
    if mailing.kind not in TO_RATERS:
        return list(_about(mailing, rows, details))
    return emails.to_raters(
        _invitations(mailing).filter(pk__in=rows),
        mailing.kind,
        urgency=Email.Urgency.REMINDER,
        **details,
    )


def _about(mailing: Mailing, rows: list[UUID], details: dict[str, Any]) -> Iterator[Email]:
    """Yield the e-mails about some 360s."""
    reviews = _reviews(mailing).filter(pk__in=rows)
    for review in reviews.select_related("recipient__manager", "approver"):
        review.round = mailing.round
        days = None
        if mailing.kind == "dates_to_leaders":
            days = _for_a_leader(review, details["dates"])
        to_approve = mailing.kind == "dates_to_approvers"
        for person in permissions.approvers(review) if to_approve else [review.recipient]:
            yield emails.email_about(review, person, mailing.kind, days=days, **details)


def _for_a_leader(review: Review, dates: Mapping[str, Mapping[str, date]]) -> dict[str, date]:
    """Return the new dates for a leader's calendar: that to name raters, while they still do."""
    names = {"collect_by"}
    if review.state == Review.State.NOMINATE:
        names.add("nominate_by")
    return {name: day["now"] for name, day in dates.items() if name in names}


def _as_text(details: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: one.isoformat() if isinstance(one, date) else _as_text(one)
        for name, one in details.items()
    }


def _as_dates(details: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: date.fromisoformat(one) if isinstance(one, str) else _as_dates(one)
        for name, one in details.items()
    }
