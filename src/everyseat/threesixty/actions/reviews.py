"""Actions of recipients, managers and coaches in a review."""

from collections import Counter
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.giving.refusals import NotNow
from everyseat.giving.states import changing
from everyseat.organisations.models import Person
from everyseat.threesixty import past, relationships
from everyseat.threesixty.actions import rounds
from everyseat.threesixty.models import Aim, Invitation, Review, Round
from everyseat.threesixty.report.material import MANAGER

AIMS = 3


def nominate(*, review: Review, person: Person, relationship: str) -> Invitation:
    """Name a rater, within the limit of the relationship."""
    otherwise = _("The list has been sent for approval, so you cannot add anyone.")
    with changing(review, must_be=Review.State.NOMINATE, otherwise=otherwise):
        _must_fit(review, person, relationship)
        return Invitation.objects.create(review=review, person=person, relationship=relationship)


def _must_fit(review: Review, person: Person, relationship: str) -> None:
    """Raise NotNow unless somebody can be named as this kind of rater."""
    if person == review.recipient:
        raise NotNow(_("Name other people here. You rate yourself on a form of your own."))
    if review.invitations.filter(person=person).exists():
        raise NotNow(_("%(name)s is on the list already.") % {"name": person.name})
    if relationship == MANAGER and person != review.recipient.manager:
        raise NotNow(_("Only the person recorded as your manager can rate you as manager."))
    most = review.round.limit(relationship)[1]
    if review.invitations.filter(relationship=relationship).count() >= most:
        text = ngettext(
            "You can name at most %(n)s person under “%(name)s”.",
            "You can name at most %(n)s people under “%(name)s”.",
            most,
        )
        raise NotNow(text % {"name": relationships.NAMES[relationship], "n": most})


def withdraw(*, review: Review, invitation: Invitation) -> None:
    """Take a rater off the list before it is approved."""
    otherwise = _("The list has been sent for approval, so you cannot remove anyone.")
    with changing(review, must_be=Review.State.NOMINATE, otherwise=otherwise):
        invitation.delete()


def submit_nominations(*, review: Review) -> None:
    """Send the list to the manager. NotNow says which relationships need more."""
    otherwise = _("You have already sent the list for approval.")
    with changing(review, must_be=Review.State.NOMINATE, otherwise=otherwise):
        counts = Counter(review.invitations.values_list("relationship", flat=True))
        for relationship, _name in relationships.CHOICES:
            fewest = review.round.limit(relationship)[0]
            if counts[relationship] < fewest:
                text = ngettext(
                    "Name at least %(n)s person under “%(name)s”.",
                    "Name at least %(n)s people under “%(name)s”.",
                    fewest,
                )
                raise NotNow(text % {"name": relationships.NAMES[relationship], "n": fewest})
        _enough(review, counts)
        review.state, review.sent_back = Review.State.APPROVE, ""
        rounds.write_to_next(review)


def _enough(review: Review, counts: Counter[str]) -> None:
    """Raise NotNow if so few raters are left that nothing they say could be shown."""
    k = review.round.rating_threshold
    if counts.total() - counts[MANAGER] < k:
        text = _(
            "Name at least %(k)s people besides your manager. With fewer, the report can show "
            "nothing."
        )
        raise NotNow(text % {"k": k})


def send_back(*, review: Review, why: str) -> None:
    """Send the list of raters back to the recipient, with what to change."""
    otherwise = _("There is no list waiting for approval.")
    with changing(review, must_be=Review.State.APPROVE, otherwise=otherwise):
        review.state, review.sent_back = Review.State.NOMINATE, why
        rounds.write_to_next(review)


