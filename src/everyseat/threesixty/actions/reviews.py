"""What recipients, managers and coaches do in a review."""

from collections import Counter
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from everyseat.organisations.models import Person
from everyseat.threesixty import past, relationships
from everyseat.threesixty.actions import NotNow, cycles
from everyseat.threesixty.actions.locking import lock, save
from everyseat.threesixty.models import Aim, Cycle, Invitation, Review

AIMS = 3


@transaction.atomic
def nominate(*, review: Review, person: Person, relationship: str) -> Invitation:
    """Name a rater, within the limit of the relationship."""
    _must_be(review, Review.State.NOMINATE, _("Raters are named before they are approved."))
    if person == review.recipient:
        raise NotNow(_("You rate yourself on your own form; name other people here."))
    if review.invitations.filter(person=person).exists():
        raise NotNow(_("%(name)s is on the list already.") % {"name": person.name})
    if relationship == relationships.MANAGER and person != review.recipient.manager:
        raise NotNow(_("Only the person recorded as your manager can rate you as manager."))
    most = review.cycle.limit(relationship)[1]
    if review.invitations.filter(relationship=relationship).count() >= most:
        name = relationships.NAMES[relationship]
        raise NotNow(_("%(name)s: no more than %(most)s.") % {"name": name, "most": most})
    return Invitation.objects.create(review=review, person=person, relationship=relationship)


@transaction.atomic
def withdraw(*, review: Review, invitation: Invitation) -> None:
    """Take a rater off the list before it is approved."""
    _must_be(review, Review.State.NOMINATE, _("The list has been sent for approval."))
    invitation.delete()


@transaction.atomic
def submit_nominations(*, review: Review) -> None:
    """Send the list to the manager. NotNow says which relationships need more."""
    _must_be(review, Review.State.NOMINATE, _("The list has been sent for approval already."))
    named = Counter(review.invitations.values_list("relationship", flat=True))
    for relationship, _name in relationships.CHOICES:
        fewest = review.cycle.limit(relationship)[0]
        if named[relationship] < fewest:
            name = relationships.NAMES[relationship]
            raise NotNow(_("%(name)s: at least %(n)s.") % {"name": name, "n": fewest})
    _enough(review, named)
    save(review, state=Review.State.APPROVE, sent_back="")
    cycles.write_to_next(review)


def _enough(review: Review, counts: Counter[str]) -> None:
    """Raise NotNow if so few raters are left that nothing they say could be shown."""
    k = review.cycle.rating_threshold
    if counts.total() - counts[relationships.MANAGER] < k:
        text = _("It takes at least %(k)s people besides the manager: what fewer say is not shown.")
        raise NotNow(text % {"k": k})


@transaction.atomic
def send_back(*, review: Review, why: str) -> None:
    """Give the list back to the recipient with a word on what to change."""
    _must_be(review, Review.State.APPROVE, _("There is no list to send back."))
    save(review, state=Review.State.NOMINATE, sent_back=why)
    cycles.write_to_next(review)


@transaction.atomic
def approve(*, review: Review, refused: set[str]) -> int:
    """Approve the raters but those refused (invitation ids), and invite them; return how many."""
    _must_be(review, Review.State.APPROVE, _("This list has been approved already."))
    proposed = review.invitations.filter(state=Invitation.State.PROPOSED)
    _enough(review, Counter(i.relationship for i in proposed if str(i.pk) not in refused))
    for invitation in proposed:
        state = Invitation.State.REFUSED if str(invitation.pk) in refused else "invited"
        Invitation.objects.filter(pk=invitation.pk).update(state=state)
    save(review, state=Review.State.COLLECT)
    invited = review.invitations.filter(state=Invitation.State.INVITED)
    group_raters(review)
    for invitation in invited.select_related("person", "review__cycle", "review__recipient"):
        cycles.write_invitation(invitation)
    return len(invited)


