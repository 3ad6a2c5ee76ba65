"""What replacing the link of somebody who has lost their answering card will do."""

from django.utils.translation import gettext as _

from everyseat.organisations.checks import Check, Stop
from everyseat.threesixty.actions import cards
from everyseat.threesixty.models import Invitation, Round


def void(invitation: Invitation) -> Check:
    """Return what ends with a rater's old link, and what does not: a lost card still answers."""
    names = {"name": invitation.person.name, "leader": invitation.review.recipient.name}
    title = _("Replace the link of %(name)s?") % names
    if invitation.review.round.state != Round.State.OPEN or not invitation.lost:
        return Check(title, stops=[Stop(_("Nobody has reported this card as lost."))])
    if invitation.voided >= cards.VOIDS:
        text = _("Their link was replaced for a lost card before. That can be done only once.")
        return Check(title, stops=[Stop(text)])
    return Check(
        title=title,
        button=_("Replace the link, and send the new one"),
        happens=[
            _("We send %(name)s a new link, to answer about %(leader)s with a new card.") % names,
            _("The old link stops working, whoever has it."),
            _(
                "Only the link is replaced. The lost card still answers, because nobody can tell "
                "it from the others. What is sent with it counts, now and later."
            ),
            _("The audit file of this round says how many links were replaced, and not whose."),
        ],
        final=[
            _("You can do this only once for each person and leader."),
        ],
    )
