"""Reports as data (JSON) and as workbooks (XLSX), for whoever may read the page."""

import json
from collections.abc import Mapping

from django.http import Http404, HttpResponse

from everyseat.files import xlsx_export
from everyseat.giving.access import login_required, traced
from everyseat.organisations.signed_in import SignedIn
from everyseat.threesixty.group import data as group_data
from everyseat.threesixty.group import sheets as group_sheets
from everyseat.threesixty.models import Review
from everyseat.threesixty.queries import reports
from everyseat.threesixty.report import data, sheets
from everyseat.threesixty.views import files, groups
from everyseat.threesixty.views.reports import name_of, readable


@traced
@login_required
def report_json(request: SignedIn, pk: str) -> HttpResponse:
    review, for_coach = readable(request, pk)
    return _as_json(_data(review, for_coach), name_of(review))


@traced
@login_required
def report_xlsx(request: SignedIn, pk: str) -> HttpResponse:
    review, for_coach = readable(request, pk)
    return _as_xlsx(sheets.of(_data(review, for_coach)), name_of(review))


@traced
@login_required
def group_report_json(request: SignedIn, pk: int) -> HttpResponse:
    report = groups.find(request, pk)
    return _as_json(group_data.of(reports.group_content(report)), groups.name_of(report))


@traced
@login_required
def group_report_xlsx(request: SignedIn, pk: int) -> HttpResponse:
    report = groups.find(request, pk)
    return _as_xlsx(group_sheets.of(reports.group_content(report)), groups.name_of(report))


def _data(review: Review, for_coach: bool) -> data.Data:
    content = reports.content_of(review)
    if content is None:
        raise Http404
    return data.of(content, review.coach_note, for_coach)


def _as_json(shown: Mapping[str, object], name: str) -> HttpResponse:
    return files.kept(json.dumps(shown, ensure_ascii=False, indent=1).encode(), name, "json")


def _as_xlsx(rows: Mapping[str, xlsx_export.Rows], name: str) -> HttpResponse:
    return files.kept(xlsx_export.as_xlsx(rows, title=name), name, "xlsx")
