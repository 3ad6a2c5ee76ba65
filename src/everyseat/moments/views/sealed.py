"""Sealed cases, for reporters: two pages and what their scripts send. No cookie, no session."""

from collections.abc import Callable
from functools import wraps
from typing import cast

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from everyseat.giving import bodies
from everyseat.giving.bodies import takes
from everyseat.giving.giver_pages import private
from everyseat.giving.refusals import NotNow
from everyseat.giving.refusing import in_json, sent
from everyseat.moments import for_scripts, who_sees
from everyseat.moments.actions import cases as actions
from everyseat.moments.actions import feedback as feedback_actions
from everyseat.moments.actions import keys
from everyseat.moments.actions.cases import Malformed
from everyseat.moments.elements import ELEMENTS, PROFESSIONS
from everyseat.moments.limits import find
from everyseat.moments.models import Case, Entry, Feedback, Offer, SealedFile
from everyseat.moments.queries import cases, offering, opening
from everyseat.moments.views.giver import choosing, promises, sealing

View = Callable[[HttpRequest], HttpResponse]


def speak_up(request: HttpRequest) -> HttpResponse:
    """Raise a concern with a guardian: the form is read by its script alone."""
    opened = offering.sealed()
    in_use = list(cases.keys_in_use()) if opened else []
    warnings = offering.warnings()
    context = {
        "doors": offering.doors(),
        "contacts": offering.contacts(),
        "opened": opened,
        "warnings": {text for key in opened for text in warnings.get(key, [])},
        "no_key": not any(not key.is_escrow for key in cases.keys_in_use()),
        **choosing(in_use),
        "sealing": sealing(in_use),
        "sending": for_scripts.sending(),
        "who": who_sees.sealed(in_use) if opened else "",
        "elements": ELEMENTS,
        "professions": PROFESSIONS,
        "deleted": who_sees.deleted(Offer.objects.current().keep_months),
        **promises(),
    }
    return private(render(request, "moments/speak_up.html", context))


def receipt(request: HttpRequest) -> HttpResponse:
    """Open a dialogue by its receipt: the words stay in the browser."""
    context = {
        "sending": for_scripts.sending(),
        "elements": ELEMENTS,
        "professions": PROFESSIONS,
        "doors": offering.doors(),
        "contacts": offering.contacts(),
    }
    return private(render(request, "moments/receipt.html", context))


def from_a_page(view: Callable[[HttpRequest, dict], object]) -> View:
    """Answer what a page's script sends in JSON, and say in one sentence why not."""

    @csrf_exempt
    @require_POST
    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        return private(in_json(lambda: view(request, _sent(request)))())

    return answered


def _sent(request: HttpRequest) -> dict:
    in_parts = request.content_type == "multipart/form-data"
    read = request.POST.dict() if in_parts else sent(request)
    if not isinstance(read.get("locator"), str):
        raise Malformed
    return read


@from_a_page
def sealed_new(request: HttpRequest, data: dict) -> dict:
    names = ("locator", "recipient", "for_receipt", "keys", "entry", "sealed", "route")
    promise = int(data["promise"]) if data.get("promise") else None
    actions.open_case(promise=promise, **{name: data[name] for name in names})
    return {}


@from_a_page
def sealed_open(request: HttpRequest, data: dict) -> dict:
    case = find(data["locator"])
    return cases.opened(case) | {
        "for_receipt": case.for_receipt,
        "answer": cases.answer_to(case),
        "readers": opening.readers(case),
        "renewed": sealing(list(opening.renewed(case))),
    }


@from_a_page
def sealed_again(request: HttpRequest, data: dict) -> dict:
    """Let guardians open a dialogue again with the new keys that they have."""
    keys.let_in_again(case=find(data["locator"]), wrapped=data["keys"])
    return {}


@from_a_page
def sealed_entry(request: HttpRequest, data: dict) -> dict:
    case = find(data["locator"])
    actions.add_entry(case=case, by=Entry.By.REPORTER, entry=data["entry"], sealed=data["sealed"])
    return {}


@from_a_page
@takes(actions.PART + 64 * bodies.KIB)
def sealed_part(request: HttpRequest, data: dict) -> dict:
    """Keep a part of a sealed file."""
    case, content = find(data["locator"]), cast(UploadedFile, request.FILES["part"]).read()
    number, of = int(data["number"]), int(data["of"])
    actions.add_part(case=case, file=data["file"], number=number, of=of, content=content)
    return {}


@from_a_page
def sealed_parts(request: HttpRequest, data: dict) -> dict:
    """Say which parts of a file have come."""
    return {"there": actions.parts_there(case=find(data["locator"]), file=data["file"])}


@from_a_page
def sealed_file(request: HttpRequest, data: dict) -> HttpResponse:
    return part_of(find(data["locator"]), data["file"], int(data["number"]))


def part_of(case: Case, file: str, number: int) -> HttpResponse:
    """Return a part of a sealed file as it was sent: whoever opens it puts them together."""
    stored_file = SealedFile.objects.filter(case=case, pk=file).first()
    if not stored_file or stored_file.parts.count() < stored_file.parts_in_all:
        raise NotNow(_("This file has not arrived whole."))
    part = stored_file.parts.filter(number=number).first()
    if not part:
        raise Malformed
    response = HttpResponse(bytes(part.sealed), content_type="application/octet-stream")
    response["Content-Encoding"] = "identity"  # ciphertext does not get smaller
    return response


@from_a_page
def sealed_heard(request: HttpRequest, data: dict) -> dict:
    """Say whether the answer landed, and whether this may be a reflection one day."""
    feedback = Feedback.objects.filter(case=find(data["locator"])).first()
    if not feedback:
        raise NotNow(_("There is no answer yet."))
    feedback_actions.say_whether_it_landed(feedback=feedback, heard=data["heard"])
    feedback_actions.agree(feedback=feedback, side="giver", agrees=bool(data.get("agrees")))
    return {}
