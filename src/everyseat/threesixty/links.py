"""The links that raters are sent."""

from everyseat.giving.links import Signed

INVITATIONS = Signed("everyseat.invitation")
