"""Who runs a room: its facilitator, a second one at the same time, or somebody it is handed to."""

from django.utils.translation import gettext as _

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import changing
from everyseat.organisations import outbox, roles
from everyseat.organisations.models import Person
from everyseat.room.models import Question, Room


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
    _give(room, to)


def take_over(*, room: Room, to: Person) -> None:
    """Give to somebody else what its facilitator can't hold: an organiser does it for them.

    A session that somebody who can sign in has begun stays theirs, as does a brief while they may
    send briefs: who answered was told who reads it.
    """
    with changing(room):
        before = room.facilitator
        if not may_be_taken_over(room):
            raise NotNow(_("“%(title)s” stays with who runs it.") % {"title": room.title})
        if room.is_brief and not to.may(roles.SEND_BRIEFS):
            raise NotNow(_("%(name)s may not send briefs.") % {"name": to.name})
        _give(room, to)
    if before.is_active:
        outbox.write(before, "room_taken_over", room=room)


def may_be_taken_over(room: Room) -> bool:
    """Return whether an organiser may give a room to somebody else."""
    owner = room.facilitator
    if room.ended_on or not owner.is_active:
        return not room.ended_on
    if room.is_brief:
        return not owner.may(roles.SEND_BRIEFS)
    return not room.questions.exclude(state=Question.State.WAITING).exists()


def _give(room: Room, to: Person) -> None:
    before = room.facilitator
    with changing(room):
        room.facilitator = to
        if room.second == to:
            room.second = None
        outbox.write(to, "room_given", room=room, before=before)
