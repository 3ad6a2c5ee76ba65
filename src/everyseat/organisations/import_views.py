"""Pages that import people: choose a file, say what its columns are, look, and only then save.

Nothing is stored between them. The page holds the file as it was read, signed.
"""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from everyseat.files import tables
from everyseat.files.csv_export import as_csv
from everyseat.giving import bodies, traces
from everyseat.giving.access import requires
from everyseat.giving.bodies import takes
from everyseat.organisations import (
    actions,
    people_columns,
    people_import,
    people_saving,
    queries,
    roles,
)
from everyseat.organisations.forms import ColumnsForm, ImportForm
from everyseat.organisations.mail import state as mail_state

LINES_NAMED = 20
READ = "everyseat.read-import"
SAMPLE_ROWS = 3
DAY = 86400


@requires(roles.MANAGE_PEOPLE)
@takes(bodies.LARGEST)
def people_import_page(request: HttpRequest) -> HttpResponse:
    """Show a preview of an import, or ask for its columns. Nothing is saved before a later page."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            return _read(request, people_import.read(file.read(), file.name))
        except tables.FileError as error:
            form.add_error("file", str(error))
    return render(request, "organisations/people_import.html", {"form": form})


def _read(request: HttpRequest, table: tables.Table) -> HttpResponse:
    headings = table.data.columns
    if chosen := queries.chosen_columns(headings):
        return _preview(request, table, chosen, is_chosen=True)
    try:
        return _preview(request, table, people_columns.found(headings))
    except ValueError as error:
        return _ask_for_columns(request, table, _columns_form(table), why=str(error))


def _columns_form(table: tables.Table, data: Any = None) -> ColumnsForm:
    headings = table.data.columns
    known = queries.chosen_columns(headings) or people_columns.likely(headings)
    first = {c.name: next(filter(None, c), "") for c in table.data}
    return ColumnsForm(data, first=first, known=known)


def _ask_for_columns(
    request: HttpRequest, table: tables.Table, form: ColumnsForm, why: str = ""
) -> HttpResponse:
    sample = [(c.name, list(c)) for c in table.data.head(SAMPLE_ROWS)]
    lines = [_("Line %(n)s") % {"n": line} for line in table.lines[:SAMPLE_ROWS]]
    context = {
        "form": form,
        "why": why,
        "sample": sample,
        "lines": lines,
        "read": _signed(table, {}),
    }
    return render(request, "organisations/people_import_columns.html", context)


def _signed(table: tables.Table, columns: dict[str, str], *, is_chosen: bool = False) -> str:
    """Return a file as it was read, with what its columns are and whether somebody chose them."""
    read = {"table": people_import.packed(table), "columns": columns, "is_chosen": is_chosen}
    return signing.dumps(read, salt=READ, compress=True)


def _preview(
    request: HttpRequest, table: tables.Table, columns: dict[str, str], *, is_chosen: bool = False
) -> HttpResponse:
    preview = people_import.check(table, columns)
    context = {
        "form": ImportForm(),
        "preview": preview,
        "plan": people_saving.planned(preview.rows),
        "is_chosen": is_chosen,
        "is_mail_sent": not mail_state.kept_in(),
        "read": _signed(table, columns, is_chosen=is_chosen),
    }
    return render(request, "organisations/people_import.html", context)


@require_POST
@requires(roles.MANAGE_PEOPLE)
@takes(bodies.LARGEST)
def people_import_columns(request: HttpRequest) -> HttpResponse:
    """Ask which column of a file is which; then show the preview."""
    found = _unsigned(request)
    if found is None:
        return redirect("people_import")
    table = people_import.unpacked(found["table"])
    form = _columns_form(table, request.POST if "email" in request.POST else None)
    if form.is_valid():
        return _preview(request, table, form.columns(), is_chosen=True)
    return _ask_for_columns(request, table, form)


def _unsigned(request: HttpRequest) -> Any:
    """Return what a page of ours held, or None, and say why, if it is no longer good."""
    try:
        return signing.loads(request.POST.get("read", ""), salt=READ, max_age=DAY)
    except signing.BadSignature:
        messages.error(request, _("This preview is too old. Choose the file again."))
        return None


@requires(roles.MANAGE_PEOPLE)
def people_sample(request: HttpRequest) -> HttpResponse:
    """Return a small file of people as an import wants it, to fill in."""
    answer = HttpResponse(as_csv(people_import.SAMPLE), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="people.csv"'
    return answer


@require_POST
@requires(roles.MANAGE_PEOPLE)
@takes(bodies.LARGEST)
def people_import_save(request: HttpRequest) -> HttpResponse:
    """Import what was looked at, checked once more: a manager may have come or gone since."""
    found = _unsigned(request)
    if found is None:
        return redirect("people_import")
    table = people_import.unpacked(found["table"])
    preview = people_import.check(table, found["columns"])
    is_welcome = "welcome" in request.POST
    added, updated = people_saving.save_people(preview.rows, welcome=is_welcome)
    if found["is_chosen"]:
        actions.remember_columns(headings=table.data.columns, columns=found["columns"])
    traces.note(request, f"{added} {updated}")
    _say_what_was_imported(request, added, updated, preview.lines_left_out)
    if is_welcome and added and mail_state.kept_in():
        text = _("No mail server is set. The welcome e-mails are only kept, and reach nobody.")
        messages.warning(request, text)
    return redirect("people")


def _say_what_was_imported(
    request: HttpRequest, added: int, updated: int, left_out: list[int]
) -> None:
    new = ngettext("%(n)s person added", "%(n)s people added", added) % {"n": added}
    old = ngettext("%(n)s updated", "%(n)s updated", updated) % {"n": updated}
    messages.success(request, f"{new}, {old}.")
    if left_out:
        text = ngettext(
            "%(n)s line of the file was left out: line %(lines)s.",
            "%(n)s lines of the file were left out: lines %(lines)s.",
            len(left_out),
        )
        named = ", ".join(map(str, left_out[:LINES_NAMED])) + " …" * (len(left_out) > LINES_NAMED)
        messages.warning(request, text % {"n": len(left_out), "lines": named})
