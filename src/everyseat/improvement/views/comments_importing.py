"""Pages that import comments: choose a file, say what its columns are, look, and only then save.

Nothing is stored between them. The page holds the file as it was read, signed.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib import messages
from django.core import signing
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from everyseat.files import apart
from everyseat.files.cells import Cells
from everyseat.files.problems import FileError, Problem
from everyseat.files.texts import folded
from everyseat.giving import bodies
from everyseat.giving.bodies import takes
from everyseat.improvement import comment_checks, comment_columns, comment_rows
from everyseat.improvement.actions import comments_importing as actions
from everyseat.improvement.comment_columns import Columns
from everyseat.improvement.comment_rows import Entry, Rows
from everyseat.improvement.forms.comments import CommentColumnsForm, CommentsFileForm
from everyseat.improvement.models import Comment, Service
from everyseat.improvement.queries import comments
from everyseat.improvement.views.shared import of_a_service
from everyseat.organisations import checks
from everyseat.organisations.signed_in import SignedIn

READ = "everyseat.read-comments"
DAY = 86_400
SAMPLE_ROWS = 3
PROBLEMS_SHOWN = 500
MOST = 50_000
"""Rows of one file."""


@dataclass
class Read:
    """A file as it was read, and what its columns are."""

    cells: Cells
    columns: dict[str, str] = field(default_factory=dict)

    def signed(self) -> str:
        cells = {**vars(self.cells), "faulty": [], "broken": []}
        found = {"cells": cells, "columns": self.columns}
        return signing.dumps(found, salt=READ, compress=True)

    @property
    def first(self) -> dict[str, str]:
        """Each heading with the first text under it."""
        rows = self.cells.rows
        return {
            heading: next((row[i] for row in rows if row[i]), "")
            for i, heading in enumerate(self.cells.header)
        }

    def names(self, heading: str) -> list[str]:
        """Return the different texts in a column, in alphabetical order."""
        place = self.cells.header.index(heading)
        found = {folded(row[place]): row[place].strip() for row in self.cells.rows}
        return [found[key] for key in sorted(found) if key]


def _unsigned(request: HttpRequest) -> Read | None:
    """Return what a page of ours held, or None, and say why, if it is no longer good."""
    try:
        found = signing.loads(request.POST.get("read", ""), salt=READ, max_age=DAY)
    except signing.BadSignature:
        messages.error(request, _("This page is too old. Choose the file again."))
        return None
    return Read(Cells(**found["cells"]), found["columns"])


@of_a_service
@takes(bodies.LARGEST)
def comments_import(request: SignedIn, service: Service) -> HttpResponse:
    """Ask for a file of comments, then which of its columns is which."""
    form = CommentsFileForm(request.POST or None, request.FILES or None)
    problems: list[Problem] = []
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            read = Read(_read(file.read(), file.name))
            return _ask_for_columns(request, service, read, _columns_form(service, read))
        except FileError as error:
            problems = sorted(error.problems)
            if not problems:
                form.add_error("file", error.summary[:1].upper() + error.summary[1:] + ".")
    context = {"service": service, "form": form, **_shown(problems)}
    return render(request, "improvement/comments_import.html", context)


def _read(content: bytes, name: str) -> Cells:
    """Read a file. FileError with every line that is no row, or if it holds no comments."""
    cells = apart.cells_of(content, name, apart.UPLOAD)
    if cells.faulty:
        raise FileError(name, cells.faulty)
    if not cells.rows:
        text = _("nothing stands under its first line, which names the columns")
        raise FileError(name, text)
    if len(cells.rows) > MOST:
        text = _("this file has more than %(n)s rows. Import it in several parts")
        raise FileError(name, text % {"n": f"{MOST:,}"})
    return cells


def _shown(problems: list[Problem]) -> dict[str, object]:
    """Return the first problems, how many there are, and how many more than are shown."""
    more = max(0, len(problems) - PROBLEMS_SHOWN)
    return {"problems": problems[:PROBLEMS_SHOWN], "n": len(problems), "more": more}


def _columns_form(service: Service, read: Read, data: Any = None) -> CommentColumnsForm:
    header = read.cells.header
    known = comments.chosen_columns(header) or comment_columns.likely(header)
    return CommentColumnsForm(
        data,
        first=read.first,
        known=replace(known, named=comments.last_named(service)),
        today=timezone.localdate(),
        names=read.names,
    )


def _ask_for_columns(
    request: HttpRequest,
    service: Service,
    read: Read,
    form: CommentColumnsForm,
    problems: list[Problem] | None = None,
) -> HttpResponse:
    rows = read.cells.rows[:SAMPLE_ROWS]
    context = {
        "service": service,
        "form": form,
        "sample": [(name, [row[i] for row in rows]) for i, name in enumerate(read.cells.header)],
        "lines": [_("Line %(n)s") % {"n": line} for line in read.cells.lines[:SAMPLE_ROWS]],
        "is_known": comments.chosen_columns(read.cells.header) is not None,
        "read": read.signed(),
        **_shown(problems or []),
    }
    return render(request, "improvement/comments_columns.html", context)


@require_POST
@of_a_service
@takes(bodies.LARGEST)
def comments_import_columns(request: SignedIn, service: Service) -> HttpResponse:
    """Take which column is which; say what is wrong in the file, or what will be imported."""
    read = _unsigned(request)
    if read is None:
        return redirect("comments_import", pk=service.pk)
    form = _columns_form(service, read, request.POST)
    if "seal" not in request.POST:
        if not form.is_valid():
            return _ask_for_columns(request, service, read, form)
        read.columns = vars(form.columns())
    rows = comment_rows.read(read.cells, Columns(**read.columns), timezone.localdate())
    if rows.problems:
        return _ask_for_columns(request, service, read, form, sorted(rows.problems))
    return _checked(request, service, read, rows)


def _checked(request: SignedIn, service: Service, read: Read, rows: Rows) -> HttpResponse:
    """Show what importing will do, and do it on the second press."""
    new, today = _new(service, rows), timezone.localdate()
    columns = Columns(**read.columns)

    def save() -> str:
        actions.take_in(
            service=service,
            name=read.cells.name,
            entries=new,
            left_out=rows.left_out,
            named=columns.named,
            by=request.user,
            today=today,
        )
        actions.remember(headings=read.cells.header, columns=columns)
        n = sum(bool(entry.text) for entry, _digest in new)
        text = ngettext("%(n)s comment is imported.", "%(n)s comments are imported.", n)
        return text % {"n": f"{n:,}"}

    entries = [entry for entry, _digest in new]
    check = comment_checks.imported(service, rows, entries)
    return checks.page(
        request,
        check,
        save,
        back=reverse("comments_import", args=[service.pk]),
        done=reverse("comments", args=[service.pk]),
        carried={"read": read.signed()},
    )


def _new(service: Service, rows: Rows) -> list[tuple[Entry, str]]:
    found = list(comments.digests(service, (one.said for one in rows.entries)))
    return comment_rows.without_doubles(rows, found, comments.known(service))


@of_a_service
def comments_batches(request: SignedIn, service: Service) -> HttpResponse:
    """List the files that comments came from, with what was left out of each."""
    batches = service.batches.select_related("by").annotate(
        n=Count("comments", filter=~Q(comments__state__in=Comment.UNCOUNTED))
    )
    rows = [(batch, list(comment_checks.left_out(batch.left_out))) for batch in batches]
    context = {"service": service, "rows": rows}
    return render(request, "improvement/comments_batches.html", context)


@of_a_service
def comments_batch_delete(request: SignedIn, service: Service, batch: int) -> HttpResponse:
    """Take the comments of a file out again, after a check."""
    found = get_object_or_404(service.batches, pk=batch)

    def take_out() -> str:
        actions.take_out(batch=found)
        return _("The comments of this file are deleted.")

    back = reverse("comments_batches", args=[service.pk])
    return checks.page(request, comment_checks.taken_out(found), take_out, back=back)
