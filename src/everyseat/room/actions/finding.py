"""Finding an open live session by the code that somebody typed; guessing is limited.

Six digits can be guessed, so wrong ones are counted for the whole site, without looking at who
typed them: a hall shares one network address, and we keep none. While too many were wrong, right
ones are refused too; links and QR codes work on, since the code in them can't be guessed.
"""

from datetime import timedelta

from django.utils.translation import gettext as _

from everyseat.giving.refusals import NotNow
from everyseat.organisations import limits
from everyseat.room import codes
from everyseat.room.models import Room
from everyseat.room.queries import room_state

MOST_WRONG, WITHIN = 150, timedelta(minutes=10)
"""A hall of 5,000 in which 3 % mistype stays below; 900 an hour find one of a million codes."""


def find(typed: str) -> Room | None:
    """Return the live session that a typed code leads to. NotNow if too many were wrong lately."""
    code = codes.read(typed)
    if not codes.is_short(code):
        return room_state.by_code(code)
    if not limits.remaining("live codes", "everybody", most=MOST_WRONG):
        raise NotNow(
            _(
                "Too many wrong codes were typed in the last ten minutes. Scan the QR code on the "
                "screen, or try again in a few minutes."
            )
        )
    found = Room.objects.filter(digits=code, ended_on=None, brief=None).first()
    if not found:
        limits.take("live codes", "everybody", most=MOST_WRONG, within=WITHIN)
    return found
