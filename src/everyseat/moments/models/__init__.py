"""What moments store."""

from everyseat.moments.models.asking import Moment
from everyseat.moments.models.cases import Case, Entry, FilePart, GuardianKey, SealedFile, Wrapped
from everyseat.moments.models.offering import Offer, Promise, Pulse, Quarter
from everyseat.moments.models.telling import Talk, Telling

__all__ = [
    "Case",
    "Entry",
    "FilePart",
    "GuardianKey",
    "Moment",
    "Offer",
    "Promise",
    "Pulse",
    "Quarter",
    "SealedFile",
    "Talk",
    "Telling",
    "Wrapped",
]
