"""The links that go to people who are invited to a room by name, and to the screen of one."""

from everyseat.giving.links import Signed

INVITATIONS = Signed("everyseat.room")
SCREENS = Signed("everyseat.room.screen")
