"""The contract by which a part of the product joins the site, which knows none by name.

Each part has a `part.py` with its `PART`, and stands in the one list, `everyseat.site.parts`.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import TYPE_CHECKING

from everyseat.connections import Receive, Scope, Send
from everyseat.organisations.audited import Deed
from everyseat.organisations.demonstration import City
from everyseat.organisations.handing_over import Handover
from everyseat.organisations.landing import Action, Entry, Step, Task
from everyseat.organisations.leaving import Loss
from everyseat.organisations.models import Person, StandIn

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Live = Callable[[Scope, Receive, Send], Awaitable[bool]]
"""An application beside Django; it returns whether it has served a connection."""


@dataclass(frozen=True)
class Section:
    """A part of the navigation: one page that says what it is, and shows what a person has there.

    It has the addresses that begin with one of `under`. It is shown to people who have one of its
    `permissions`, or to everybody where it has none; to visitors only where it is `for_visitors`.
    """

    page: str
    text: "StrOrPromise"
    place: int
    under: tuple[str, ...]
    permissions: frozenset[str] = frozenset()
    for_visitors: bool = False


def _nothing(_person: Person) -> None:
    """Hold nothing of a person, so have nothing to tell and nothing to erase."""


def _none(_person: Person) -> tuple[()]:
    return ()


def _none_elsewhere(_person: Person, _by: Person) -> tuple[()]:
    return ()


def _none_left(_found: StandIn) -> tuple[()]:
    return ()


def _nothing_waits(_loss: Loss) -> tuple[()]:
    return ()


@dataclass(frozen=True)
class Part:
    """A part's contract with the site.

    `sections` is where people find it, and `doors` what visitors may do here now.
    On a person's first page stand `waiting`, what waits for
    them; `actions`, what they may do; and `recent`, what happened lately. `first_steps` are of a
    new organisation. `daily` is done every few seconds with the day's date, `nightly` once a night,
    and `slow` is work that may take a minute, on a thread of its own: each is safe to do again, and
    by two at once.
    `held_about` and `erase` answer a person's request; `erase` raises a Refusal where it must wait.
    `begin` is done on a new site, `demonstrate` fills the demonstration, and `live` makes an
    application beside Django, given the address of the broker. `safety` is what the page of who
    sees what says of it, as HTML, with its thresholds as they are now; `methods` is the same for
    the page of how the numbers come about. `deeds` are the sentences by which the audit log says
    what was done on its pages. `leaving` says what waits for somebody who
    is about to lose a role, and `hands_over` what of theirs an organiser may give to somebody else;
    `given_elsewhere`, what another page gives, with its link if whoever is here may open it.
    `passes` says what somebody's stand-in may do for them while they are
    away, `stays` what nobody may, and `left_over` what of their work this stand-in may not do.
    """

    key: str
    urls: str
    sections: Sequence[Section] = ()
    doors: Callable[[], Iterable[Action]] = tuple
    waiting: Callable[[Person], Iterable[Task]] = _none
    actions: Callable[[Person], Iterable[Action]] = _none
    recent: Callable[[Person], Iterable[Entry]] = _none
    first_steps: Callable[[Person], Iterable[Step]] = _none
    daily: Sequence[Callable[[date], object]] = ()
    nightly: Sequence[Callable[[], object]] = ()
    slow: Sequence[Callable[[], object]] = ()
    held_about: Callable[[Person], object] = _nothing
    erase: Callable[[Person], object] = _nothing
    begin: Callable[[], object] = lambda: None
    demonstrate: Callable[[City, Random], object] = lambda _city, _rng: None
    live: Callable[[str], Live] | None = None
    safety: Callable[[], str] = str
    methods: Callable[[], str] = str
    deeds: Mapping[str, Deed] = field(default_factory=dict)
    leaving: Callable[[Loss], Iterable[str]] = _nothing_waits
    hands_over: Callable[[Person], Iterable[Handover]] = _none
    given_elsewhere: Callable[[Person, Person], Iterable[Task]] = _none_elsewhere
    passes: Sequence["StrOrPromise"] = ()
    stays: Sequence["StrOrPromise"] = ()
    left_over: Callable[[StandIn], Iterable[str]] = _none_left
