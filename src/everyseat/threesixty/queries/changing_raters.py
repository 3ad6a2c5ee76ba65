"""The raters of a review as they were invited, and as they would be after a change.

Nothing here says who has drawn a card or answered.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from everyseat.threesixty import past, relationships
from everyseat.threesixty.models import Invitation, Review

SHOWN = (
    *(Invitation.State.PROPOSED, Invitation.State.INVITED),
    *(Invitation.State.DECLINED, Invitation.State.REMOVED),
)


@dataclass(frozen=True)
class Rater:
    """A rater as an organiser sees them; `failed` if an e-mail to them could not be delivered."""

    invitation: Invitation
    relationship: str
    failed: bool

    @property
    def is_asked(self) -> bool:
        return self.invitation.state == Invitation.State.INVITED

    @property
    def is_named(self) -> bool:
        """Whether they are on a list that is not approved yet."""
        return self.invitation.state == Invitation.State.PROPOSED


def of_review(review: Review, failed: Collection[str]) -> list[Rater]:
    """Return the raters of a review by relationship and name; `failed` are addresses."""
    order = [key for key, _name in relationships.CHOICES]
    invitations = review.invitations.filter(state__in=SHOWN).select_related(
        "person__organisation", "review__recipient", "review__round"
    )
    rows = sorted(invitations, key=lambda i: (order.index(i.relationship), i.person.name))
    return [
        Rater(i, relationships.name_of_them(i.relationship), i.person.email in failed) for i in rows
    ]


def after_adding(review: Review, people: list[UUID], label: str) -> past.RatersByGroup:
    """Return the raters by group as if these people (their keys) had been added."""
    invited = Invitation.State.INVITED
    added = [Invitation(person_id=pk, group=label, state=invited) for pk in people]
    others = review.invitations.exclude(person__in=people)
    return past.raters_by_group([*others, *added])


def after_removing(invitation: Invitation) -> past.RatersByGroup:
    """Return the raters by group as if one had been removed."""
    return _with(invitation, state=Invitation.State.REMOVED)


def after_replacing(invitation: Invitation, people: list[UUID], label: str) -> past.RatersByGroup:
    """Return the raters by group as if these people had been added instead of one."""
    added = [Invitation(person_id=pk, group=label, state=Invitation.State.INVITED) for pk in people]
    others = _changed(invitation, state=Invitation.State.REMOVED)
    return past.raters_by_group([*(i for i in others if i.person_id not in people), *added])


def after_moving(invitation: Invitation, label: str) -> past.RatersByGroup:
    """Return the raters by group as if the relationship of one had been corrected."""
    replaced = [*invitation.replaced, invitation.group]
    return _with(invitation, group=label, replaced=replaced)


def _with(invitation: Invitation, **changes: object) -> past.RatersByGroup:
    return past.raters_by_group(_changed(invitation, **changes))


def _changed(invitation: Invitation, **changes: object) -> list[Invitation]:
    """Return the invitations of a review, one of them with these changes, which are not saved."""
    invitations = list(invitation.review.invitations.all())
    for one in invitations:
        if one.pk == invitation.pk:
            for name, value in changes.items():
                setattr(one, name, value)
    return invitations
