"""What pages of rooms share."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from everyseat.giving.links import link_to
from everyseat.organisations.signed_in import SignedIn
from everyseat.room import news
from everyseat.room.models import Room
from everyseat.room.queries import room_state


def mine(request: SignedIn, pk: str) -> Room:
    """Return a room that the one who asks may run, or their brief; others' are not there."""
    rooms = room_state.mine(request.user).select_related("current", "copied_from__brief")
    return get_object_or_404(rooms, pk=pk)


def own(request: SignedIn, pk: str) -> Room:
    """Return a room whose facilitator asks, not a second one: who runs it is theirs to say."""
    room = mine(request, pk)
    if room.facilitator != request.user:
        raise Http404
    return room


def is_prepared(room: Room) -> bool:
    """Whether a session is still being prepared: nothing has been asked in it, nor handed to it."""
    return not (room.current_id or room.ended_on or room.of_brief or room.is_brief)


def join_link(room: Room) -> str:
    return link_to("join", room.code)


def short_address() -> tuple[str, str]:
    """Return what to type to find a room by its code: the host, and the path after it."""
    return settings.URL.partition("://")[2], reverse("find_room").rstrip("/")


def changed(room: Room) -> None:
    """Have pages that are being made show the new state; of a brief, its teams' pages too."""
    news.changed(room.code)
    if room.is_brief:
        for code in room.copies.values_list("code", flat=True):
            news.changed(code)
