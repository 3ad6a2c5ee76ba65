"""What waits until a facilitator lets it be seen, put together by why it waits."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.room.models import Question, Raised
from everyseat.room.queries import room_state, tallies


@dataclass(frozen=True)
class Item:
    """A word that some wrote, or a question from the floor."""

    text: str
    n: int | None = None
    raised: Raised | None = None

    @property
    def word(self) -> str:
        """What it is known by, if it is a word."""
        return "" if self.raised else self.text


@dataclass(frozen=True)
class Group:
    """What waits for one reason, or, without one, because the facilitator wants to read all."""

    why: str
    items: list[Item]
    hide: str
    show: str

    @property
    def n(self) -> int:
        """How many answers, or questions, it holds."""
        return sum(item.n or 1 for item in self.items)

    @property
    def said(self) -> str:
        """Return its heading."""
        n = len(self.items)
        if self.why:
            return _("{why}: {n}").format(why=self.why, n=n)
        return ngettext("{n} waits for you", "{n} wait for you", n).format(n=n)


def groups(question: Question) -> list[Group]:
    """Return what waits of a question: first what waits for no reason of its own."""
    is_floor = question.is_raised
    if is_floor:
        sorts = room_state.on_the_floor(question)
    else:
        sorts = room_state.with_reasons(question, tallies.tally(question))
    hide, show = ("take", "let") if is_floor else ("hide", "allow")
    by_reason: dict[str, list[Item]] = {}
    for one, why in sorts["waiting"]:
        item = Item(one.text, raised=one) if is_floor else Item(one.shown, one.n)
        by_reason.setdefault(why, []).append(item)
    return [Group(why, items, hide, show) for why, items in sorted(by_reason.items())]
