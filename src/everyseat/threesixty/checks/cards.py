"""What cancelling a lost answering card will do."""

from django.utils.translation import gettext as _

from everyseat.organisations.checks import Check, Stop
from everyseat.threesixty.actions import cards
from everyseat.threesixty.models import Invitation, Round


def void(invitation: Invitation) -> Check:
    """Return what becomes of a rater's lost card, and of answers that were sent with it."""
    names = {"name": invitation.person.name, "leader": invitation.review.recipient.name}
    title = _("Cancel the card of %(name)s?") % names
    if invitation.review.round.state != Round.State.OPEN or not invitation.lost:
        return Check(title, stops=[Stop(_("Nobody has reported this card as lost."))])
    if invitation.voided >= cards.VOIDS:
        text = _("One of their cards was cancelled before. A second one cannot be cancelled.")
        return Check(title, stops=[Stop(text)])
    return Check(
        title=title,
        button=_("Cancel the card and invite again"),
        happens=[
            _("We send %(name)s a new link, to answer about %(leader)s with a new card.") % names,
            _("The old link stops working, whoever has it."),
            _(
                "Nobody can tell the lost card from the others. If answers were sent with it, they "
                "still count."
            ),
            _("The audit file of this round says how many cards were cancelled, and not whose."),
        ],
        final=[
            _("You can do this only once for each person and leader."),
        ],
    )
