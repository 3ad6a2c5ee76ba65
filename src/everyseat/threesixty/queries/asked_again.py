"""Who a follow-up asks: the people who were asked before, without those who have left since."""

from dataclasses import dataclass

from everyseat.threesixty import past
from everyseat.threesixty.models import Invitation, Review
from everyseat.threesixty.report.material import MANAGER


@dataclass(frozen=True)
class AskedAgain:
    """Whom a follow-up of a review would ask if it began today.

    `raters` are their keys by the group that they would answer in.
    """

    invitations: list[Invitation]
    have_left: int
    raters: past.RatersByGroup
    review: Review
    """The follow-up, not saved: the next report about its leader."""


def of(review: Review) -> AskedAgain:
    invited = review.invitations.filter(state=Invitation.State.INVITED)
    asked = list(invited.select_related("person__organisation"))
    here = [one for one in asked if not one.person.has_left]
    people = {str(one.person_id): one.relationship for one in here}
    raters = past.raters_if_named(people, review.round.rating_threshold)
    again = Review(round=review.round, recipient=review.recipient)
    return AskedAgain(here, len(asked) - len(here), raters, again)


def could_show_anything(asked: AskedAgain) -> bool:
    """Return whether a report could, if everybody who is asked again answers.

    Answers that are left out because nearly the same people were asked before are not shown.
    """
    left_out = past.left_out(past.small_changes(asked.review, asked.raters))
    shown = (
        max(len(people) - left_out.get(group, 0), 0)
        for group, people in asked.raters.items()
        if group != MANAGER
    )
    return sum(shown) >= asked.review.round.rating_threshold


def had_left(again: Review) -> int:
    """Return how many people a follow-up did not ask, as they had left when it began."""
    before = Invitation.objects.filter(review=again.follow_up_of, state=Invitation.State.INVITED)
    return before.exclude(person__in=again.invitations.values("person")).count()
