"""Reports as data (JSON) and as workbooks (XLSX), for whoever may read the page."""

import json
from collections.abc import Mapping

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from everyseat.files import xlsx_export
from everyseat.giving.access import login_required, requires, traced
from everyseat.organisations import roles
from everyseat.organisations.signed_in import SignedIn
from everyseat.threesixty import queries
from everyseat.threesixty.group import data as group_data
from everyseat.threesixty.group import sheets as group_sheets
from everyseat.threesixty.models import Review
from everyseat.threesixty.report import data, sheets
from everyseat.threesixty.views import groups
from everyseat.threesixty.views.reports import readable

JSON = "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@traced
@login_required
def report_json(request: SignedIn, pk: str) -> HttpResponse:
    review, for_coach = readable(request, pk)
    return _as_json(_data(review, for_coach), _name(review))


@traced
@login_required
def report_xlsx(request: SignedIn, pk: str) -> HttpResponse:
    review, for_coach = readable(request, pk)
    return _as_xlsx(sheets.of(_data(review, for_coach)), _name(review))


@traced
@requires(roles.READ_GROUP_REPORTS)
def group_report_json(request: SignedIn, pk: int) -> HttpResponse:
    report = groups.find(pk)
    return _as_json(group_data.of(queries.group_content(report)), f"group {report.round.name}")


@traced
@requires(roles.READ_GROUP_REPORTS)
def group_report_xlsx(request: SignedIn, pk: int) -> HttpResponse:
    report = groups.find(pk)
    return _as_xlsx(group_sheets.of(queries.group_content(report)), f"group {report.round.name}")


def _data(review: Review, for_coach: bool) -> data.Data:
    content = queries.content_of(review)
    if content is None:
        raise Http404
    return data.of(content, review.coach_note, for_coach)


def _name(review: Review) -> str:
    return f"{review.recipient.name} {review.round.name}"


def _as_json(shown: Mapping[str, object], name: str) -> HttpResponse:
    return _file(json.dumps(shown, ensure_ascii=False, indent=1).encode(), JSON, name, "json")


def _as_xlsx(rows: Mapping[str, xlsx_export.Rows], name: str) -> HttpResponse:
    return _file(xlsx_export.as_xlsx(rows, title=name), XLSX, name, "xlsx")


def _file(content: bytes, kind: str, name: str, ending: str) -> HttpResponse:
    """Return a file to keep, under a name of letters, digits and hyphens alone."""
    filename = f"{slugify(name, allow_unicode=True)}.{ending}"
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, filename) or ""
    return response
