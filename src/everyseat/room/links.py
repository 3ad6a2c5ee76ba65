"""The links that go to people who are invited to a room by name."""

from everyseat.giving.links import Signed

INVITATIONS = Signed("everyseat.room")
