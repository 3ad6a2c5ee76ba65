"""Sealed cases, for reporters: two pages and what their scripts send. No cookie, no session."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from everyseat.files import texts
from everyseat.moments import for_scripts, who_sees
from everyseat.moments.actions import cases as actions
from everyseat.moments.actions import telling as tellings
from everyseat.moments.actions.cases import Arrived, Malformed
from everyseat.moments.elements import ELEMENTS, PROFESSIONS
from everyseat.moments.limits import NoCase, TooMany, find
from everyseat.moments.models import Case, Entry, Offer, SealedFile, Telling
from everyseat.moments.queries import cases, offering
from everyseat.moments.views.telling import promises, sealing
from everyseat.organisations import bodies
from everyseat.organisations.bodies import takes
from everyseat.organisations.giver_pages import private
from everyseat.organisations.refusals import NotNow

View = Callable[[HttpRequest], HttpResponse]
NOT_OURS = (
    *(Malformed, ValidationError, ValueError, KeyError, TypeError, AttributeError),
    *(RecursionError, OverflowError),
)
"""What it raises to read what no page of ours sends."""


def speak_up(request: HttpRequest) -> HttpResponse:
    """Raise a concern with a guardian: the form is read by its script alone."""
    opened = {route.key for route in offering.offered() if route.is_sealed}
    keys = list(cases.keys_in_use()) if opened else []
    warnings = offering.warnings()
    context = {
        "doors": offering.doors(),
        "contacts": offering.contacts(),
        "opened": opened,
        "warnings": {text for key in opened for text in warnings.get(key, [])},
        "no_key": not any(not key.is_escrow for key in cases.keys_in_use()),
        "keys": keys,
        "sealing": sealing(keys),
        "sending": for_scripts.sending(),
        "who": who_sees.sealed(keys) if opened else "",
        "elements": ELEMENTS,
        "professions": PROFESSIONS,
        "deleted": who_sees.deleted(Offer.objects.current().keep_months),
        **promises(),
    }
    return private(render(request, "moments/speak_up.html", context))


def receipt(request: HttpRequest) -> HttpResponse:
    """Open a dialogue by its receipt: the words stay in the browser."""
    context = {"sending": for_scripts.sending()}
    return private(render(request, "moments/receipt.html", context))


def from_a_page(view: Callable[[HttpRequest, dict], object]) -> View:
    """Answer what a page's script sends in JSON, and say in one sentence why not."""

    @csrf_exempt
    @require_POST
    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        try:
            content = view(request, _sent(request))
        except NoCase:
            return _problem(_("There is nothing under this receipt."), 404)
        except TooMany:
            return _problem(_("Too many wrong receipts lately. Try again in a minute."), 429)
        except NotNow as error:
            return _problem(str(error), 409)
        except Arrived as error:
            return private(JsonResponse({"problem": str(error), "arrived": True}, status=400))
        except NOT_OURS:
            return _problem(_("This is not what our page sends."), 400)
        return content if isinstance(content, HttpResponse) else private(JsonResponse(content))

    return answered


def _sent(request: HttpRequest) -> dict:
    in_parts = request.content_type == "multipart/form-data"
    sent = request.POST.dict() if in_parts else texts.from_json(request.body)
    if not isinstance(sent, dict) or not isinstance(sent.get("locator"), str):
        raise Malformed
    return sent


def _problem(text: str, status: int) -> HttpResponse:
    return private(JsonResponse({"problem": text}, status=status))


@from_a_page
def sealed_new(request: HttpRequest, sent: dict) -> dict:
    names = ("locator", "recipient", "for_receipt", "keys", "entry", "sealed", "route")
    promise = int(sent["promise"]) if sent.get("promise") else None
    actions.open_case(promise=promise, **{name: sent[name] for name in names})
    return {}


@from_a_page
def sealed_open(request: HttpRequest, sent: dict) -> dict:
    case = find(sent["locator"])
    return cases.opened(case) | {
        "for_receipt": case.for_receipt,
        "answer": cases.answer_to(case),
    }


@from_a_page
def sealed_entry(request: HttpRequest, sent: dict) -> dict:
    case = find(sent["locator"])
    actions.add_entry(case=case, by=Entry.By.REPORTER, entry=sent["entry"], sealed=sent["sealed"])
    return {}


@from_a_page
@takes(actions.PART + 64 * bodies.KIB)
def sealed_part(request: HttpRequest, sent: dict) -> dict:
    """Keep a part of a sealed file."""
    case, content = find(sent["locator"]), request.FILES["part"].read()
    number, of = int(sent["number"]), int(sent["of"])
    actions.add_part(case=case, file=sent["file"], number=number, of=of, content=content)
    return {}


@from_a_page
def sealed_parts(request: HttpRequest, sent: dict) -> dict:
    """Say which parts of a file have come."""
    return {"there": actions.parts_there(case=find(sent["locator"]), file=sent["file"])}


@from_a_page
def sealed_file(request: HttpRequest, sent: dict) -> HttpResponse:
    return part_of(find(sent["locator"]), sent["file"], int(sent["number"]))


def part_of(case: Case, file: str, number: int) -> HttpResponse:
    """Return a part of a sealed file as it was sent: whoever opens it puts them together."""
    found = SealedFile.objects.filter(case=case, pk=file).first()
    if not found or found.parts.count() < found.parts_in_all:
        raise NotNow(_("This file has not arrived whole."))
    part = found.parts.filter(number=number).first()
    if not part:
        raise Malformed
    response = HttpResponse(bytes(part.sealed), content_type="application/octet-stream")
    response["Content-Encoding"] = "identity"  # ciphertext does not get smaller
    return response


@from_a_page
def sealed_heard(request: HttpRequest, sent: dict) -> dict:
    """Say whether the answer landed, and whether this may be a reflection one day."""
    telling = Telling.objects.filter(case=find(sent["locator"])).first()
    if not telling:
        raise NotNow(_("There is no answer yet."))
    tellings.say_whether_it_landed(telling=telling, heard=sent["heard"])
    tellings.agree(telling=telling, side="reporter", agrees=bool(sent.get("agrees")))
    return {}
