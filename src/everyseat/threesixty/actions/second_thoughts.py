"""What a rater may undo: declining, and choosing a kept link."""

from django.utils.translation import gettext as _

from everyseat.giving import drawing, snapshots
from everyseat.giving.refusals import NotNow
from everyseat.threesixty.actions.answers import KEPT, as_it_is_now, box, is_open
from everyseat.threesixty.models import Invitation


def accept(*, invitation: Invitation) -> None:
    """Let a rater who declined answer after all; their reason is deleted."""
    declined = Invitation.objects.filter(pk=invitation.pk, state=Invitation.State.DECLINED)
    with drawing.registering(invitation.review.round):  # as for declining: one after the other
        may = is_open(as_it_is_now(invitation.review))
        invited = {"state": Invitation.State.INVITED, "reason": "", "knows_them": True}
        if not may or not declined.update(**invited):
            raise NotNow(_("This can no longer be undone."))


def undo_keep(*, invitation: Invitation) -> None:
    """Undo a kept link by which no answers were sent, so that a card can be made instead.

    The box is locked, so that no answers arrive in between: `answers` looks at the register there.
    """
    review = invitation.review
    with drawing.registering(review.round) as register, snapshots.changing(box(review.pk)) as sent:
        is_kept = register.get(str(invitation.pk)) == KEPT
        if not is_kept or f"kept {invitation.pk}" in sent or not is_open(as_it_is_now(review)):
            raise NotNow(_("This can no longer be undone."))
        del register[str(invitation.pk)]
