"""Work after a round has closed: move answers to their table, make reports, then pass them on.

Each step of each review is one short transaction that also advances the review's row of work. If
the process is killed, finished steps stay finished and the next worker does the rest. All reports
are made before any is passed on, so that they are checked together. A report that keeps failing
is passed on later, and does not hold up the others.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from everyseat.giving import snapshots
from everyseat.giving.links import link_to
from everyseat.giving.states import changing
from everyseat.organisations import outbox
from everyseat.organisations.models import Email
from everyseat.threesixty import audit
from everyseat.threesixty.actions import closing, counting, emails, group_reports, retrying
from everyseat.threesixty.models import AuditRecord, Closing, Making, Report, Review, Round
from everyseat.threesixty.queries import organising, permissions
from everyseat.threesixty.retried import due

LEASE = timedelta(seconds=20)
"""How long a worker has a round to itself without saying that it is still there."""
TRIES_WAITED_FOR = 5
"""Failures of one report that the others wait for: about ten minutes."""
TOGETHER = 8
"""How many reports are kept, or passed on, in one transaction: a few hundredths of a second."""

Clock = Callable[[], datetime]
Prepared = TypeVar("Prepared")


def work(clock: Clock = timezone.now) -> None:
    """Continue every closed round that can't be reopened, and that no other worker has claimed."""
    rounds = Round.objects.filter(closing__isnull=False).select_related("questionnaire")
    for feedback_round in rounds:
        if _take_on(feedback_round, clock()):
            try:
                _work_on(feedback_round, clock)
            finally:
                Closing.objects.filter(round=feedback_round).update(busy_until=None)


def _take_on(feedback_round: Round, now: datetime) -> bool:
    """Claim a round for LEASE, or extend the claim, so that no two workers do the same."""
    free = Q(busy_until=None) | Q(busy_until__lt=now)
    waiting = Closing.objects.filter(free, may_reopen_until=None, round=feedback_round)
    return bool(waiting.update(busy_until=now + LEASE))


def _work_on(feedback_round: Round, clock: Clock) -> None:
    closing.note_and_forget(feedback_round)
    _each(feedback_round, Making.Step.DELIVER, _nothing, _deliver, clock, together=1)
    if _has_work(feedback_round, Making.Step.DELIVER):
        return  # no report before all sheets are in place: norms rest on all of them
    snapshots.empty_the_journal()
    if _has_work(feedback_round, Making.Step.REPORT):
        from everyseat.threesixty.reporting import Maker  # the science: not for every start

        maker = Maker(feedback_round)
        _each(feedback_round, Making.Step.REPORT, maker, _keep, clock)
    if not _waits(feedback_round):
        _close(feedback_round)
        _each(feedback_round, Making.Step.RELEASE, _emails, _hand_over, clock)
    if not Making.objects.filter(review__round=feedback_round).exists():
        Closing.objects.filter(round=feedback_round).delete()
        group_reports.make_due()


def _has_work(feedback_round: Round, step: Making.Step) -> bool:
    return Making.objects.filter(review__round=feedback_round, step=step).exists()


def _waits(feedback_round: Round) -> bool:
    """Return whether an unfinished report still holds up the others."""
    unmade = Making.objects.filter(review__round=feedback_round, step=Making.Step.REPORT)
    return unmade.filter(tries__lt=TRIES_WAITED_FOR).exists()


def _each(
    feedback_round: Round,
    step: Making.Step,
    prepare: Callable[[Review], Prepared],
    write: Callable[[Review, Prepared], None],
    clock: Clock,
    together: int = TOGETHER,
) -> None:
    """Take a step for every review that is due, `together` reviews per transaction.

    Slow work is prepared before anything is locked. Reviews go in the order of their random keys,
    which says nothing about who answered.
    """
    todo = Making.objects.filter(due(clock()), review__round=feedback_round, step=step)
    pks = list(todo.order_by("pk").values_list("pk", flat=True))
    until = clock() + LEASE / 2
    turns = _Turns()

    def take(some: list[UUID]) -> None:
        pairs = [(review, prepare(review)) for review in _reviews(feedback_round, some)]
        with turns.writing(), transaction.atomic():
            for review, thing in pairs:
                write(review, thing)

    for at in range(0, len(pks), together):
        if clock() > until:
            until = clock() + LEASE / 2
            Closing.objects.filter(round=feedback_round).update(busy_until=clock() + LEASE)
        _attempt(take, pks[at : at + together], clock)


