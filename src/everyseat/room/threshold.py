"""From how many answers on a room shows anything of them."""

from everyseat.safety import thresholds

K = thresholds.RATINGS
"""The one number of rooms: of tallies, drawn cards, invitations, and the sums of briefs.

It is read as it is now, and stored with no room: results of rooms that have ended follow it too.
"""
