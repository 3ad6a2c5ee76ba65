"""What was heard and what comes of it as a page, a PDF and a file of data show it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.conversation.models import Point, Statement, Summary
from everyseat.conversation.models.heard import OPEN, State
from everyseat.conversation.queries import heard, translations
from everyseat.organisations.landing import Colour

COLOURS: dict[str, Colour] = {
    State.PLANNED: "blue",
    State.UNDER_WAY: "yellow",
    State.DONE: "green",
    State.NOT_DONE: "red",
    State.NO_CHANGE: "grey",
}
Shown = dict[str, Any]


def shown(
    summary: Summary, content: dict[str, Any] | None, today: date, language: str = ""
) -> Shown:
    """Return a summary as everybody reads it, with what the newest result says of statements.

    Of each statement there is `said`, how it reads in a language, if one is given: for a page. A
    file has its own words alone.
    """
    points = list(heard.points(summary))
    if language:
        every = (one for point in points for one in _readable(point))
        translations.say(summary.conversation, every, language)
    findings = _findings(content)
    return {
        "words": summary.words,
        "published": _day(summary.published_on),
        "updated": _day(summary.updated_on),
        "dates": _dates(summary),
        "so_far": so_far(points, today),
        "points": [_point(one, findings, today) for one in points],
    }


def _dates(summary: Summary) -> str:
    """Return when it was published and last updated, in sentences."""
    if not summary.is_published:
        return ""
    said = _("Published on %(day)s.") % {"day": _day(summary.published_on)}
    if not summary.updated_on:
        return said
    updated = _("Updated on %(day)s.") % {"day": _day(summary.updated_on)}
    return f"{said} {updated}"


def so_far(points: Iterable[Point], today: date) -> str:
    """Return in a sentence how much of what was promised is done."""
    promised = [one for one in points if one.state != State.NO_CHANGE]
    if not promised:
        return ""
    done = sum(one.state == State.DONE for one in promised)
    text = ngettext(
        "%(done)s of %(n)s promise is done.", "%(done)s of %(n)s promises are done.", len(promised)
    )
    said = text % {"done": done, "n": len(promised)}
    overdue = sum(one.is_overdue(today) for one in promised)
    if not overdue:
        return said
    more = ngettext("%(n)s is overdue.", "%(n)s are overdue.", overdue)
    return f"{said} {more % {'n': overdue}}"


def findings(content: dict[str, Any] | None) -> list[tuple[int, str]]:
    """Return what a point may be about: statements of common ground, and what divides."""
    if content is None:
        return []
    agreed = {int(row["name"]): row["text"] for row in content["common_ground"]}
    divided = {int(row["name"]): row["text"] for row in content["divides"]}
    return [
        *((number, _("Common ground: %(text)s") % {"text": t}) for number, t in agreed.items()),
        *(
            (number, _("Divides people: %(text)s") % {"text": t})
            for number, t in divided.items()
            if number not in agreed
        ),
    ]


def _findings(content: dict[str, Any] | None) -> dict[str, str]:
    if content is None:
        return {}
    divided = {row["name"]: _("What divides people") for row in content["divides"]}
    return divided | {row["name"]: _("Common ground") for row in content["common_ground"]}


def of_point(point: Point, today: date) -> Shown:
    """Return one point, without what the result says of its statements."""
    return _point(point, {}, today)


def _point(point: Point, findings: dict[str, str], today: date) -> Shown:
    state = State(point.state)
    return {
        "number": point.number,
        "heard": point.heard,
        "statements": [_statement(one, findings) for one in _readable(point)],
        "state": str(state.label),
        "colour": COLOURS[state],
        "is_overdue": point.is_overdue(today),
        "what": point.what,
        "who": who(point),
        "by": _day(point.by) if state in OPEN else "",
        "because": point.because,
        "follow_ups": [
            {"on": _day(one.on), "state": str(State(one.state).label), "text": one.text}
            for one in point.follow_ups.all()
        ],
        "corrected": _day(point.corrected_on),
    }


def who(point: Point) -> str:
    """Return who sees to a point: the person and their role, or what is known of them."""
    name = point.person.name if point.person else ""
    return ", ".join(filter(None, [name, point.role]))


def _readable(point: Point) -> list[Statement]:
    """Return the statements of a point that everybody can still read, by their numbers."""
    asked = (one for one in point.statements.all() if one.is_published)
    return sorted(asked, key=lambda one: one.number)


def _statement(one: Statement, findings: dict[str, str]) -> Shown:
    name = _("Statement %(name)s") % {"name": one.number}
    finding = findings.get(str(one.number), "")
    shown: Shown = {"name": name, "text": one.text, "finding": finding}
    said = getattr(one, "said", None)
    return shown | {"said": said} if said else shown


def _day(day: date | None) -> str:
    return date_format(day) if day else ""
