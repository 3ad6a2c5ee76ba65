"""The one list of parts, which settings, pages, work, commands and import rules follow."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from everyseat.organisations.leaving import Loss
    from everyseat.organisations.part import Part

PARTS = ("threesixty", "moments", "room", "conversation", "improvement")
"""Each is a package of this name, with a `part.py`. They are demonstrated in this order."""


def parts() -> "list[Part]":
    """Return the parts, in the order of the list."""
    return [import_module(f"everyseat.{name}.part").PART for name in PARTS]


def waiting_for(lost: "Loss") -> list[str]:
    """Return what waits, in every part, for a person who is about to lose a right."""
    from everyseat.organisations.stand_ins import queries

    own = [text for part in parts() for text in part.leaving(lost)]
    return [*own, *queries.waits(lost)]
