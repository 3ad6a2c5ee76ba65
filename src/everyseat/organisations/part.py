"""The contract by which a part of the product joins the site, so that the site need know none.

Each part has a `part.py` with its `PART`, and stands in the one list, `everyseat.site.parts`.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from everyseat.connections import Receive, Scope, Send
from everyseat.organisations.demonstration import City
from everyseat.organisations.models import Person

Live = Callable[[Scope, Receive, Send], Awaitable[bool]]
"""An application beside Django; it returns whether it has served a connection."""


@dataclass(frozen=True)
class Task:
    """Something that waits for a person: one line on their first page. It never says from whom."""

    text: str
    link: str
    by: date | None = None


@dataclass(frozen=True)
class Link:
    """A page in the navigation, for whoever has the permission; for all who signed in without."""

    page: str
    text: object
    permission: str = ""


def _nothing(_person: Person) -> None:
    """Hold nothing of a person, so have nothing to tell and nothing to erase."""


@dataclass(frozen=True)
class Part:
    """What a part tells the site.

    `place` is where people see it among the parts. `waiting` is what waits for a person. `daily`
    is done every few seconds with the day's date, `nightly` once a night, and `slow` is work that
    may take a minute, on a thread of its own: each is safe to do again, and by two at once.
    `held_about` and `erase` answer a person's request; `erase` raises a Refusal where it must wait.
    `begin` is done on a new site, `demonstrate` fills the demonstration, and `live` makes an
    application beside Django, given the address of the broker.
    """

    key: str
    urls: str
    place: int
    navigation: Sequence[Link] = ()
    waiting: Callable[[Person], Iterable[Task]] = lambda _person: ()
    daily: Sequence[Callable[[date], object]] = ()
    nightly: Sequence[Callable[[], object]] = ()
    slow: Sequence[Callable[[], object]] = ()
    held_about: Callable[[Person], object] = _nothing
    erase: Callable[[Person], object] = _nothing
    begin: Callable[[], object] = lambda: None
    demonstrate: Callable[[City, Random], object] = lambda _city, _rng: None
    live: Callable[[str], Live] | None = None
