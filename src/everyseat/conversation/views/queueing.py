"""The page on which many statements are decided: what was asked of it, is ticked, and is shown."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from everyseat.conversation import crowded, holding, numbers
from everyseat.conversation.forms.moderating import DecideForm, QueueForm
from everyseat.conversation.models import Conversation, Statement
from everyseat.conversation.queries import queue
from everyseat.conversation.queries.conversations import counts
from everyseat.conversation.queries.duplicates import Group
from everyseat.conversation.queries.queue import Part, Queue
from everyseat.conversation.queries.translations import languages
from everyseat.conversation.views import undoable

Numbers = frozenset[int]


@dataclass(frozen=True)
class Asked:
    """What somebody asked of the queue: a state, words, an order, and a page of what was found."""

    state: str = Statement.State.WAITING
    search: str = ""
    order: str = queue.OLDEST
    page: int = 1

    @classmethod
    def of(cls, sent: QueryDict) -> "Asked":
        """Return what was asked for; as usual where that can't be."""
        form = QueueForm(sent)
        form.is_valid()
        known = {name: value for name, value in form.cleaned_data.items() if value}
        page = sent.get("page", "")
        return cls(**known, page=int(page) if page.isdecimal() and len(page) < 6 else 1)

    @property
    def query(self) -> str:
        """It as the query of an address, without what is usual."""
        usual = Asked()
        own = {name: value for name, value in vars(self).items() if value != getattr(usual, name)}
        return urlencode(own)


def shown(sent: QueryDict) -> QueryDict:
    """Return what the page showed that sends a form, whatever is typed into its search since."""
    return QueryDict(sent.get("at", ""))


def chosen(sent: QueryDict) -> Numbers:
    """Return the numbers that are ticked: on the page, and on others before."""
    typed = [*sent.getlist("statement"), *sent.get("others", "").split(",")]
    return frozenset(filter(None, map(numbers.read, typed)))


def moved(sent: QueryDict, conversation: Conversation) -> tuple[Asked, Numbers]:
    """Return what the page shows next and what is ticked then, after one of its buttons.

    `go` is what the button says: `find`, a page, `all` on the page (of those that wait, all that
    have no tag), `none`, or
    with the number of a group, its repeats, those word for word alone, or the group `with` it.
    """
    asked, ticked, go = Asked.of(shown(sent)), chosen(sent), sent.get("go", "")
    act, _dash, number = go.partition("-")
    n = numbers.read(number)
    if act == "find":
        return replace(Asked.of(sent), page=1), ticked
    if act == "page":
        return replace(asked, page=n), ticked
    if act == "none":
        return asked, frozenset()
    if act == "with":
        together = Asked(order=queue.ALIKE)
        return replace(together, page=_queue(conversation, together).page_of(n)), ticked
    found = _queue(conversation, asked)
    if act == "all":
        here = (one for part in _page(found, asked).object_list[0] for one in part.statements)
        return asked, ticked | {one.number for one in here if not _is_tagged(one)}
    repeats = [one.number for one in _repeats(found.groups, n, is_same=act == "same")]
    return asked, ticked.union(repeats) if act in ("group", "same") else ticked


def _repeats(groups: list[Group], number: int, *, is_same: bool) -> list[Statement]:
    for group in groups:
        if group.like.number == number:
            return group.repeats[: group.same] if is_same else group.repeats
    return []


def _queue(conversation: Conversation, asked: Asked) -> Queue:
    asked_for = {"search": asked.search, "order": asked.order, "state": asked.state}
    return queue.of(conversation, **asked_for, why=_why)


def _page(found: Queue, asked: Asked) -> Any:
    """Return a page of the queue, which is a list of parts."""
    return Paginator(found.pages, 1).get_page(asked.page)


def _why(one: Statement) -> str:
    return holding.why(one.text)


def _described(one: Statement, has_like: bool) -> str | None:
    """Return the ids of what is read with a statement's box: its tag, and those much like it."""
    ids = {f"why-{one.number}": bool(_why(one)), f"like-{one.number}": has_like}
    return " ".join(key for key, is_there in ids.items() if is_there) or None


def _is_tagged(one: Statement) -> bool:
    """Return whether a statement stays unticked where all are ticked: none with a tag is published
    unread. Whoever takes statements out may tick each."""
    return one.state == Statement.State.WAITING and bool(_why(one))


def page(
    request: HttpRequest,
    conversation: Conversation,
    form: DecideForm,
    asked: Asked,
    ticked: Numbers,
) -> HttpResponse:
    """Show a page of the queue, with what is ticked on it and how much elsewhere."""
    found = _queue(conversation, asked)
    shown = _page(found, asked)
    parts = list(_parts(found, shown.object_list[0], ticked))
    here = {row["one"].number for part in parts for row in part["rows"]}
    alike = conversation.statements.filter(state=asked.state)
    kept = ticked & set(alike.filter(number__in=ticked - here).values_list("number", flat=True))
    at, known = replace(asked, page=shown.number), counts(conversation)
    context = {
        "conversation": conversation,
        "queue": found,
        "page": shown,
        "parts": parts,
        "rows": [row for part in parts for row in part["rows"]],
        "form": form,
        "asked": at,
        "find": QueueForm(initial=vars(asked)),
        "states": [(state, said, known.statements[state]) for state, said in queue.STATES],
        "crowded": crowded.said(known) if conversation.is_open else "",
        "may_be_translated": bool(languages()),
        "others": ",".join(map(str, sorted(kept))),
        "elsewhere": len(kept),
        "ticked": len(kept) + len(ticked & here),
        "done": undoable.take(request, conversation),
    }
    status = 400 if form.errors else 200
    return render(request, "conversation/queue.html", context, status=status)


def _parts(found: Queue, parts: list[Part], ticked: Numbers) -> Iterator[dict[str, Any]]:
    """Yield the parts of a page with their rows, as templates show them."""
    group_of = {one.number: group for group in found.groups for one in group.waiting}
    for part in parts:
        same = {one.number for one in part.group.repeats[: part.group.same]} if part.group else ()
        rows = [
            {
                "one": one,
                "why": _why(one),
                "described": _described(one, bool(not part.group and group_of.get(one.number))),
                "ticked": one.number in ticked,
                "group": None if part.group else group_of.get(one.number),
                "tagged": "yes" if _is_tagged(one) else None,
                "repeat": "yes" if part.group and one != part.group.like else None,
                "same": "yes" if one.number in same else None,
            }
            for one in part.statements
        ]
        yield {"part": part, "group": part.group, "rows": rows}
