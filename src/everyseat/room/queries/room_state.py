"""What a room looks like now: the same for every phone and screen."""

import hashlib
import re
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from everyseat.organisations import moderating
from everyseat.organisations.models import Person
from everyseat.room import kinds, merging, parts
from everyseat.room.models import Question, Raised, Room
from everyseat.room.queries import briefs, sets, tallies

CODE = re.compile(r"[a-z0-9]{8}")
MOST_SEEN = 30
"""Questions from the floor that a screen shows."""


def mine(person: Person) -> QuerySet[Room]:
    """Return the rooms that a person may run, by themselves or as a second, and their briefs."""
    may_run = Q(facilitator=person) | Q(second=person)
    return Room.objects.filter(may_run).select_related("brief", "team", "facilitator", "second")


def by_code(code: str) -> Room | None:
    """Return the room that is joined with a code; a brief itself is joined by nobody."""
    code = code.lower()
    if not CODE.fullmatch(code):
        return None
    found = Room.objects.select_related("current", "facilitator", "second", "brief")
    room = found.filter(code=code, brief=None).prefetch_related("questions").first()
    if room and room.current:
        room.current.room = room
    return room


def of(code: str) -> dict | None:
    """Return the state of a room: its question, and the tally if it may be seen. None if no room.

    A tally is shown from k answers on: before, it would say what each of a few has answered.
    """
    room = by_code(code)
    if room is None:
        return None
    return {
        "title": room.title,
        "ended": bool(room.ended_on),
        "join": not room.ended_on and (room.shows_join or not room.current),
        "percent": room.in_percent,
        "phones": room.on_phones,
        "promise": promised(room),
        "held": held(room),
        "question": now(room),
    }


def now(room: Room, *, always: bool = False) -> dict | None:
    """Return what is asked now as a hall sees it: a question, or a set; or as its facilitator may.

    None if nothing is.
    """
    if room.ended_on or not room.current:
        return None
    together = sets.open_now(room)
    if together:
        return _described(room.current) | sets.shown(together, always=always)
    return shown(room.current, tallies.tally(room.current), always=always)


def promised(room: Room) -> str:
    """Return a digest of what the promises to participants follow from: it changes when they do."""
    asked = room.current
    of_question = (asked.is_shown, asked.holds) if asked else ()
    of_set = tuple(one.holds for one in sets.open_now(room))
    second = room.second.name if room.second else ""
    return _digest((room.facilitator.name, second, room.on_phones, *of_question, *of_set))


def held(room: Room) -> str:
    """Return a digest of all that a remote control shows, but for what people answer.

    Two people may run a session: what one does, the other's page hears by this.
    """
    how = (room.second_id, room.current_id, room.shows_join, room.in_percent, room.on_phones)
    fields = ("pk", "number", "text", "state", "is_shown", "until")
    words = ("hidden", "allowed", "apart", "merged")
    questions = map(attrgetter(*fields, *words), room.questions.all())
    return _digest((*how, bool(room.ended_on), *questions))


def _digest(facts: tuple) -> str:
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:8]


def shown(question: Question, found: tallies.Tally, *, always: bool = False) -> dict:
    """Return a question as a hall sees it; or always with its tally, as its facilitator may."""
    return _described(question) | {
        "n": found.n if found.is_enough and not question.is_raised else None,
        "tally": pairs(question, found) if question.is_shown or always else None,
    }


def _described(question: Question) -> dict:
    """Return what a hall sees of a question besides what was answered."""
    return {
        "id": question.pk,
        "kind": question.kind,
        "text": question.text,
        "options": question.labels,
        "how": question.how,
        "open": question.is_open,
        "until": _until(question) if question.is_open else None,
        "closes": question.closes_then,
        "shown": question.is_shown,
    }


def _until(question: Question) -> int | None:
    """Return when the time to answer is up, in milliseconds as scripts count them."""
    return round(question.until.timestamp() * 1000) if question.until else None


def pairs(question: Question, found: tallies.Tally) -> list | None:
    """Return the number of each option, the words that may be read, or the floor's questions.

    None if too few have answered. A word comes with what it is known by, which stays the same when
    another spelling of it becomes the commonest.
    """
    if question.is_raised:
        return floor(question)
    if not found.is_enough:
        return None
    if question.kind == kinds.WORD:
        groups = tallies.seen(question, found)[: merging.MOST]
        return [[group.shown, group.n, group.key] for group in groups]
    return tallies.figures(question, found)


def floor(question: Question) -> list:
    """Return the questions from the floor that may be seen: identifier, text, votes; most first.

    Pinned ones stand before the others, answered ones after them; these have a fourth value, their
    mark.

    Of a brief, those that went up: how many stand behind one is not said of fewer than k (None).
    """
    if question.room.is_brief:
        up = briefs.sorted_up(question.room.brief)["seen"]
        own = [r for r in up if r.question.number == question.number]
        rows = [(str(r.pk), r.text, r.stood_behind if r.names_team else None) for r in own]
        return sorted(rows, key=lambda row: (-(row[2] or 0), row[1]))[:MOST_SEEN]
    return [[str(r.pk), r.text, r.n, *_marks(r)] for r in _in_order(question)[:MOST_SEEN]]


def _in_order(question: Question) -> QuerySet[Any]:
    """Return the questions from the floor that all see, each with its votes, as all see them."""
    seen = question.raised.filter(is_seen=True).annotate(n=Count("votes") + F("stood_behind"))
    return seen.order_by("-is_pinned", "is_answered", "-n", "text")


