"""A service's own form, for everybody. Nobody is recognised here, and no cookie is set."""

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from everyseat.giving import second_look
from everyseat.giving.giver_pages import by_link
from everyseat.giving.links import BadLink
from everyseat.giving.refusing import refused
from everyseat.improvement import links, who_sees
from everyseat.improvement.actions import collecting as actions
from everyseat.improvement.actions import collecting_replies as replies
from everyseat.improvement.forms.collecting import HelpedForm, SayForm
from everyseat.improvement.models import Reply, Service
from everyseat.improvement.queries import collecting as queries
from everyseat.improvement.queries import services
from everyseat.improvement.views.shared import NoService, by_code
from everyseat.organisations import marking

BYTES = 16
"""Of a form's random number."""
CLOSED = 409
by_answer = by_link("improvement/collecting_no_answer.html", BadLink)


@by_code
def service_say(request: HttpRequest, code: str) -> HttpResponse:
    """Take a comment, once its writer has seen what in it may tell who somebody is.

    Thanks stand at the same address: a browser's history does not tell that anything was sent.
    """
    service = _with_form(code)
    form = SayForm(request.POST or None, of_answer=who_sees.who_wants_an_answer())
    pieces: dict[str, list[marking.Piece]] = {}
    if form.is_valid():
        pieces = marking.marked_people(form.words)
        if second_look.is_agreed(request.POST, marking.warned_about(pieces)):
            with refused(form):
                _send(request, service, form)
                return render(request, "improvement/collecting_sent.html", _thanks(service, form))
    service.refresh_from_db(fields=["collects"])
    return _page(request, service, form, pieces)


def _with_form(code: str) -> Service:
    """Return the service of a code, if it has a form or once had one; NoService for any other."""
    found = services.by_code(code)
    if not found or not queries.has_had_a_form(found):
        raise NoService
    return found


def _send(request: HttpRequest, service: Service, form: SayForm) -> None:
    actions.send(
        service=service,
        token=request.POST.get("token", ""),
        language=get_language() or "",
        **form.cleaned_data,
    )


def _thanks(service: Service, form: SayForm) -> dict[str, object]:
    return {"service": service, "wants_answer": bool(form.cleaned_data["email"])}


def _page(
    request: HttpRequest,
    service: Service,
    form: SayForm,
    pieces: dict[str, list[marking.Piece]],
) -> HttpResponse:
    token = request.POST.get("token", "")
    context = {
        "service": service,
        "form": form,
        "typed": [text for name in ("good", "better") if (text := form[name].value())],
        "pieces": pieces,
        "warned": second_look.seal(marking.warned_about(pieces)),
        "token": token if queries.TOKEN.fullmatch(token) else secrets.token_urlsafe(BYTES),
        "who": who_sees.commenter(service),
    }
    is_late = request.method == "POST" and not service.collects
    template = "collecting_say" if service.collects else "collecting_closed"
    status = CLOSED if is_late else 200
    return render(request, f"improvement/{template}.html", context, status=status)


@by_answer
def service_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show an answer to whoever wanted it, and ask whether it helped: once, and correctable."""
    reply = _sent(token)
    said = {"helped": reply.helped, "words": reply.said}
    form = HelpedForm(request.POST or None, initial=said)
    pieces: dict[str, list[marking.Piece]] = {}
    is_said = False
    if form.is_valid():
        pieces = marking.marked_people({"words": form.cleaned_data["words"]})
        if second_look.is_agreed(request.POST, marking.warned_about(pieces)):
            with refused(form):
                links.FORMS.must_be_from_the_page(request.POST, "helped", reply.pk)
                replies.say_whether_it_helped(reply=reply, **form.cleaned_data)
                is_said, pieces = True, {}
    context = {
        "reply": reply,
        "form": form,
        "pieces": pieces,
        "warned": second_look.seal(marking.warned_about(pieces)),
        "is_said": is_said,
        "who": who_sees.who_was_answered(reply),
        "page": links.FORMS.token("helped", reply.pk),
    }
    return render(request, "improvement/collecting_answer.html", context)


def _sent(token: str) -> Reply:
    """Return the answer of a link. BadLink for one that was deleted, or was never sent."""
    found = queries.reply(links.ANSWERS.opened(token))
    if not found or not found.sent_on:
        raise BadLink
    return found
