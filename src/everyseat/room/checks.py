"""What an act in a live session that can't be undone will do: see `organisations.checks`."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.organisations import reminding
from everyseat.organisations.checks import Check, Stop
from everyseat.room.models import Room


def remind(room: Room) -> Check:
    """Return whom a reminder of a session goes to, and when everybody was last reminded."""
    title, n = (
        _("Remind everyone who was invited to “%(session)s”?") % {"session": room},
        room.invited.count(),
    )
    if room.ended_on:
        return Check(title, stops=[Stop(_("This meeting has ended."))])
    if not n:
        return Check(title, stops=[Stop(_("Nobody has been invited to this session."))])
    text = ngettext(
        "The %(n)s person who was invited gets the invitation again.",
        "The %(n)s people who were invited get the invitation again, one each.",
        n,
    )
    return Check(
        title=title,
        button=_("Send the reminders"),
        happens=[
            text % {"n": n},
            _(
                "Everyone who was invited gets it, whether or not they have made a card. So it "
                "tells nobody who has."
            ),
            _("Their links stay the same."),
            reminding.when(room.reminded_at),
        ],
        agree=reminding.agree(room.reminded_at),
    )
