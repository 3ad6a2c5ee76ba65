"""The elements of landing pages and of the first page, the same in every part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Colour = Literal["", "green", "blue", "yellow", "red", "grey", "white"]
"""A colour of the design system's tags; "" is its own blue."""


@dataclass(frozen=True)
class Task:
    """A task for a person, due `by` a day or waiting `since` a day; a `note` stands behind it.

    It never says who gave feedback, unless they gave it in their own name.
    """

    text: str
    link: str
    by: date | None = None
    since: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Action:
    """An action open to a person, shown as a card. The lowest `rank` is the likeliest."""

    text: str
    link: str
    about: str
    rank: int = 50


@dataclass(frozen=True)
class Step:
    """Something to do on an organisation's first day, and whether it is done.

    `waits_for` says whose turn it is, where it is not the reader's. The lowest `rank` comes first.
    """

    text: str
    link: str
    about: str
    is_done: bool
    waits_for: str = ""
    rank: int = 50


@dataclass(frozen=True)
class Entry:
    """One line of a list: its text, its state, and its date.

    `on` says what the day is, such as “Answers until”; a `note` stands behind it.
    """

    text: str
    link: str
    state: "StrOrPromise" = ""
    colour: Colour = ""
    when: date | None = None
    on: str = ""
    note: str = ""


@dataclass(frozen=True)
class Group:
    """A list with its heading. An empty list shows `empty`, or is left out without it."""

    title: str
    entries: Sequence[Entry]
    empty: str = ""


@dataclass(frozen=True)
class Landing:
    """A section's page: its purpose in a sentence, the main action, and its lists."""

    title: str
    lead: str
    main: Action | None = None
    groups: Sequence[Group] = ()
    more: Sequence[Action] = ()

    @property
    def shown(self) -> list[Group]:
        return [group for group in self.groups if group.entries or group.empty]
