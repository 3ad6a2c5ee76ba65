"""What a screen or a phone says of a question, for browsers that run no scripts."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from everyseat.room import kinds, threshold
from everyseat.room.models import Question, Raised, Room
from everyseat.room.queries.room_state import Row
from everyseat.room.queries.sets import SET


def said(state: dict) -> str:
    """Return the line under the picture, as `frontend/scripts/room/state.ts` has it."""
    if state["ended"]:
        return _("This meeting has ended. Thank you.")
    return of_question(state["question"]) if state["question"] else ""


def of_question(question: dict) -> str:
    """Return how many have answered a question, and why nothing of it is shown if so.

    Of a set that is open, how many have answered the last question.
    """
    if question["kind"] == SET:
        return _of_set(question["n"])
    return " · ".join(filter(None, _parts(question)))


def bars(lines: list[Row]) -> list[tuple[str, int | float | None, int]]:
    """Return the rows of a table, each with how long its bar is beside the longest, of 100."""
    most = max((line.size for line in lines), default=0)
    return [(line.text, line.n, round(100 * line.size / (most or 1))) for line in lines]


def _of_set(n: int | None) -> str:
    if n is None:
        return few_at_the_end()
    return ngettext(
        "{n} answer to the last question", "{n} answers to the last question", n
    ).format(n=n)


def on_the_screen(room: Room, current: Question) -> str:
    """Return what the hall sees now, for whoever has their back to it."""
    if room.shows_join:
        return _("The hall sees how to join.")
    if current.is_in_open_set:
        return _("The hall sees how to answer, not the answers.")
    if current.is_shown:
        return _("The hall sees the question and the answers.")
    return _("The hall sees the question, not the answers.")


UNSEEN = {
    kinds.FLOOR: (
        gettext_noop("%(name)s has left your question out. Nobody else in the room sees it."),
        gettext_noop(
            "Your question is waiting. %(name)s reads it first, because it seems to hold %(why)s,"
            " and decides whether to show it."
        ),
        gettext_noop(
            "Your question is waiting. %(name)s reads it first, and decides whether to show it."
        ),
    ),
    kinds.IDEAS: (
        gettext_noop("%(name)s has left your answer out. Nobody else in the room sees it."),
        gettext_noop(
            "Your answer is waiting. %(name)s reads it first, because it seems to hold %(why)s, and"
            " decides whether to show it."
        ),
        gettext_noop(
            "Your answer is waiting. %(name)s reads it first, and decides whether to show it."
        ),
    ),
}
"""Of a text that the hall does not see: it was left out, is held for a reason, or as all are."""


def unseen(question: Question, raised: Raised, why: str) -> str:
    """Return what becomes of a text that somebody raised, as their own page says it."""
    left_out, held, waits = UNSEEN[question.kind]
    text = left_out if raised.is_left_out else held if why else waits
    return _(text) % {"name": question.room.facilitator.name, "why": why}


def people() -> str:
    """Return how a screen says how many have joined; the script fills in the number."""
    return _("People here now: {n}")


def notes() -> list[tuple[str, str]]:
    """Return each kind whose numbers need a word, with what a screen says of them."""
    return [(kind.key, str(kind.note)) for kind in kinds.KINDS.values() if kind.note]


def few() -> str:
    """Return what stands in place of a count while too few have answered."""
    return _("Answers are shown once {k} people have answered").format(k=threshold.K)


def few_at_the_end() -> str:
    """Return the same for the last question of a set."""
    text = _("We show how many have answered the last question once {k} people have")
    return text.format(k=threshold.K)


def _parts(question: dict) -> list[str]:
    n, is_floor = question["n"], question["kind"] in kinds.RAISED
    answers = few()
    if n is not None:
        answers = ngettext("{n} answer", "{n} answers", n).format(n=n)
    waits = question["kind"] == kinds.WORD and n and question["tally"] == []
    return [
        "" if is_floor else answers,
        question["how"] if is_floor and question["open"] and question["tally"] else "",
        str(kinds.KINDS[question["kind"]].note),
        "" if question["shown"] else _("The answers are shown later"),
        "" if question["open"] else _("Closed"),
        _("Words are shown once the facilitator has read them") if waits else "",
    ]
