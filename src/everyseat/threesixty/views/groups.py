"""The group report of a round, as a page and as a PDF."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from everyseat.giving.access import requires, traced
from everyseat.organisations import roles
from everyseat.organisations.queries import host
from everyseat.organisations.signed_in import SignedIn
from everyseat.threesixty import queries
from everyseat.threesixty.group import pdf
from everyseat.threesixty.group.present import present
from everyseat.threesixty.models import GroupReport
from everyseat.threesixty.views import files


def find(pk: int) -> GroupReport:
    """Return the group report of a round; there is none before all its reports have been made."""
    return get_object_or_404(queries.group_reports(), pk=pk)


def name_of(report: GroupReport) -> str:
    """Return what a file of a group report is called."""
    return f"group {report.round.name}"


def presented(report: GroupReport) -> dict[str, object]:
    """Return a group report as it is read today, with its teams by the names they have now."""
    return present(queries.group_content(report))


@traced
@requires(roles.READ_GROUP_REPORTS)
def group_report(request: SignedIn, pk: int) -> HttpResponse:
    report = find(pk)
    context = {
        "round": report.round,
        "report": presented(report),
        "runs_rounds": request.user.may(roles.RUN_ROUNDS),
    }
    return render(request, "threesixty/group_report.html", context)


@traced
@requires(roles.READ_GROUP_REPORTS)
def group_report_pdf(request: SignedIn, pk: int) -> HttpResponse:
    report = find(pk)
    return files.shown(pdf.render(presented(report), str(host())), name_of(report))
