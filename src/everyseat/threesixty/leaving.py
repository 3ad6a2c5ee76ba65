"""What waits in the 360 for somebody who is about to lose a role, or can't sign in."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.organisations import roles
from everyseat.organisations.leaving import Loss
from everyseat.organisations.models import Person, StandIn
from everyseat.threesixty.models import Invitation, Review, Round
from everyseat.threesixty.queries import organising, permissions, standing_in

NAMED = [Invitation.State.PROPOSED, Invitation.State.INVITED]
BEFORE_ANSWERS = [Review.State.NOMINATE, Review.State.APPROVE]


def waits(loss: Loss) -> Iterator[str]:
    """Yield what waits for this person, by name."""
    name = loss.person.name
    open_reviews = Review.objects.exclude(round__state=Round.State.DRAFT)
    if roles.READ_AS_COACH in loss.permissions:
        to_release = open_reviews.filter(coach=loss.person, state__in=permissions.BEFORE_RELEASE)
        text = _(
            "%(name)s is to read the reports of these leaders first. They wait until an organiser "
            "chooses another coach: %(whom)s."
        )
        yield from _about(text, name, to_release)
    if roles.RUN_EVERY_ROUND in loss.permissions and not loss.others(roles.ORGANISER):
        rounds = Round.objects.exclude(state=Round.State.CLOSED).values_list("name", flat=True)
        if names := ", ".join(rounds):
            yield _("Nobody is left to look after these rounds: %(rounds)s.") % {"rounds": names}
    if loss.is_shut_out:
        to_approve = open_reviews.filter(state__in=BEFORE_ANSWERS).select_related(
            "recipient__manager", "approver"
        )
        text = _(
            "%(name)s is to approve the raters of these leaders. An organiser can approve them, "
            "or choose somebody else: %(whom)s."
        )
        approves = (r for r in to_approve if permissions.approver(r) == loss.person)
        yield from _about(text, name, approves)
        yield from _to_rate(loss.person)


def _to_rate(person: Person) -> Iterator[str]:
    """Yield in which rounds somebody is a rater, and of how many leaders. Not of whom.

    Nothing says whether they have answered.
    """
    under_way = Review.objects.filter(round__state=Round.State.OPEN).exclude(
        state=Review.State.STOPPED
    )
    named = under_way.filter(
        invitations__person=person, invitations__state__in=NAMED
    ).select_related("round")
    rounds = Counter(review.round.name for review in named)
    for name, n in sorted(rounds.items()):
        text = ngettext(
            "%(name)s is named as a rater of %(n)s leader in “%(round)s”. From then on we write "
            "no more e-mails to them about it. Organisers see it on the list of raters, and can "
            "ask somebody else.",
            "%(name)s is named as a rater of %(n)s leaders in “%(round)s”. From then on we write "
            "no more e-mails to them about it. Organisers see it on the lists of raters, and can "
            "ask somebody else.",
            n,
        )
        yield text % {"name": person.name, "n": n, "round": name}


def left_over(found: StandIn) -> Iterator[str]:
    """Yield what waits for somebody who is away, and that their stand-in may not do for them."""
    under_way = Review.objects.exclude(round__state=Round.State.DRAFT)
    coached = under_way.filter(
        coach=found.person,
        round__coach_reads=True,
        follow_up_of=None,
        state__in=permissions.BEFORE_RELEASE,
    ).select_related("recipient")
    text = _(
        "%(name)s may not read the reports of these leaders. They wait, unless an organiser "
        "chooses another coach: %(whom)s."
    )
    unread = (r for r in coached if not standing_in.may_read(found.stand_in, r))
    yield from _about(text, found.stand_in.name, unread)
    for one in Round.objects.filter(organiser=found.person).exclude(state=Round.State.CLOSED):
        yield _who_runs(found, one)
    own = under_way.filter(state__in=BEFORE_ANSWERS, recipient=found.stand_in)
    if any(permissions.approver(review) == found.person for review in own):
        text = _("%(name)s does not approve their own raters: an organiser can.")
        yield text % {"name": found.stand_in.name}


def _who_runs(found: StandIn, feedback_round: Round) -> str:
    """Return whether a stand-in runs a round anyway, by a role of their own."""
    if organising.runs(found.stand_in, feedback_round):
        text = _("%(name)s can run the round %(round)s too, because of their own role.")
    else:
        text = _(
            "%(name)s cannot run the round %(round)s. To let somebody else do it, hand the round "
            "over on its page."
        )
    return text % {"name": found.stand_in.name, "round": feedback_round.name}


def _about(text: str, name: str, reviews: Iterable[Review]) -> Iterator[str]:
    """Yield a sentence about the recipients of reviews; nothing where there are none."""
    whom = ", ".join(dict.fromkeys(review.recipient.name for review in reviews))
    if whom:
        yield text % {"name": name, "whom": whom}
