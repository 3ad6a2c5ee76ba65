"""What a conversation has found: a page for everybody, and one that a card alone opens."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from everyseat.conversation import heard, held, reading, standing
from everyseat.conversation.models import Conversation, Edition, wording
from everyseat.conversation.models.wording import Wording
from everyseat.conversation.queries import editions
from everyseat.conversation.queries import heard as queries
from everyseat.conversation.report import ordering, present, result_pdf
from everyseat.conversation.views.shared import by_card, by_code, opened, participant
from everyseat.files import csv_export

AT_ONCE = 100


@by_code
def conversation_results(request: HttpRequest, code: str) -> HttpResponse:
    """Show the newest edition, or say that it is too early."""
    found = opened(code)
    edition = editions.newest(found)
    context = {
        "conversation": found,
        "edition": edition,
        "result": _translated(found, edition) if edition else None,
        "heard": _heard(found, edition),
        "held": held.said(found),
    }
    return render(request, "conversation/results.html", context)


@by_code
def conversation_heard(request: HttpRequest, code: str) -> HttpResponse:
    """Show what the organiser heard, and what comes of it; or say that there is nothing yet."""
    found = opened(code)
    said = _heard(found, editions.newest(found), get_language() or "")
    context = {"conversation": found, "heard": said}
    return render(request, "conversation/heard.html", context)


@by_code
def conversation_results_all(request: HttpRequest, code: str) -> HttpResponse:
    """Show every statement of the newest edition, in the order that was asked for."""
    found = opened(code)
    edition = editions.newest(found)
    order = ordering.known(request.GET.get("order", ""))
    rows = ordering.ordered(edition.content["all"], order) if edition else []
    page = Paginator(rows, AT_ONCE).get_page(request.GET.get("page"))
    shown = reading.rows(found, list(page), get_language() or "")
    context = {
        "conversation": found,
        "edition": edition,
        "rows": present.rows(shown, edition.content.get("audiences", []) if edition else []),
        "page": page,
        "order": order,
        "name": ordering.ORDERS[order],
        "orders": ordering.of(edition.content if edition else None),
    }
    return render(request, "conversation/results_all.html", context)


@by_code
def conversation_results_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """Return the newest edition as a PDF."""
    found = opened(code)
    edition = editions.newest(found)
    if edition is None:
        return _too_early(request, found)
    pdf = result_pdf.render(_presented(found, edition), str(found.organisation))
    return _as_file(HttpResponse(pdf, content_type="application/pdf"), "results.pdf")


@by_code
def conversation_results_json(request: HttpRequest, code: str) -> HttpResponse:
    """Return the newest edition as data."""
    found = opened(code)
    edition = editions.newest(found)
    if edition is None:
        return _too_early(request, found)
    about: dict[str, object] = {"question": found.question}
    about |= {"made_on": edition.made_on.isoformat(), "heard": _heard(found, edition)}
    about |= held.data(found)
    return _as_file(JsonResponse(about | edition.content), "results.json")


@by_code
def conversation_results_csv(request: HttpRequest, code: str) -> HttpResponse:
    """Return the statements of the newest edition as a table."""
    found = opened(code)
    edition = editions.newest(found)
    if edition is None:
        return _too_early(request, found)
    text = csv_export.for_people(ordering.table(edition.content))
    return _as_file(HttpResponse(text, content_type="text/csv; charset=utf-8"), "results.csv")


@by_code
@by_card
def conversation_standing(request: HttpRequest, code: str, card: str) -> HttpResponse:
    """Show whoever holds a card which group they are in: nobody else can."""
    who = participant(code, card)
    edition = editions.newest(who.conversation)
    content = None
    if edition:
        content = reading.content(who.conversation, edition.content, get_language() or "")
    context = {
        "conversation": who.conversation,
        "card": card,
        "said": standing.said(content, who),
    }
    return render(request, "conversation/standing.html", context)


def _presented(found: Conversation, edition: Edition) -> present.Presented:
    own = wording.of(found, found.language)
    return _shown(found, edition.content, _heard(found, edition), own)


def _translated(found: Conversation, edition: Edition) -> present.Presented:
    """Return the same for a page: with what statements say in the language of its reader."""
    content = reading.content(found, edition.content, get_language() or "")
    return _shown(found, content, _heard(found, edition), found.said)


def _shown(
    found: Conversation, content: present.Content, said: heard.Shown | None, own: Wording
) -> present.Presented:
    asked = str(own.question), str(own.description)
    return present.present(content, *asked, held.said(found), said)


def _heard(found: Conversation, edition: Edition | None, language: str = "") -> heard.Shown | None:
    """Return what the organiser has published: what was heard, and what comes of it."""
    summary = queries.published(found)
    if summary is None:
        return None
    content = edition.content if edition else None
    return heard.shown(summary, content, timezone.localdate(), language)


def _too_early(request: HttpRequest, found: Conversation) -> HttpResponse:
    context = {
        "conversation": found,
        "edition": None,
        "result": None,
        "heard": _heard(found, None),
        "held": held.said(found),
    }
    return render(request, "conversation/results.html", context, status=404)


def _as_file(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
