"""How long a request may be. A page takes a form of words unless its view says that it takes more.

`everyseat.site.limits` looks at this before it reads anything. So a page that somebody adds, and
thinks no further, can't be made to hold a large file.
"""

from collections.abc import Callable
from typing import TypeVar

KIB, MIB = 1024, 1024 * 1024
USUAL = 512 * KIB
"""Enough for every form of ours with every field full, in the longest encoding."""
LARGEST = 12 * MIB
"""No view may take more: what is longer than this would be written to disk, unseen by anybody."""

View = Callable[..., object]
V = TypeVar("V", bound=View)


def takes(limit: int) -> Callable[[V], V]:
    """Mark a view that takes longer requests, in bytes. Wrappers carry the mark on."""
    if limit > LARGEST:
        raise ValueError(f"{limit} bytes is more than any view may take")

    def mark(view: V) -> V:
        vars(view)["longest_body"] = limit
        return view

    return mark


def limit_of(view: View) -> int:
    return getattr(view, "longest_body", USUAL)
