"""Who runs a room: its facilitator, a second one at the same time, or somebody it is handed to."""

from django.utils.translation import gettext as _

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import changing
from everyseat.organisations import outbox
from everyseat.organisations.models import Person
from everyseat.room.models import Room


def share(*, room: Room, second: Person) -> None:
    """Let somebody else run a room at the same time, who hears of it."""
    with changing(room):
        if room.is_brief:
            raise NotNow(_("A brief stays with who wrote it."))
        if second == room.facilitator:
            raise Invalid("second", _("You run this session already. Choose somebody else."))
        room.second = second
        outbox.write(second, "room_shared", room=room)


def stop_sharing(*, room: Room) -> None:
    """Let its facilitator run a room alone again."""
    with changing(room):
        room.second = None


def hand_over(*, room: Room, to: Person) -> None:
    """Give a room to somebody else to hold, who hears of it."""
    if room.is_brief:
        raise NotNow(_("A brief stays with who wrote it."))
    with changing(room):
        room.facilitator = to
        if room.second == to:
            room.second = None
        outbox.write(to, "room_given", room=room)
