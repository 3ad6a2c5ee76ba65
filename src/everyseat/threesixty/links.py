"""The links that raters are sent."""

from everyseat.organisations.links import Signed

INVITATIONS = Signed("everyseat.invitation")
