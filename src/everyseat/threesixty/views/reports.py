"""The report, as a page and as a PDF."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from everyseat.organisations.queries import host
from everyseat.threesixty import queries
from everyseat.threesixty.models import Review
from everyseat.threesixty.report import methods, pdf
from everyseat.threesixty.report.present import present
from everyseat.threesixty.views.reviews import find


def _presented(request: HttpRequest, pk: object) -> tuple[Review, dict]:
    review = find(request, pk)
    if not queries.may_read_report(request.user, review):
        raise Http404
    for_coach = review.coach_id == request.user.pk and review.recipient_id != request.user.pk
    return review, present(review.report, note=review.coach_note, for_coach=for_coach)


@login_required
def report(request: HttpRequest, pk: str) -> HttpResponse:
    review, presented = _presented(request, pk)
    context = {"review": review, "report": presented, "methods": methods.short()}
    return render(request, "threesixty/report.html", context)


@login_required
def report_pdf(request: HttpRequest, pk: str) -> HttpResponse:
    review, presented = _presented(request, pk)
    name = f"{slugify(review.recipient.name)}-{slugify(review.cycle.name)}.pdf"
    response = HttpResponse(pdf.render(presented, str(host())), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def methods_page(request: HttpRequest) -> HttpResponse:
    return render(request, "threesixty/methods.html", {"methods": methods.short()})


def safety_page(request: HttpRequest) -> HttpResponse:
    return render(request, "threesixty/safety.html")
