"""What organisers do with cycles, and what the clock does."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from everyseat.organisations import letterbox, letters
from everyseat.organisations.models import Person
from everyseat.safety import credentials
from everyseat.threesixty import links, relationships
from everyseat.threesixty.actions import NotNow, answers
from everyseat.threesixty.links import link_to
from everyseat.threesixty.models import NOT_DRAWN, Cycle, DateKept, Invitation, Review

REMIND_DAYS_BEFORE = 3


@transaction.atomic
def add_recipients(*, cycle: Cycle, people: list[Person], coach: Person | None) -> int:
    """Add recipients to a cycle in preparation; return how many are new.

    Each is compared with their last released review that asked the same family of framework.
    """
    if cycle.state != Cycle.State.DRAFT:
        raise NotNow(_("The cycle is under way: recipients are added before it is launched."))
    if coach in people:
        raise NotNow(_("%(name)s can't coach themselves.") % {"name": coach.name})
    made = 0
    for person in people:
        _review, new = Review.objects.get_or_create(
            cycle=cycle,
            recipient=person,
            defaults={"coach": coach, "previous": last_review(person, cycle)},
        )
        made += new
    return made


def last_review(person: Person, cycle: Cycle) -> Review | None:
    """Return a person's last reported review with the same family of framework."""
    earlier = Review.objects.filter(
        recipient=person,
        cycle__framework__family=cycle.framework.family,
        report__isnull=False,
        follow_up_of=None,
    ).exclude(cycle=cycle)
    return earlier.order_by("-cycle__collect_by").first()


@transaction.atomic
def launch(*, cycle: Cycle) -> None:
    """Open a cycle: thresholds and framework are fixed from now on, recipients are written to."""
    cycle.state = Cycle.objects.select_for_update().get(pk=cycle.pk).state
    if cycle.state != Cycle.State.DRAFT:
        raise NotNow(_("This cycle has been launched already."))
    if not cycle.reviews.exists():
        raise NotNow(_("Add at least one recipient before you launch."))
    if not cycle.framework.published:
        raise NotNow(_("Publish the framework first: it must not change under a running cycle."))
    if cycle.coach_reads and cycle.reviews.filter(coach=None).exists():
        raise NotNow(_("Give every review a coach, or let reports go out without one."))
    cycle.state = Cycle.State.OPEN
    make_key(cycle)
    cycle.save()
    for review in cycle.reviews.select_related("recipient"):
        write_about(review, review.recipient, "nominate")


def make_key(cycle: Cycle) -> None:
    """Give an anonymous cycle the key that its credentials are drawn with: once, at launch."""
    if cycle.is_anonymous:
        key = credentials.new_key()
        cycle.private_key, cycle.public_key = key.hex(), credentials.public_key(key).hex()


@transaction.atomic
def void(*, invitation: Invitation) -> None:
    """Void a card that its rater reported as lost, and invite them to draw another.

    Nobody can tell the lost card from the others: if it has answered, or turns up, its sheet
    counts. The audit file says how many cards were voided.
    """
    Cycle.objects.select_for_update().get(pk=invitation.review.cycle_id)
    lost = Invitation.objects.filter(pk=invitation.pk, lost=True, review__cycle__state="open")
    if not lost.update(lost=False, drawn=False, blinded=NOT_DRAWN, voided=invitation.voided + 1):
        raise NotNow(_("This card has not been reported as lost."))
    write_invitation(invitation)


@transaction.atomic
def remind(*, cycle: Cycle) -> int:
    """Write once more to every invited rater whose review collects; return to how many.

    To all of them, answered or not: a reminder to those alone who have not answered would tell
    whoever sees the mail who has.
    """
    invited = Invitation.objects.filter(
        review__cycle=cycle,
        review__state=Review.State.COLLECT,
        state=Invitation.State.INVITED,
    )
    for invitation in invited.select_related("person", "review__recipient", "review__cycle"):
        write_invitation(invitation, "reminder")
    return len(invited)