def group_raters(review: Review) -> None:
    """Put each invited rater into the group that their sheet will carry."""
    invited = review.invitations.filter(state=Invitation.State.INVITED)
    sizes = Counter(invited.values_list("relationship", flat=True))
    labels = past.groups(sizes, review.cycle.rating_threshold)
    for relationship, label in labels.items():
        invited.filter(relationship=relationship).update(group=label)


@transaction.atomic
def release(*, review: Review, note: str) -> None:
    """Release a report that the coach has read, with the coach's note."""
    _must_be(review, Review.State.READ, _("This report is not waiting for its coach."))
    save(review, state=Review.State.RELEASED, coach_note=note)
    cycles.write_about(review, review.recipient, "released")


@transaction.atomic
def talked(*, review: Review) -> None:
    """Record that the recipient and the coach have talked about the report."""
    _must_be(review, Review.State.RELEASED, _("The report has not been released."))
    save(review, state=Review.State.CONVERSATION)


@transaction.atomic
def add_aim(*, review: Review, topic: str, aim: str, actions: str, by: date, ask_again: str) -> Aim:
    """Add an aim to the plan: at most three, each tied to something the report shows."""
    lock(review)
    if not review.is_released:
        raise NotNow(_("A plan is made once the report has been released."))
    if review.aims.count() >= AIMS:
        raise NotNow(_("Three aims are enough: remove one before you add another."))
    made = Aim.objects.create(
        review=review, topic=topic, aim=aim, actions=actions, by=by, ask_again=ask_again
    )
    if review.state in (Review.State.RELEASED, Review.State.CONVERSATION):
        save(review, state=Review.State.PLAN)
    return made


@transaction.atomic
def remove_aim(*, review: Review, aim: Aim) -> None:
    """Take an aim out of the plan."""
    lock(review)
    if review.state == Review.State.FOLLOW_UP:
        raise NotNow(_("The follow-up has asked about this aim: it stays."))
    aim.delete()


@transaction.atomic
def follow_up(*, review: Review, collect_by: date) -> Review:
    """Ask the same raters again, once, only about what the plan aims at."""
    lock(review)
    if review.state == Review.State.FOLLOW_UP:
        raise NotNow(_("The follow-up has been asked for already."))
    if review.state != Review.State.PLAN or not review.aims.exists():
        raise NotNow(_("A follow-up needs a plan with at least one aim."))
    asked = _asked_again(review, _round_of(review, collect_by))
    for invitation in asked.invitations.select_related("person"):
        cycles.write_invitation(invitation)
    save(review, state=Review.State.FOLLOW_UP)
    return asked


def _round_of(review: Review, collect_by: date) -> Cycle:
    """Return the small round of a follow-up, open from the start."""
    cycle, today = review.cycle, date.today()
    again = Cycle(
        organisation=cycle.organisation,
        name=_("Follow-up: %(name)s") % {"name": cycle.name},
        framework=cycle.framework,
        state=Cycle.State.OPEN,
        nominate_by=min(today, collect_by),
        approve_by=min(today, collect_by),
        collect_by=collect_by,
        coach_reads=False,
        rating_threshold=cycle.rating_threshold,
        word_threshold=cycle.word_threshold,
        limits=cycle.limits,
        mode=cycle.mode,
    )
    cycles.make_key(again)
    again.save()
    return again


def _asked_again(review: Review, again: Cycle) -> Review:
    """Return the follow-up's review, with the same raters invited."""
    asked = Review.objects.create(
        cycle=again,
        recipient=review.recipient,
        coach=review.coach,
        state=Review.State.COLLECT,
        previous=review,
        follow_up_of=review,
        only=sorted({aim.ask_again for aim in review.aims.all()}),
    )
    for earlier in review.invitations.filter(state=Invitation.State.INVITED):
        Invitation.objects.create(
            review=asked,
            person=earlier.person,
            relationship=earlier.relationship,
            state=Invitation.State.INVITED,
        )
    group_raters(asked)
    return asked


def _must_be(review: Review, state: str, otherwise: str) -> None:
    """Lock the review, and check its state as it is now, not as the page knew it."""
    lock(review)
    if review.state != state:
        raise NotNow(otherwise)
