"""The report, as a page and as a PDF."""

import hashlib
import json
from typing import NamedTuple

from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language

from everyseat.giving.access import login_required, traced
from everyseat.organisations.queries import host
from everyseat.organisations.signed_in import SignedIn
from everyseat.threesixty.models import Review
from everyseat.threesixty.queries import permissions, plans, reports
from everyseat.threesixty.report import methods, pdf
from everyseat.threesixty.report.present import present
from everyseat.threesixty.views import files
from everyseat.threesixty.views.reviews import find

KEPT_S = 600
"""How long a page is kept in the process's memory: its figures do not change once they are made."""


class Reader(NamedTuple):
    """Who reads a report, as far as its page differs: as its coach, or also its plan."""

    as_coach: bool
    of_plan: bool


def readable(request: SignedIn, pk: object) -> tuple[Review, bool]:
    """Return a review whose report this person may read, and whether they read as its coach."""
    review = find(request, pk)
    if not permissions.may_read_report(request.user, review):
        raise Http404
    return review, permissions.reads_as_coach(request.user, review)


@traced
@login_required
def report(request: SignedIn, pk: str) -> HttpResponse:
    review, for_coach = readable(request, pk)
    reader = Reader(for_coach, plans.may_read_plan(request.user, review))
    body = cache.get_or_set(_key(review, reader), lambda: _body(review, reader), KEPT_S)
    return render(
        request, "threesixty/report.html", {"review": review, "body": body, "for_coach": for_coach}
    )


def _key(review: Review, reader: Reader) -> str:
    """Return the key of a kept page: another one as soon as anything that it shows has changed."""
    edits, writer = reports.edits_of(review), writer_of_note(review)
    shown = json.dumps([review.coach_note, writer, review.recipient.name, edits])
    digest = hashlib.sha256(shown.encode()).hexdigest()
    kind = f"{review.state}-{reader.as_coach}-{reader.of_plan}"
    return f"report-{review.pk}-{kind}-{digest}-{get_language()}"


def _presented(review: Review, for_coach: bool) -> dict[str, object]:
    content = reports.content_of(review)
    if content is None:
        raise Http404
    note, by = review.coach_note, writer_of_note(review)
    return present(content, note=note, note_by=by, for_coach=for_coach)


def writer_of_note(review: Review) -> str:
    """Return who wrote the note: the coach, or another one in their place; "" if unknown."""
    return review.note_by.name if review.note_by else ""


def _body(review: Review, reader: Reader) -> str:
    presented = _presented(review, reader.as_coach)
    context = {"report": presented, "methods": methods.short(), "review": review}
    context |= {"for_coach": reader.as_coach, "reads_plan": reader.of_plan}
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