def approve(*, review: Review, refused: set[str]) -> int:
    """Approve and invite all raters except `refused` (invitation ids). Return their number."""
    otherwise = _("This list is already approved.")
    with changing(review, must_be=Review.State.APPROVE, otherwise=otherwise):
        proposed = review.invitations.filter(state=Invitation.State.PROPOSED)
        out = [i.pk for i in proposed if str(i.pk) in refused]
        _enough(review, Counter(i.relationship for i in proposed if i.pk not in out))
        proposed.filter(pk__in=out).update(state=Invitation.State.REFUSED)
        proposed.update(state=Invitation.State.INVITED)
        review.state = Review.State.COLLECT
        invited = review.invitations.filter(state=Invitation.State.INVITED)
        group_raters(review)
        for invitation in invited.select_related("person", "review__round", "review__recipient"):
            rounds.write_invitation(invitation)
        return len(invited)


def group_raters(review: Review) -> None:
    """Put each invited rater into the group that their sheet will carry."""
    invited = review.invitations.filter(state=Invitation.State.INVITED)
    sizes = Counter(invited.values_list("relationship", flat=True))
    labels = past.groups(sizes, review.round.rating_threshold)
    for relationship, label in labels.items():
        invited.filter(relationship=relationship).update(group=label)


def release(*, review: Review, note: str) -> None:
    """Release a report that the coach has read, with the coach's note."""
    otherwise = _("No coach has to read this report before it is released.")
    with changing(review, must_be=Review.State.READ, otherwise=otherwise):
        review.state, review.coach_note = Review.State.RELEASED, note
        rounds.write_about(review, review.recipient, "released")


def talked(*, review: Review) -> None:
    """Record that the recipient and the coach have talked about the report."""
    otherwise = _("The report has not been released yet.")
    with changing(review, must_be=Review.State.RELEASED, otherwise=otherwise):
        review.state = Review.State.CONVERSATION


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


def remove_aim(*, review: Review, aim: Aim) -> None:
    """Remove an aim from the plan."""
    with changing(review):
        if review.state == Review.State.FOLLOW_UP:
            raise NotNow(_("The follow-up asks about this aim, so you cannot remove it."))
        aim.delete()


def follow_up(*, review: Review, collect_by: date) -> Review:
    """Start the follow-up: the same raters answer once more, only about the plan's aims."""
    with changing(review):
        if review.state == Review.State.FOLLOW_UP:
            raise NotNow(_("You have already started the follow-up."))
        if review.state != Review.State.PLAN or not review.aims.exists():
            raise NotNow(_("Add at least one aim to your plan before you start a follow-up."))
        review.state = Review.State.FOLLOW_UP
        again = _asked_again(review, _round_of(review, collect_by))
        for invitation in again.invitations.select_related("person"):
            rounds.write_invitation(invitation)
        return again


def _round_of(review: Review, collect_by: date) -> Round:
    """Return the small round of a follow-up, open from the start."""
    feedback_round, today = review.round, date.today()
    again = Round(
        organisation=feedback_round.organisation,
        name=_("Follow-up: %(name)s") % {"name": feedback_round.name},
        questionnaire=feedback_round.questionnaire,
        state=Round.State.OPEN,
        nominate_by=min(today, collect_by),
        approve_by=min(today, collect_by),
        collect_by=collect_by,
        coach_reads=False,
        rating_threshold=feedback_round.rating_threshold,
        word_threshold=feedback_round.word_threshold,
        limits=feedback_round.limits,
        mode=feedback_round.mode,
    )
    rounds.make_key(again)
    again.save(force_insert=True)
    return again


def _asked_again(review: Review, again: Round) -> Review:
    """Return the follow-up's review, with the same raters invited."""
    review_again = Review.objects.create(
        round=again,
        recipient=review.recipient,
        coach=review.coach,
        state=Review.State.COLLECT,
        previous=review,
        follow_up_of=review,
        only=sorted({aim.ask_again for aim in review.aims.all()}),
    )
    for earlier in review.invitations.filter(state=Invitation.State.INVITED):
        Invitation.objects.create(
            review=review_again,
            person=earlier.person,
            relationship=earlier.relationship,
            state=Invitation.State.INVITED,
        )
    group_raters(review_again)
    return review_again
