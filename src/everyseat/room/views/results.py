"""What was answered in a room: pictures to look at and to take away, a table, a PDF."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from everyseat.files import names
from everyseat.files.csv_export import for_people
from everyseat.giving.access import login_required
from everyseat.organisations.queries import host
from everyseat.organisations.signed_in import SignedIn
from everyseat.room import kinds, summary, who_sees
from everyseat.room.actions import ending
from everyseat.room.models import Question, Room
from everyseat.room.queries import comparing, room_state, sets, tallies
from everyseat.room.queries.room_state import Row
from everyseat.room.queries.tallies import Tally
from everyseat.room.views.shared import mine


@login_required
def results(request: SignedIn, pk: str) -> HttpResponse:
    """Every question with its picture and its table; beside the room before, if there is one."""
    room = mine(request, pk)
    found = _results(room)
    context = {
        "room": room,
        "added_up": who_sees.added_up() if room.is_brief else "",
        "results": found,
        "deleted_on": ending.deleted_on(room),
        "may_remove": room.ended_on or room.is_brief,
        "shown_questions": {
            str(one["question"].pk): room_state.shown(one["question"], one["tally"], always=True)
            for one in found
        },
    }
    return render(request, "room/results.html", context)


def _questions(room: Room) -> list[Question]:
    questions = list(room.questions.all())
    for one in questions:
        one.room = room  # as it was read: with its brief, and the room it was copied from
    return questions


def _lines(one: Question, tally: Tally) -> list[Row]:
    """Return a question's table; the floor's by votes alone: what was answered counts as much."""
    lines = room_state.lines(one, tally)
    return sorted(lines, key=lambda row: -(row.n or 0)) if one.is_raised else lines


def _results(room: Room) -> list[dict]:
    questions = _questions(room)
    names = sets.names(questions)
    return [_result(one) | {"set": names.get(one.pk, "")} for one in questions]


def _result(one: Question) -> dict:
    tally = tallies.tally(one)
    lines, removed = _lines(one, tally), room_state.removed(one, tally)
    shown = sum(line.n or 0 for line in lines)
    is_word = one.kind == kinds.WORD and tally.is_enough
    result = {
        "question": one,
        "tally": tally,
        "kept": tally.n - shown - removed if is_word else 0,
        "removed": removed,
        "unseen": (one.result or {}).get("unseen", 0),
        "waiting": room_state.with_reasons(one, tally)["waiting"],
        "n": tally.n,
        "is_enough": tally.is_enough or one.is_raised,
        "is_kept": tally.is_kept,
        "lines": lines,
        "first": _("Question") if one.kind == kinds.FLOOR else _("Answer"),
        "columns": room_state.columns(one),
        "compared": comparing.compared(one, tally),
    }
    return result | {"left_out": summary.left_out(result)}


@login_required
def room_pdf(request: SignedIn, pk: str) -> HttpResponse:
    """The summary of a room, to print or to send on."""
    room = mine(request, pk)
    pdf = summary.render(room, _results(room), str(host()), timezone.localdate())
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = _named(room, "pdf", is_attached=False)
    return response


@login_required
def room_csv(request: SignedIn, pk: str) -> HttpResponse:
    """What was answered in a room, as a table: counts, and no device."""
    room = mine(request, pk)
    about = (room.title, room.held_on)
    rows = [(*row, *about) for one in _questions(room) for row in _csv_rows(one)]
    counted = (_("question"), _("answer"), _("number"), _("what it counts"), _("note"))
    table = for_people([(*counted, _("meeting"), _("date")), *rows])
    response = HttpResponse(table, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = _named(room, "csv", is_attached=True)
    return response


def _named(room: Room, ending: str, *, is_attached: bool) -> str:
    """Return the header that names a file after its meeting and day."""
    name = names.safe(f"{room.title} {room.held_on:%Y-%m-%d}.{ending}")
    return content_disposition_header(is_attached, name) or ""


def _csv_rows(one: Question) -> list[tuple]:
    tally, columns = tallies.tally(one), room_state.columns(one)
    rows: list[tuple] = [
        (one.text, line.text, _("a few") if n is None else n, what, _note(line))
        for line in _lines(one, tally)
        for n, what in zip((line.n, *line.more), columns, strict=False)
    ]
    if removed := room_state.removed(one, tally):
        rows.append((one.text, _("(removed by the facilitator)"), removed, columns[0], ""))
    return rows


def _note(line: Row) -> str:
    return _("answered") if line.is_answered else ""