def _attempt(take: Callable[[list[UUID]], None], pks: list[UUID], clock: Clock) -> None:
    """Take a step for some reviews. Record each failure, and continue with the others."""
    try:
        take(pks)
    except Exception as error:  # whatever it was, the other reviews must not wait for ever
        if len(pks) > 1:
            for pk in pks:
                _attempt(take, [pk], clock)
            return
        retrying.note_failure(Making(pk=pks[0]), "A step of closing a round", error, clock())


def _reviews(feedback_round: Round, pks: list[UUID]) -> list[Review]:
    """Return some reviews of a round, in order, with the round itself: it is read only once."""
    reviews = Review.objects.select_related("recipient", "coach").filter(pk__in=pks).order_by("pk")
    for review in reviews:
        review.round = feedback_round
    return list(reviews)


class _Turns:
    """Pauses between writes to give other writers a turn: SQLite has no queue, only retries.

    Before each write the database has been idle for as long as the last write took. Another
    writer retries ten times in 150 ms, and finds the database free every other time.
    """

    LONGEST_S = 0.05
    """A write that took longer waited itself, or the machine is busy."""

    def __init__(self) -> None:
        self.free_since, self.held_s = 0.0, 0.0

    @contextmanager
    def writing(self) -> Iterator[None]:
        if connection.vendor == "sqlite":
            time.sleep(max(self.free_since + self.held_s - time.monotonic(), 0))
        began = time.monotonic()
        try:
            yield
        finally:
            self.free_since = time.monotonic()
            self.held_s = min(self.free_since - began, self.LONGEST_S)


def _nothing(_review: Review) -> None:
    """Prepare nothing: answers are read once nobody can add to them any more."""


def _deliver(review: Review, _nothing: None) -> None:
    closing.deliver(review=review)


def _keep(review: Review, report: Report) -> None:
    """Keep a report that has been made."""
    answered = counting.as_reported(review, report.content)
    with changing(Making(pk=review.pk)) as todo:
        if todo.step == Making.Step.REPORT:
            report.save(force_insert=True)
            with changing(review):
                review.answered = answered
            todo.go_on_to(Making.Step.RELEASE)


def _close(feedback_round: Round) -> None:
    """Mark a round as closed once its reports are made, and complete its audit record."""
    with changing(feedback_round):
        if feedback_round.state != Round.State.CLOSING:
            return
        feedback_round.state = Round.State.CLOSED
        for audit_record in AuditRecord.objects.filter(round=feedback_round):
            with changing(audit_record):
                by_link = audit.at_least(
                    feedback_round.closing.kept_links, feedback_round.rating_threshold
                )
                audit_record.content["kept_links"] = by_link


def _emails(review: Review) -> list[Email]:
    """Return the e-mails to the next reader of a report: its coach if one reads first.

    Where a coach has to read it and nobody can, the organisers are asked to choose one.
    """
    if not review.coach_reads_first:
        return [emails.email_about(review, review.recipient, "released")]
    if readers := permissions.coaches(review):
        coach, *others = readers
        return [
            emails.email_about(review, coach, "to_read"),
            *(emails.email_about(review, one, "to_read_for", coach=coach) for one in others),
        ]
    link = link_to("leader", review.round_id, review.pk)
    return [
        emails.email_about(review, one, "coach_missing", link=link)
        for one in organising.organisers_of(review.round)
    ]


def _hand_over(review: Review, drafted: list[Email]) -> None:
    """Pass a review on: to its coach where one reads first, else to its recipient."""
    state = Review.State.READ if review.coach_reads_first else Review.State.RELEASED
    if Making.objects.filter(pk=review.pk, step=Making.Step.RELEASE).delete()[0]:
        with changing(review):
            review.state = state
            outbox.put_all(drafted)
