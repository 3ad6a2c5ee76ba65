"""What was understood of a file, in one line: for its user to see before any figure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from everyseat.files import labels

if TYPE_CHECKING:
    from everyseat.files.rating_sheets import Ratings

FEW = 8


@dataclass(frozen=True)
class Understood:
    """How a file was read.

    `scale_is_known` if it was said or is that of known labels; `not_seen` counts what stood where
    there was no rating, `left_out` are columns that were not read, `turned` items whose points go
    the other way.
    """

    shape: str
    export: str = ""
    scale_is_known: bool = True
    has_relationships: bool = True
    not_seen: Mapping[str, int] = field(default_factory=Counter)
    left_out: list[str] = field(default_factory=list)
    labels: Mapping[str, int] = field(default_factory=dict)
    turned: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def line(self, ratings: "Ratings") -> str:
        """Return one line: shape, items, scale, relationships, what is not seen, and the rest."""
        return "Read: " + "; ".join(filter(None, self._parts(ratings)))

    def _parts(self, ratings: "Ratings") -> Iterable[str]:
        yield f"{self.shape}{f', {self.export} export' if self.export else ''}"
        yield f"{_number(len(ratings.items), 'item')} ({_few(ratings.items)})"
        sheets, people = len(ratings.table), len(ratings.recipients)
        yield f"{_number(sheets, 'sheet')} about {_number(people, 'person', 'people')}"
        known = "" if self.scale_is_known else " (assumed; if it is another, say --scale)"
        yield f"scale {ratings.scale}{known}"
        yield f"answers {labels.as_text(self.labels)}" if self.labels else ""
        yield self._relationships(ratings)
        yield self._not_seen()
        yield f"turned round: {_few(self.turned)}" if self.turned else ""
        yield f"left out: {_few(self.left_out)}" if self.left_out else ""
        yield from self.notes
        yield _alike(ratings.recipients)
        yield _managers(ratings)
        yield _unrated(ratings)

    def _relationships(self, ratings: "Ratings") -> str:
        if not self.has_relationships:
            return "no relationships: everybody is an other"
        counts = np.bincount(ratings.relationship, minlength=len(ratings.relationships)).tolist()
        found = zip(ratings.relationships, counts, strict=True)
        shown = [f"{name} {n:,}" for name, n in found if n]
        more = f" and {len(shown) - FEW} more" if len(shown) > FEW else ""
        return ", ".join(shown[:FEW]) + more

    def _not_seen(self) -> str:
        found = [f"{text or 'empty'} {n:,}" for text, n in sorted(self.not_seen.items()) if n]
        return f"not seen: {', '.join(found)}" if found else ""


def _number(n: int, one: str, many: str = "") -> str:
    return f"{n:,} {one if n == 1 else many or f'{one}s'}"


def _few(names: Iterable[str]) -> str:
    names = [" ".join(name.split()) for name in names]
    names = [name if len(name) <= 40 else f"{name[:39]}…" for name in names]
    return ", ".join(names if len(names) <= FEW else [*names[:3], "…", names[-1]])


def _alike(people: list[str]) -> str:
    """Say who may be one person, spelled in two ways."""
    spelled: dict[str, list[str]] = {}
    for name in people:
        spelled.setdefault(" ".join(name.casefold().split()), []).append(name)
    twice = next((names for names in spelled.values() if len(names) > 1), None)
    return f"counted as different people: {' and '.join(map(repr, twice[:3]))}" if twice else ""


def _managers(ratings: "Ratings") -> str:
    """Say how many people have more than one manager."""
    if "manager" not in ratings.relationships:
        return ""
    is_manager = ratings.relationship == ratings.relationships.index("manager")
    n = int((np.bincount(ratings.recipient[is_manager]) > 1).sum())
    return f"{_number(n, 'person', 'people')} with more than one manager" if n else ""


def _unrated(ratings: "Ratings") -> str:
    """Say of whom there is no rating at all."""
    rated = np.zeros(len(ratings.recipients), dtype=bool)
    rated[ratings.recipient[(ratings.table >= 0).any(axis=1)]] = True
    none = [ratings.recipients[i] for i in np.flatnonzero(~rated)]
    return f"without any rating: {_few(none)}" if none else ""
