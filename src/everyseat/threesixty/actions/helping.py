"""Choosing who helps with a leader's 360 while it goes on: its coach, and who approves raters."""

from django.db import transaction
from django.utils.translation import gettext as _

from everyseat.giving.refusals import NotNow
from everyseat.giving.states import changing
from everyseat.organisations import outbox, roles
from everyseat.organisations.models import Email, Person
from everyseat.threesixty.actions import emails, waiting
from everyseat.threesixty.models import Review, Round
from everyseat.threesixty.queries import apart, permissions


def change_coach(*, review: Review, coach: Person) -> None:
    """Give a leader another coach, who alone reads the report from now on; all three are told."""
    with transaction.atomic():
        outbox.put_all(_told_of_coach(review, set_coach(review, coach)))


def set_coach(review: Review, coach: Person) -> Person | None:
    """Set a leader's coach, and return who it was; NotNow where it can't be this person."""
    with changing(review):
        _must_go_on(review)
        before = review.coach
        if not review.coach_reads_first:
            raise NotNow(_("No coach reads the reports of this round: raters were told so."))
        if coach.pk == review.recipient_id:
            raise NotNow(_("%(name)s can't coach themselves.") % {"name": coach.name})
        if not coach.may(roles.READ_AS_COACH):
            raise NotNow(_("%(name)s is not a coach.") % {"name": coach.name})
        if why := apart.why_not_coach([review], coach):
            raise NotNow(why)
        if coach == before:
            raise NotNow(_("%(name)s is their coach already.") % {"name": coach.name})
        review.coach = coach
        if review.state == Review.State.READ:
            waiting.begin(review)
        return before


def _told_of_coach(review: Review, before: Person | None) -> list[Email]:
    assert review.coach
    waits = review.state == Review.State.READ
    drafted = [
        emails.email_about(review, review.coach, "to_read" if waits else "coach_chosen"),
        leader_told(review, before),
    ]
    if before and before.is_active:
        drafted.append(emails.email_about(review, before, "coach_no_longer"))
    return drafted


def leader_told(review: Review, before: Person | None) -> Email:
    return emails.email_about(review, review.recipient, "coach_changed", before=before)


def choose_approver(*, review: Review, approver: Person) -> None:
    """Choose who approves a leader's raters. They are told, and whoever was to do so before."""
    otherwise = _("The raters have been approved already.")
    with changing(review):
        _must_go_on(review)
        if review.state not in (Review.State.NOMINATE, Review.State.APPROVE):
            raise NotNow(otherwise)
        if approver.pk == review.recipient_id:
            raise NotNow(_("Nobody approves their own raters."))
        if not approver.is_active:
            raise NotNow(_("%(name)s can't sign in here.") % {"name": approver.name})
        before = permissions.approver(review)
        if approver == before:
            raise NotNow(_("%(name)s approves them already.") % {"name": approver.name})
        review.approver = approver
        if review.state == Review.State.APPROVE:
            waiting.begin(review)
        outbox.put_all(_told_of_approver(review, approver, before))


def _told_of_approver(review: Review, approver: Person, before: Person | None) -> list[Email]:
    waits = review.state == Review.State.APPROVE
    drafted = [
        emails.to_approve(review, approver)
        if waits
        else emails.email_about(review, approver, "approver_chosen")
    ]
    if before:
        drafted.append(emails.email_about(review, before, "approver_no_longer"))
    return drafted


def _must_go_on(review: Review) -> None:
    if review.state == Review.State.STOPPED:
        raise NotNow(_("This 360 has been stopped."))
    if review.round.state == Round.State.DRAFT:
        raise NotNow(_("This round has not been launched yet."))
