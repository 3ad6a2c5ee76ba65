"""Pages on which one row or table of a draft is changed: staff, visits, counts, the week."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.giving.refusing import refused
from everyseat.improvement.actions import capacity_editing as editing
from everyseat.improvement.forms import capacity_rows as rows
from everyseat.improvement.forms.capacity import CountsForm
from everyseat.improvement.models import PlanVersion, Service
from everyseat.improvement.views.capacity_drafts import back, draft_of, how, page, saved
from everyseat.improvement.views.shared import of_a_service
from everyseat.organisations.signed_in import SignedIn

TABLES = {"queue": rows.QueueForm, "phone": rows.PhoneForm}


@of_a_service
def capacity_staff_new(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Add a band of staff."""
    draft = draft_of(service, number)
    form = rows.StaffForm(request.POST or None)
    return _row_page(request, draft, "staff", None, form)


@of_a_service
def capacity_staff(request: SignedIn, service: Service, number: int, place: int) -> HttpResponse:
    """Correct a band of staff, or remove it."""
    draft = draft_of(service, number)
    row = _row(draft, "staff", place)
    form = rows.StaffForm(_sent(request), row=row)
    return _row_page(request, draft, "staff", place, form, row)


@of_a_service
def capacity_visit_new(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Add a kind of visit."""
    draft = draft_of(service, number)
    bands = _bands(draft)
    if not bands:
        messages.error(request, _("Add your staff first: each visit says who may do it."))
        return back(draft)
    form = rows.VisitForm(request.POST or None, bands=bands)
    return _row_page(request, draft, "visits", None, form)


@of_a_service
def capacity_visit(request: SignedIn, service: Service, number: int, place: int) -> HttpResponse:
    """Correct a kind of visit, or remove it."""
    draft = draft_of(service, number)
    row = _row(draft, "visits", place)
    form = rows.VisitForm(_sent(request), row=row, bands=_bands(draft))
    return _row_page(request, draft, "visits", place, form, row)


def _bands(draft: PlanVersion) -> list[str]:
    return [one["band"] for one in draft.document.get("staff", [])]


def _row(draft: PlanVersion, table: str, place: int) -> editing.Row:
    """Return a row of a draft; Http404 if it has fewer."""
    found: list[editing.Row] = draft.document.get(table, [])
    if not 1 <= place <= len(found):
        raise Http404
    return found[place - 1]


def _sent(request: HttpRequest) -> Any:
    """Return what a form was sent with; nothing where a row is to be removed."""
    return None if "remove" in request.POST else request.POST or None


def _row_page(
    request: SignedIn,
    draft: PlanVersion,
    table: str,
    place: int | None,
    form: rows.RowForm,
    row: editing.Row | None = None,
) -> HttpResponse:
    if place and row and "remove" in request.POST:
        return _removed(request, draft, table, place)

    def save() -> None:
        row = form.row()
        editing.put_row(version=draft, table=table, place=place, row=row, **how(request))

    template = {"visits": "capacity_visit", "staff": "capacity_staff"}[table]
    name = row[editing.KEYS[table]] if row else ""
    return page(request, draft, form, save, template, row=row, place=place, name=name)


def _removed(request: SignedIn, draft: PlanVersion, table: str, place: int) -> HttpResponse:
    with refused(request):
        name = request.POST["remove"]
        editing.remove_row(version=draft, table=table, place=place, name=name, **how(request))
        return saved(request, draft, _("It is removed from the draft."))
    return back(draft)


@of_a_service
def capacity_visit_up(request: SignedIn, service: Service, number: int, place: int) -> HttpResponse:
    """Let a kind of visit be more urgent by one place."""
    draft = draft_of(service, number)
    if request.method == "POST":
        with refused(request):
            name = request.POST.get("name", "")
            editing.raise_visit(version=draft, place=place, name=name, **how(request))
            return saved(request, draft)
    return back(draft)


@of_a_service
def capacity_counts(request: SignedIn, service: Service, number: int, place: int) -> HttpResponse:
    """Take the team's own counts of past weeks, or remove them."""
    draft = draft_of(service, number)
    row = _row(draft, "visits", place)
    form = CountsForm(_sent(request), request.FILES or None)
    counts = form.counts() if form.is_valid() else []
    if counts or "remove" in request.POST:
        with refused(request):
            where = {"version": draft, "place": place, "name": row["name"]}
            editing.put_counts(**where, counts=counts, **how(request))
            return saved(request, draft, _told(len(counts)))
    context = {"service": service, "plan": draft.plan, "row": row, "place": place, "form": form}
    return render(request, "improvement/capacity_counts.html", context)


def _told(n: int) -> str:
    if not n:
        return _("The counts are removed from the draft.")
    return ngettext("%(n)s week is saved.", "%(n)s weeks are saved.", n) % {"n": n}


@of_a_service
def capacity_week(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Say how visits and staff hours fall on the days of a week."""
    draft = draft_of(service, number)
    week = draft.document.get("week")
    form = rows.WeekForm(_sent(request), week=week)
    return _table_page(request, draft, "week", form, form.week, "capacity_week")


@of_a_service
def capacity_table(request: SignedIn, service: Service, number: int, table: str) -> HttpResponse:
    """Say what is known of work that can wait, or of the duty phone."""
    draft = draft_of(service, number)
    if table not in TABLES:
        raise Http404
    form = TABLES[table](_sent(request), row=draft.document.get(table))
    return _table_page(request, draft, table, form, form.row, f"capacity_{table}")


def _table_page(
    request: SignedIn,
    draft: PlanVersion,
    table: str,
    form: forms.Form,
    values: Callable[[], editing.Row],
    template: str,
) -> HttpResponse:
    if "remove" in request.POST:
        with refused(request):
            editing.put_table(version=draft, table=table, values=None, **how(request))
            return saved(request, draft, _("It is removed from the draft."))
        return back(draft)

    def save() -> None:
        editing.put_table(version=draft, table=table, values=values(), **how(request))

    return page(request, draft, form, save, template, is_there=table in draft.document)