def _marks(raised: Raised) -> list[str]:
    if raised.is_answered:
        return ["answered"]
    return ["pinned"] if raised.is_pinned else []


def to_look_at(question: Question, found: tallies.Tally) -> dict:
    """Return a question's words as its facilitator handles them: no sooner than the hall."""
    if question.kind == kinds.WORD and found.is_enough:
        return tallies.sorted_out(question, found)
    return {"waiting": [], "seen": [], "hidden": []}


def with_reasons(question: Question, found: tallies.Tally) -> dict:
    """Return the same, each word that waits with why."""
    sorts = to_look_at(question, found)
    return sorts | {
        "waiting": [(group, moderating.at_a_glance(group.shown)) for group in sorts["waiting"]]
    }


def on_the_floor(question: Question) -> dict[str, list]:
    """Return a question's floor as its facilitator handles it.

    It is "waiting", each with why, "seen" by all, in their order, or "hidden"; what nobody else
    sees in alphabetical order, so that nothing tells which came first.
    """
    raised = list(question.raised.order_by("text")) if question.is_raised else []
    waiting = [one for one in raised if not (one.is_seen or one.is_left_out)]
    return {
        "waiting": [(one, moderating.at_a_glance(one.text)) for one in waiting],
        "seen": list(_in_order(question)) if raised else [],
        "hidden": [one for one in raised if one.is_left_out],
    }


def stands(question: Question) -> str:
    """Return a digest of what its facilitator has to look at: it changes when that does."""
    if question.is_raised:
        raised = question.raised.order_by("pk")
        return _digest(tuple(raised.values_list("pk", "is_seen", "is_left_out")))
    sorts = to_look_at(question, tallies.tally(question)).values()
    return _digest(tuple((group.key, group.n) for groups in sorts for group in groups))


def given(question: Question, device: str) -> str:
    """Return what a device answered, as its own page shows it."""
    answer = question.answers.filter(device=device).first()
    if not answer:
        return ""
    if answer.parts:
        return parts.said(question.kind, question.options, answer.parts)
    return answer.word if answer.place is None else question.choices[answer.place]


def numbers_given(question: Question, device: str) -> list[int]:
    """Return the number that a device gave each option; none if it gave no such answer."""
    answer = question.answers.filter(device=device).first()
    return parts.numbers_of(answer.parts) if answer else []


def unseen(question: Question, device: str) -> QuerySet[Raised]:
    """Return what a device asked and the hall does not see."""
    return question.raised.filter(device=device, is_seen=False).order_by("text")


def voted(question: Question, device: str) -> set[str]:
    """Return the questions from the floor that a device votes for."""
    found = question.raised.filter(votes__device=device).values_list("pk", flat=True)
    return {str(pk) for pk in found}


@dataclass(frozen=True)
class Row:
    """A line of a question's table; `removes` is the word, or the question, that can be removed.

    `more` are the other numbers of its option, in the order of `columns`. `length` is how long its
    bar is, if not `n`. A question from the floor `is_answered` if its facilitator marked it so.
    """

    text: str
    n: int | float | None
    removes: str = ""
    more: tuple[int, ...] = ()
    length: float | None = None
    is_answered: bool = False

    @property
    def size(self) -> float:
        """How long its bar is, beside others'."""
        return self.length if self.length is not None else self.n or 0


def columns(question: Question) -> list[str]:
    """Return the headings of a question's table, after that of the option."""
    figure = str(question.about.figure)
    if question.kind == kinds.POINTS:
        return [figure, _("People who gave it points")]
    if question.kind != kinds.RANKING:
        return [figure]
    return [figure, *(_("Place %d") % (place + 1) for place in range(len(question.options)))]


def lines(question: Question, tally: tallies.Tally) -> list[Row]:
    """Return what was answered to a question as a table; nothing of fewer than k answers.

    Of our many words for a feeling only those that somebody chose.
    """
    found = pairs(question, tally) or []
    if question.is_raised:
        return [Row(text, n, pk, is_answered="answered" in marks) for pk, text, n, *marks in found]
    if question.kind == kinds.WORD:
        return [Row(word, n, word) for word, n, _key in found]
    if question.kind == kinds.RANKING:
        return _ranked(question, found, tally)
    if question.kind == kinds.POINTS:
        people = tallies.voices(question, tally)
        every = zip(question.labels, found, people, strict=False)
        return [Row(option, n, more=(behind,)) for option, n, behind in every]
    counted = zip(question.labels, found, strict=False)
    return [Row(str(option), n) for option, n in counted if n or question.kind != kinds.FELT]


def _ranked(question: Question, found: list[float], tally: tallies.Tally) -> list[Row]:
    """Return the lines of a ranking, the first option first; the longest bar is its."""
    places = parts.places(len(found), tally.counts)
    every = zip(question.labels, found, places, strict=False)
    return [
        Row(option, round(average, 1), more=tuple(places), length=1 + len(found) - average)
        for option, average, places in sorted(every, key=lambda row: row[1])
    ]


def rows(question: Question) -> list[tuple[str, int | float | None]]:
    """Return the same as pairs of text and number."""
    return [(row.text, row.n) for row in lines(question, tallies.tally(question))]


def removed(question: Question, found: tallies.Tally) -> int:
    """Return how many answers, or questions, were removed; 0 of what too few answered."""
    if question.is_raised:
        if question.room.is_brief:
            return len(question.removed) + briefs.removed_up(question)
        return found.removed
    if not found.is_enough:
        return 0
    groups = tallies.sorted_out(question, found)["removed"]
    return found.removed + sum(group.n for group in groups)
