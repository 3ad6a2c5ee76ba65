"""What deleting a round in preparation will do."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.organisations.checks import Check, Stop
from everyseat.threesixty.models import Round


def draft(feedback_round: Round) -> Check:
    """Return what is deleted with a round that was never launched."""
    title = _("Delete “%(round)s”?") % {"round": feedback_round.name}
    if feedback_round.state != Round.State.DRAFT:
        return Check(
            title, stops=[Stop(_("This round has been launched, so you cannot delete it."))]
        )
    n = feedback_round.reviews.count()
    leaders = ngettext(
        "Its dates and its list of %(n)s leader are deleted.",
        "Its dates and its list of %(n)s leaders are deleted.",
        n,
    )
    return Check(
        title=title,
        button=_("Delete the round"),
        happens=[
            leaders % {"n": n},
            _("Nobody was told of this round, so nobody gets an e-mail."),
        ],
        final=[_("A deleted round cannot be restored.")],
    )
