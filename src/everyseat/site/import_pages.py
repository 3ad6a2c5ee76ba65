"""Pages that import people: choose a file, say what its columns are, look, and only then save.

Nothing is stored between them. The page holds the file as it was read, signed. They stand with the
site, since every part says what waits for somebody who has left.
"""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from everyseat.files import tables
from everyseat.files.csv_export import for_people
from everyseat.files.xlsx_export import as_xlsx
from everyseat.giving import bodies, traces
from everyseat.giving.access import requires
from everyseat.giving.bodies import takes
from everyseat.giving.refusing import refused
from everyseat.organisations import (
    actions,
    leaving,
    people_columns,
    people_difference,
    people_import,
    people_leavers,
    people_saving,
    people_source,
    queries,
    roles,
)
from everyseat.organisations.forms import ColumnsForm, ImportForm
from everyseat.organisations.mail import state as mail_state
from everyseat.organisations.models import ImportRun, Person
from everyseat.organisations.people_leavers import Leavers
from everyseat.organisations.signed_in import SignedIn
from everyseat.site.parts import waiting_for

LINES_NAMED = 20
READ = "everyseat.read-import"
SAMPLE_ROWS = 3
LEAVERS_SHOWN = 100
DAY = 86400
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(roles.MANAGE_PEOPLE)
@takes(bodies.LARGEST)
def people_import_page(request: SignedIn) -> HttpResponse:
    """Show a preview of an import, or ask for its columns. Nothing is saved before a later page."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            table = people_import.read(file.read(), file.name)
            return _begin(request, Read(table, is_everybody=form.cleaned_data["everybody"]))
        except tables.FileError as error:
            form.add_error("file", str(error))
    return render(request, "organisations/people_import.html", {"form": form})


@dataclass
class Read:
    """A file as it was read, with what its columns are, and what was said of it."""

    table: tables.Table
    columns: dict[str, str] = field(default_factory=dict)
    is_chosen: bool = False
    is_everybody: bool = False

    def signed(self) -> str:
        found = {**vars(self), "table": people_import.packed(self.table)}
        return signing.dumps(found, salt=READ, compress=True)


def _unsigned(request: HttpRequest) -> Read | None:
    """Return what a page of ours held, or None, and say why, if it is no longer good."""
    try:
        found = signing.loads(request.POST.get("read", ""), salt=READ, max_age=DAY)
    except signing.BadSignature:
        messages.error(request, _("This preview is too old. Choose the file again."))
        return None
    return Read(**{**found, "table": people_import.unpacked(found["table"])})


def _begin(request: SignedIn, read: Read) -> HttpResponse:
    headings = read.table.data.columns
    if chosen := queries.chosen_columns(headings):
        read.columns, read.is_chosen = chosen, True
        return _preview(request, read)
    try:
        read.columns = people_columns.found(headings)
    except ValueError as error:
        return _ask_for_columns(request, read, _columns_form(read.table), why=str(error))
    return _preview(request, read)


def _columns_form(table: tables.Table, data: Any = None) -> ColumnsForm:
    headings = table.data.columns
    known = queries.chosen_columns(headings) or people_columns.likely(headings)
    first = {c.name: next(filter(None, c), "") for c in table.data}
    return ColumnsForm(data, first=first, known=known)


def _ask_for_columns(
    request: HttpRequest, read: Read, form: ColumnsForm, why: str = ""
) -> HttpResponse:
    sample = [(c.name, list(c)) for c in read.table.data.head(SAMPLE_ROWS)]
    lines = [_("Line %(n)s") % {"n": line} for line in read.table.lines[:SAMPLE_ROWS]]
    context = {
        "form": form,
        "why": why,
        "sample": sample,
        "lines": lines,
        "read": read.signed(),
    }
    return render(request, "organisations/people_import_columns.html", context)


def _preview(request: SignedIn, read: Read, refusal: str = "") -> HttpResponse:
    preview = _checked(request, read)
    plan = people_saving.planned(preview.rows)
    leavers = people_leavers.find(preview, is_everybody=read.is_everybody)
    may_stop = request.user.may(roles.MANAGE_ROLES)
    context = {
        "form": ImportForm(initial={"everybody": read.is_everybody}),
        "preview": preview,
        "plan": plan,
        "changes": people_difference.changes(plan),
        "without_manager": people_difference.without_manager(plan),
        "changes_not_shown": max(0, len(plan.changed) - people_difference.SHOWN),
        "leavers": leavers,
        "leaving": _what_waits(leavers) if may_stop else [],
        "leavers_not_shown": max(0, len(leavers.people) - LEAVERS_SHOWN),
        "may_stop": may_stop,
        "refusal": refusal,
        "is_chosen": read.is_chosen,
        "is_everybody": read.is_everybody,
        "is_mail_sent": not mail_state.kept_in(),
        "read": read.signed(),
    }
    return render(request, "organisations/people_import.html", context)


def _what_waits(leavers: Leavers) -> list[tuple[Person, list[str]]]:
    """Return the first people who have left, each with what waits for them in every part."""
    return [
        (person, waiting_for(leaving.loss(person, None, may_sign_in=False)))
        for person in leavers.people[:LEAVERS_SHOWN]
    ]


def _checked(request: SignedIn, read: Read) -> people_import.Preview:
    """Check a file, for somebody who may change addresses or not."""
    may_readdress = request.user.may(roles.MANAGE_ROLES)
    return people_import.check(read.table, read.columns, may_readdress=may_readdress)


@require_POST
@requires(roles.MANAGE_PEOPLE)
@takes(bodies.LARGEST)
def people_import_columns(request: SignedIn) -> HttpResponse:
    """Ask which column of a file is which; then show the preview."""
    read = _unsigned(request)
    if read is None:
        return redirect("people_import")
    form = _columns_form(read.table, request.POST if "email" in request.POST else None)
    if form.is_valid():
        read.columns, read.is_chosen = form.columns(), True
        return _preview(request, read)
    return _ask_for_columns(request, read, form)


@requires(roles.MANAGE_PEOPLE)
def people_sample(request: HttpRequest) -> HttpResponse:
    """Return a small file of people as an import wants it, to fill in."""
    answer = HttpResponse(
        for_people(people_import.sample()), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="people.csv"'
    return answer


@requires(roles.MANAGE_PEOPLE)
def people_sample_workbook(request: HttpRequest) -> HttpResponse:
    """Return the same file as a workbook."""
    content = as_xlsx({_("People"): people_import.sample()})
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="people.xlsx"'
    return answer


@requires(roles.MANAGE_PEOPLE)
def people_import_runs(request: SignedIn) -> HttpResponse:
    """List what imports that nobody watched have done, the newest whole."""
    runs = list(ImportRun.objects.all())
    context = {
        "runs": runs,
        "newest": runs[0] if runs else None,
        "source": settings.PEOPLE_FROM,
        "is_everybody": settings.PEOPLE_EVERYBODY,
    }
    return render(request, "organisations/people_import_runs.html", context)


@requires(roles.MANAGE_PEOPLE)
def people_import_run(request: SignedIn, pk: int) -> HttpResponse:
    """Show what one of them did, or would do."""
    context = {"run": get_object_or_404(ImportRun, pk=pk), "source": settings.PEOPLE_FROM}
    return render(request, "organisations/people_import_run.html", context)


@require_POST
@requires(roles.MANAGE_PEOPLE)
def people_import_again(request: SignedIn) -> HttpResponse:
    """Read the configured file now, and show what it would change, as of any other file."""
    if not settings.PEOPLE_FROM:
        return redirect("people_import_runs")
    try:
        content, name = people_source.read(settings.PEOPLE_FROM, settings.PEOPLE_TOKEN)
        table = people_import.read(content, name)
    except tables.FileError as error:
        messages.error(request, str(error))
        return redirect("people_import_runs")
    return _begin(request, Read(table, is_everybody=settings.PEOPLE_EVERYBODY))


@require_POST
@requires(roles.MANAGE_PEOPLE)
@takes(bodies.LARGEST)
def people_import_save(request: SignedIn) -> HttpResponse:
    """Import what was looked at, checked once more: a manager may have come or gone since."""
    read = _unsigned(request)
    if read is None:
        return redirect("people_import")
    preview = _checked(request, read)
    leaving_now: list[Person] = []
    with refused() as refusal:
        leaving_now = _chosen_leavers(request, read, preview)
    if refusal.text:
        return _preview(request, read, refusal.text)
    is_welcome = "welcome" in request.POST
    added, changed = people_saving.save_people(preview.rows, welcome=is_welcome, by=request.user)
    stayed = people_leavers.stop(leaving_now, request.user)
    if read.is_chosen:
        actions.remember_columns(headings=read.table.data.columns, columns=read.columns)
    traces.note(request, f"{added} {changed}")
    _say_what_was_imported(request, added, changed, preview.lines_left_out)
    _say_who_was_stopped(request, len(leaving_now) - len(stayed), stayed)
    if is_welcome and added and mail_state.kept_in():
        text = _("No mail server is set. The welcome e-mails are only kept, and reach nobody.")
        messages.warning(request, text)
    return redirect("people")


def _chosen_leavers(request: SignedIn, read: Read, preview: people_import.Preview) -> list[Person]:
    """Return whom to stop from signing in; nobody, for who may not. Invalid if they are many."""
    if not request.user.may(roles.MANAGE_ROLES):
        return []
    leavers = people_leavers.find(preview, is_everybody=read.is_everybody)
    chosen = set(request.POST.getlist("leaver"))
    if "all_leavers" in request.POST:
        chosen = {str(person.pk) for person in leavers.people}
    return people_leavers.confirmed(leavers, chosen, request.POST.get("number", ""))


def _say_who_was_stopped(request: HttpRequest, stopped: int, stayed: list[Person]) -> None:
    if stopped:
        text = ngettext(
            "%(n)s person can no longer sign in.", "%(n)s people can no longer sign in.", stopped
        )
        messages.success(request, text % {"n": stopped})
    for person in stayed:
        text = _("%(name)s is the only administrator, and can still sign in.")
        messages.warning(request, text % {"name": person.name})


def _say_what_was_imported(
    request: HttpRequest, added: int, changed: int, left_out: list[int]
) -> None:
    new = ngettext("%(n)s person added", "%(n)s people added", added) % {"n": added}
    old = ngettext("%(n)s changed", "%(n)s changed", changed) % {"n": changed}
    messages.success(request, f"{new}, {old}.")
    if left_out:
        text = ngettext(
            "%(n)s line of the file was left out: line %(lines)s.",
            "%(n)s lines of the file were left out: lines %(lines)s.",
            len(left_out),
        )
        named = ", ".join(map(str, left_out[:LINES_NAMED])) + " …" * (len(left_out) > LINES_NAMED)
        messages.warning(request, text % {"n": len(left_out), "lines": named})