def write_invitation(invitation: Invitation, template: str = "invitation") -> None:
    """Write a rater's letter with their own link."""
    review, cycle = invitation.review, invitation.review.cycle
    link = link_to("invitation", links.invitation_token(invitation.pk))
    letters.write(
        invitation.person,
        template,
        invitation=invitation,
        review=review,
        cycle=cycle,
        relationship=relationships.AS_RATER[invitation.relationship],
        group=relationships.names(relationships.members(invitation.group)),
        link=f"{link}#key={cycle.fingerprint}" if cycle.is_anonymous else link,
    )


def close(*, cycle: Cycle) -> None:
    """Stop collecting, make the reports, and pass them to the coaches or to the recipients."""
    with letterbox.delivery() as empty:
        _close(cycle, empty)


def _close(cycle: Cycle, empty: Callable[[letterbox.Take], None]) -> None:
    cycle.state = Cycle.objects.select_for_update().get(pk=cycle.pk).state
    if cycle.state != Cycle.State.OPEN:
        raise NotNow(_("Only a cycle that is under way can be closed."))
    from everyseat.threesixty.reporting import compile_reports  # the science: not for every start

    cycle.state = Cycle.State.CLOSED
    cycle.save()
    empty(partial(answers.take, closing=cycle))
    forget_who_drew(cycle)
    compile_reports(cycle)
    for review in cycle.reviews.select_related("recipient", "coach"):
        hand_over(review)


def forget_who_drew(cycle: Cycle) -> None:
    """Count for the audit file, and then make all invitations of a closed cycle look alike.

    In a group of which one drew a card, that mark beside the group's one sheet would be a name.
    """
    from everyseat.threesixty.audit import count

    cycle.counts = count(cycle)
    cycle.save(update_fields=["counts"])
    asked = Invitation.objects.filter(review__cycle=cycle).exclude(blinded=answers.KEPT)
    asked.update(drawn=True, blinded=NOT_DRAWN, lost=False)


def hand_over(review: Review) -> None:
    """Pass a closed review on: to its coach where one reads first, else to its recipient."""
    if review.cycle.coach_reads and review.coach:
        review.state = Review.State.READ
        write_about(review, review.coach, "to_read")
    else:
        review.state = Review.State.RELEASED
        write_about(review, review.recipient, "released")
    review.save()


def write_about(review: Review, person: Person, template: str) -> None:
    """Write to somebody about a review, with the link to it."""
    link = link_to("review", review.pk)
    letters.write(person, template, review=review, cycle=review.cycle, link=link)


def keep_dates(today: date) -> None:
    """Do what is due today, once: reminders, and closing. Safe to call at any time, and again."""
    for cycle in Cycle.objects.filter(state=Cycle.State.OPEN):
        if today > cycle.collect_by:
            with suppress(NotNow):  # another worker was quicker
                close(cycle=cycle)
            continue
        for what, due, state in (
            ("nominate", cycle.nominate_by, Review.State.NOMINATE),
            ("approve", cycle.approve_by, Review.State.APPROVE),
            ("collect", cycle.collect_by, Review.State.COLLECT),
        ):
            if due - timedelta(days=REMIND_DAYS_BEFORE) <= today <= due:
                _remind_once(cycle, what, state)


@transaction.atomic
def _remind_once(cycle: Cycle, what: str, state: str) -> None:
    Cycle.objects.select_for_update().get(pk=cycle.pk)
    waiting = cycle.reviews.filter(state=state)
    if not waiting.exists() or not DateKept.objects.get_or_create(cycle=cycle, what=what)[1]:
        return
    if what == "collect":
        remind(cycle=cycle)
        return
    for review in waiting.select_related("recipient__manager"):
        write_to_next(review)


def write_to_next(review: Review) -> None:
    """Write to whoever a review waits for: its recipient to name raters, or who approves them."""
    naming = review.state == Review.State.NOMINATE
    for person in [review.recipient] if naming else approvers(review):
        write_about(review, person, "nominate" if naming else "approve")


def approvers(review: Review) -> list[Person]:
    """Return who approves the raters: the manager, or the organisers where there is none."""
    if review.recipient.manager:
        return [review.recipient.manager]
    return list(Person.objects.filter(roles__role="organiser"))
