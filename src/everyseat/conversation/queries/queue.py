"""Statements in one state in pages: those that wait in the order that somebody asked for."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import F, Max, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from everyseat.conversation.models import Conversation, Statement
from everyseat.conversation.queries import duplicates
from everyseat.conversation.queries.duplicates import Group

ON_A_PAGE = 50
STATES = [
    (Statement.State.WAITING, _("Waiting")),
    (Statement.State.PUBLISHED, _("Published")),
    (Statement.State.REJECTED, _("Rejected")),
]
"""Of which statements several are decided together."""
OLDEST, HELD, ALIKE = "oldest", "held", "alike"
ORDERS = [
    (OLDEST, _("Oldest first")),
    (HELD, _("Tagged first")),
    (ALIKE, _("Same words together")),
]


@dataclass(frozen=True)
class Part:
    """Statements that stand together on a page, under the heading of their group if they have one.

    `is_more` where the group began on the page before; `is_whole` where all of it is here.
    """

    group: Group | None
    statements: list[Statement]
    is_more: bool = False
    is_whole: bool = True


@dataclass(frozen=True)
class Queue:
    """What is in a state: how many in `total`, what was `found`, in pages of parts, and groups."""

    total: int
    found: list[Statement]
    pages: list[list[Part]]
    groups: list[Group]

    def page_of(self, number: int) -> int:
        """Return the page on which a statement stands, from 1 on."""
        for page, parts in enumerate(self.pages, 1):
            if any(one.number == number for part in parts for one in part.statements):
                return page
        return 1


def of(
    conversation: Conversation,
    *,
    search: str,
    order: str,
    why: Callable[[Statement], str],
    state: str = Statement.State.WAITING,
) -> Queue:
    """Return what waits in an order; `why` says of a statement why it is held, "" if it is not.

    What has been decided is in no groups, and that of which it was decided last comes first.
    """
    if state != Statement.State.WAITING:
        decided = list(_decided_last(conversation.statements.filter(state=state)))
        found = _searched(conversation, decided, search)
        return Queue(len(decided), found, list(_pages([Part(None, found)])), [])
    waiting = list(conversation.statements.filter(state=Statement.State.WAITING))
    found = _searched(conversation, waiting, search)
    if order == ALIKE:
        groups = duplicates.grouped(conversation, found)
        parts = [Part(group, group.waiting) for group in groups]
        taken = {one.pk for part in parts for one in part.statements}
        parts.append(Part(None, [one for one in found if one.pk not in taken]))
    else:
        groups = duplicates.grouped(conversation, waiting)
        if order == HELD:
            found.sort(key=lambda one: (not why(one), one.number))
        parts = [Part(None, found)]
    return Queue(len(waiting), found, list(_pages(parts)), groups)


def _decided_last(statements: QuerySet[Statement]) -> QuerySet[Statement]:
    last = Max("steps", filter=Q(steps__language=""))
    return statements.annotate(last=last).order_by(F("last").desc(nulls_last=True), "number")


def _searched(conversation: Conversation, among: list[Statement], search: str) -> list[Statement]:
    if not search:
        return among[:]
    held = Q(text__icontains=search)
    if search.isdecimal():
        held |= Q(number=min(int(search), 2**31 - 1))
    numbers = set(conversation.statements.filter(held).values_list("number", flat=True))
    return [one for one in among if one.number in numbers]


def _pages(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """Yield pages of parts: a group is divided only if it is longer than a page."""
    page: list[Part] = []
    room = ON_A_PAGE
    for part in parts:
        if part.group and len(part.statements) > room and page:
            yield page
            page, room = [], ON_A_PAGE
        for first, some in _divided(part.statements, room):
            if not room:
                yield page
                page, room = [], ON_A_PAGE
            is_whole = len(some) == len(part.statements)
            page.append(Part(part.group, some, is_more=first > 0, is_whole=is_whole))
            room -= len(some)
    yield page


def _divided(statements: Sequence[Statement], room: int) -> Iterator[tuple[int, list[Statement]]]:
    """Yield pieces: the first of what there is room for, others of a page, with their places."""
    first, size = 0, room or ON_A_PAGE
    while first < len(statements):
        yield first, list(statements[first : first + size])
        first, size = first + size, ON_A_PAGE
