"""The group report of a round, as a page and as a PDF."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from everyseat.giving.access import login_required, traced
from everyseat.organisations.queries import host
from everyseat.organisations.signed_in import SignedIn
from everyseat.threesixty.group import pdf
from everyseat.threesixty.group.present import present
from everyseat.threesixty.models import GroupReport
from everyseat.threesixty.queries import organising, reports
from everyseat.threesixty.views import files


def find(request: SignedIn, pk: int) -> GroupReport:
    """Return the group report of a round; there is none before all its reports have been made."""
    if not reports.may_read_group_reports(request.user):
        raise PermissionDenied
    return get_object_or_404(reports.group_reports(request.user), pk=pk)


def name_of(report: GroupReport) -> str:
    """Return what a file of a group report is called."""
    return f"group {report.round.name}"


def presented(report: GroupReport) -> dict[str, object]:
    """Return a group report as it is read today, with its teams by the names they have now."""
    return present(reports.group_content(report))


@traced
@login_required
def group_report(request: SignedIn, pk: int) -> HttpResponse:
    report = find(request, pk)
    context = {
        "round": report.round,
        "report": presented(report),
        "runs_rounds": organising.runs(request.user, report.round),
    }
    return render(request, "threesixty/group_report.html", context)


@traced
@login_required
def group_report_pdf(request: SignedIn, pk: int) -> HttpResponse:
    report = find(request, pk)
    return files.shown(pdf.render(presented(report), str(host())), name_of(report))
