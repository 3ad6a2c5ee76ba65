"""The report, as a page and as a PDF."""

import hashlib
import json

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language

from everyseat.giving.access import anybody, login_required, traced
from everyseat.organisations.queries import host
from everyseat.organisations.signed_in import SignedIn
from everyseat.threesixty import queries
from everyseat.threesixty.models import Review
from everyseat.threesixty.report import methods, pdf
from everyseat.threesixty.report.present import present
from everyseat.threesixty.views import files
from everyseat.threesixty.views.reviews import find

KEPT_S = 600
"""How long a page is kept in the process's memory: its figures do not change once they are made."""


def readable(request: SignedIn, pk: object) -> tuple[Review, bool]:
    """Return a review whose report this person may read, and whether they read as its coach."""
    review = find(request, pk)
    if not queries.may_read_report(request.user, review):
        raise Http404
    return review, review.coach_id == request.user.pk != review.recipient_id


@traced
@login_required
def report(request: SignedIn, pk: str) -> HttpResponse:
    review, for_coach = readable(request, pk)
    body = cache.get_or_set(_key(review, for_coach), lambda: _body(review, for_coach), KEPT_S)
    return render(request, "threesixty/report.html", {"review": review, "body": body})


def _key(review: Review, for_coach: bool) -> str:
    """Return the key of a kept page: another one as soon as anything that it shows has changed."""
    shown = json.dumps([review.coach_note, review.recipient.name, queries.edits_of(review)])
    digest = hashlib.sha256(shown.encode()).hexdigest()
    return f"report-{review.pk}-{review.state}-{for_coach}-{digest}-{get_language()}"


def _presented(review: Review, for_coach: bool) -> dict[str, object]:
    content = queries.content_of(review)
    if content is None:
        raise Http404
    return present(content, note=review.coach_note, for_coach=for_coach)


def _body(review: Review, for_coach: bool) -> str:
    presented = _presented(review, for_coach)
    context = {"report": presented, "methods": methods.short(), "review": review}
    return render_to_string("threesixty/report_body.html", context)


@traced
@login_required
def report_pdf(request: SignedIn, pk: str) -> HttpResponse:
    review, for_coach = readable(request, pk)
    presented = _presented(review, for_coach)
    return files.shown(pdf.render(presented, str(host())), name_of(review))


def name_of(review: Review) -> str:
    """Return what a file of a report is called."""
    return f"{review.recipient.name} {review.round.name}"


@anybody
def methods_page(request: HttpRequest) -> HttpResponse:
    return render(request, "threesixty/methods.html", {"methods": methods.short()})
