"""The summary of a room as a PDF that screen readers can read (PDF/UA-1), set by typst."""

from datetime import date
from pathlib import Path

from django.utils import formats
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from everyseat.files import pdf
from everyseat.room import kinds, who_sees
from everyseat.room.models import Question, Room
from everyseat.room.queries.room_state import Row

TEMPLATE = Path(__file__).with_name("summary.typ")
FILLS = ("green", "amber", "red")
"""Of the three cards, as the template has them."""


def render(room: Room, results: list[dict], organisation: str, today: date) -> bytes:
    """Return the PDF of what was answered; the same numbers as on the page of results."""
    data = {
        "title": room.title,
        "held": formats.date_format(room.held_on),
        "organisation": organisation,
        "lang": (get_language() or "en").split("-")[0],
        "made": _("Made on {day}").format(day=formats.date_format(today)),
        "questions": [_question(one) for one in results],
        "note": who_sees.summary(room),
    }
    return pdf.render(TEMPLATE, "room", data)


def _question(one: dict) -> dict:
    most = max((line.size for line in one["lines"]), default=0)
    figure, *columns = one["columns"]
    rows = [
        {
            "text": _text(line),
            "n": _("a few") if line.n is None else str(line.n),
            "width": line.size / (most or 1),
            "fill": _fill(one["question"], place),
            "more": " · ".join(f"{what}: {n}" for what, n in zip(columns, line.more, strict=False)),
        }
        for place, line in enumerate(one["lines"])
    ]
    return {
        "text": one["question"].text,
        "set": one["set"],
        "said": said(one),
        "columns": [one["first"], figure],
        "rows": rows,
    }


def _text(line: Row) -> str:
    return _("%(question)s (answered)") % {"question": line.text} if line.is_answered else line.text


def _fill(question: Question, place: int) -> str:
    """Return how a bar is filled: a card's has its colour, and a pattern for whoever sees none."""
    return FILLS[place] if question.kind == kinds.CARDS else "plain"


def said(one: dict) -> str:
    """Return how many answered, or that too few did; and how many of them are not shown."""
    if one["is_kept"]:
        return kept_in_a_set()
    if not one["is_enough"]:
        return _("Too few answered to show anything.")
    if one["question"].kind == kinds.IDEAS:
        answered = _("Answers in people’s own words, with the votes for each")
    elif one["question"].kind == kinds.FLOOR:
        answered = _("Questions from the floor, with the votes for each")
    else:
        answered = ngettext("{n} answer", "{n} answers", one["n"]).format(n=one["n"])
    return ". ".join(filter(None, [answered, str(one["question"].about.note), *left_out(one)]))


def kept_in_a_set() -> str:
    """Return why nothing is shown of a question while its set is open."""
    return _("The answers are shown once these questions have closed.")


def left_out(one: dict) -> list[str]:
    """Return what of a question is not shown, a sentence for each reason."""
    is_floor = one["question"].kind == kinds.FLOOR
    removed = (
        ngettext(
            "{n} question was removed by the facilitator",
            "{n} questions were removed by the facilitator",
            one["removed"],
        )
        if is_floor
        else ngettext(
            "{n} answer was removed by the facilitator",
            "{n} answers were removed by the facilitator",
            one["removed"],
        )
    )
    unseen = (
        ngettext("{n} question was never shown", "{n} questions were never shown", one["unseen"])
        if is_floor
        else ngettext("{n} answer was never shown", "{n} answers were never shown", one["unseen"])
    )
    kept = ngettext(
        "{n} answer is in words that are not shown",
        "{n} answers are in words that are not shown",
        one["kept"],
    )
    texts = [(kept, one["kept"]), (unseen, one["unseen"]), (removed, one["removed"])]
    return [text.format(n=n) for text, n in texts if n]
