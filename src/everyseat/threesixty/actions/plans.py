"""A recipient's plan: its aims, what is done of them, who reads it, and what they write."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.giving.refusals import NotNow
from everyseat.giving.states import assign, changing, lock
from everyseat.organisations import outbox
from everyseat.organisations.models import Person
from everyseat.threesixty import ticks
from everyseat.threesixty.actions import emails
from everyseat.threesixty.models import Aim, PlanComment, Review
from everyseat.threesixty.queries import plans as queries

AIMS = 3
REMIND_DAYS_BEFORE = 7


def add_aim(*, review: Review, topic: str, aim: str, actions: str, by: date, ask_again: str) -> Aim:
    """Add an aim to the plan: at most three, each tied to something the report shows."""
    with changing(review):
        if not review.is_released:
            raise NotNow(_("You can make a plan once your report has been released."))
        if review.aims.count() >= AIMS:
            raise NotNow(
                _("Your plan has three aims, which is the most. Remove one before you add another.")
            )
        if review.state in (Review.State.RELEASED, Review.State.CONVERSATION):
            review.state = Review.State.PLAN
        return Aim.objects.create(
            review=review, topic=topic, aim=aim, actions=actions, by=by, ask_again=ask_again
        )


@transaction.atomic
def edit_aim(*, review: Review, aim: Aim, values: dict[str, object]) -> None:
    """Change an aim. An action stays ticked where it is worded as before, or nearly so."""
    lock(review)
    with changing(aim):
        asks_another = values["ask_again"] != aim.ask_again
        if asks_another and queries.is_asked_again(review):
            raise NotNow(
                _("The follow-up asks about this statement, so you cannot choose another.")
            )
        before, done = aim.lines, set(aim.done)
        assign(aim, values)
        aim.done = ticks.carried(before, done, aim.lines)


def note_done(*, aim: Aim, done: set[str]) -> None:
    """Note which actions of an aim are done: these, and no others."""
    with changing(aim):
        aim.done = [line for line in aim.lines if line in done]


def remove_aim(*, review: Review, aim: Aim) -> None:
    """Remove an aim from the plan."""
    with changing(review):
        if queries.is_asked_again(review):
            raise NotNow(_("The follow-up asks about this aim, so you cannot remove it."))
        aim.delete()


def share(*, review: Review, coach: bool, manager: bool) -> list[Person]:
    """Let the coach and the manager read the plan, or no longer. Return who is newly told."""
    with changing(review):
        before = queries.readers(review)
        review.coach_reads_plan, review.manager_reads_plan = coach, manager
        told = [person for person in queries.readers(review) if person not in before]
        outbox.put_all(
            emails.email_about(review, person, "plan_shared", page="plan") for person in told
        )
        return told


@transaction.atomic
def comment(*, review: Review, author: Person, text: str) -> None:
    """Write under a plan, and tell the others who read it that there is something new."""
    lock(review)
    if not queries.may_read_plan(author, review):
        raise NotNow(_("This plan is no longer shared with you."))
    PlanComment.objects.create(review=review, author=author, text=text, on=timezone.localdate())
    others = [p for p in (review.recipient, *queries.readers(review)) if p != author]
    outbox.put_all(
        emails.email_about(review, person, "plan_comment", page="plan", author=author)
        for person in others
    )


def remove_comment(*, comment: PlanComment) -> None:
    """Delete what somebody wrote under a plan."""
    comment.delete()


def remind(today: date) -> None:
    """Remind recipients of aims that are due within a week. Safe to call repeatedly."""
    soon = today + timedelta(REMIND_DAYS_BEFORE)
    due = Aim.objects.filter(by__range=(today, soon)).order_by("pk")
    for review in Review.objects.filter(aims__in=due).distinct().select_related("recipient"):
        aims = [a for a in due if a.review_id == review.pk and a.reminded_for != a.by]
        if waiting := [aim for aim in aims if not aim.is_done]:
            _remind(review, waiting)


def _remind(review: Review, aims: list[Aim]) -> None:
    """Write once about each of these aims, whoever else is at it."""
    with transaction.atomic():
        lock(review)
        new = []
        for aim in aims:
            with changing(aim):
                if aim.reminded_for != aim.by:
                    aim.reminded_for = aim.by
                    new.append(aim)
        if new:
            email = emails.email_about(review, review.recipient, "plan_due", page="plan", aims=new)
            email.save(force_insert=True)
