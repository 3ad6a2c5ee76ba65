"""What moments store."""

from everyseat.moments.models.asking import Moment
from everyseat.moments.models.cases import Case, Entry, FilePart, GuardianKey, SealedFile, Wrapped
from everyseat.moments.models.feedback import Feedback, Talk
from everyseat.moments.models.leave import Leave
from everyseat.moments.models.offering import Offer, Promise, Pulse, Quarter

__all__ = [
    "Case",
    "Entry",
    "Feedback",
    "FilePart",
    "GuardianKey",
    "Leave",
    "Moment",
    "Offer",
    "Promise",
    "Pulse",
    "Quarter",
    "SealedFile",
    "Talk",
    "Wrapped",
]
