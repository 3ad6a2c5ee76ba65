"""The raters of a review."""

from dataclasses import dataclass

from everyseat.threesixty import relationships
from everyseat.threesixty.models import (
    Invitation,
    Review,
    Round,
)
from everyseat.threesixty.report.material import SELF


def open_invitations(invitation: Invitation) -> list[Invitation]:
    """Return an invitation, then the same person's other open invitations of the round."""
    invitations = Invitation.objects.filter(
        person=invitation.person_id,
        review__round=invitation.review.round_id,
        review__round__state=Round.State.OPEN,
        review__state=Review.State.COLLECT,
        state=Invitation.State.INVITED,
    )
    invitations = invitations.select_related("review__recipient", "review__round")
    return sorted(invitations, key=lambda i: (i.pk != invitation.pk, i.review.recipient.name))


@dataclass(frozen=True)
class RatersOfKind:
    """The raters named for a review as one relationship."""

    relationship: str
    name: str
    invitations: list[Invitation]


def proposed(review: Review) -> list[Invitation]:
    """Return the raters of a list that waits to be approved."""
    rows = review.invitations.filter(state=Invitation.State.PROPOSED)
    return list(rows.select_related("person__organisation", "named_by"))


def by_relationship(invitations: list[Invitation]) -> list[RatersOfKind]:
    """Return these raters by relationship, as somebody reads them who is not the recipient."""
    return [
        RatersOfKind(key, str(name), [i for i in invitations if i.relationship == key])
        for key, name in relationships.names_for(to_them=False).items()
        if key != SELF
    ]


def listed(review: Review) -> list[Invitation]:
    """Return the raters of a review in the order of relationships, then by name."""
    order = [key for key, _name in relationships.CHOICES]
    invitations = review.invitations.select_related("person__organisation", "named_by", "review")
    return sorted(invitations, key=lambda i: (order.index(i.relationship), i.person.name))
