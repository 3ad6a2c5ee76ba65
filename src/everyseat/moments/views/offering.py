"""Pages about what is offered: readiness, routes, the pulse, and a quarter's counts."""

import secrets

from django.conf import settings as site
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from everyseat.files.csv_export import for_people
from everyseat.giving.access import requires
from everyseat.giving.giver_pages import private, qr
from everyseat.giving.refusing import refused
from everyseat.moments import routes_shown, who_sees
from everyseat.moments.actions import offering as actions
from everyseat.moments.elements import COUNTED, ELEMENTS, MARKS, PROFESSIONS
from everyseat.moments.forms import OfferForm, PulseForm
from everyseat.moments.models import Pulse, Quarter
from everyseat.moments.queries import offering as queries
from everyseat.moments.readiness import ITEMS
from everyseat.moments.routes import default_contacts, default_doors
from everyseat.moments.views.asking import TOKEN
from everyseat.organisations import roles
from everyseat.organisations.signed_in import SignedIn
from everyseat.safety import disclosure


def points() -> list[tuple[int, str]]:
    """Return the points of a pulse's scale."""
    texts = (_("Disagree"), _("Tend to disagree"), _("Neither"), _("Tend to agree"), _("Agree"))
    return list(enumerate(texts))


@requires(roles.MANAGE_ROUTES)
def routes(request: HttpRequest) -> HttpResponse:
    """Which routes are open, why the others are not, and what to do next."""
    verdicts = queries.verdicts(timezone.localdate())
    opened = {route.key for route in queries.offered()}
    rows = routes_shown.shown(verdicts, actions.settings().routes, opened)
    context = {"rows": rows, "opened": len(opened), "next": routes_shown.next_step(rows)}
    return render(request, "moments/routes.html", context)


@requires(roles.MANAGE_ROUTES)
def routes_settings(request: HttpRequest) -> HttpResponse:
    """Whom to call, whom to turn to, how long cases are kept, and facts that the verdicts need."""
    offer = actions.settings()
    texts = {
        "doors": offer.doors or default_doors(),
        "contacts": offer.contacts or default_contacts(),
    }
    form = OfferForm(request.POST or None, instance=offer, initial=texts)
    if form.is_valid():
        actions.configure(values=form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("routes")
    context = {"form": form, "promised": who_sees.promised(queries.promise())}
    return render(request, "moments/routes_settings.html", context, status=form.status)


def _counted(pulse: Pulse | None) -> dict | None:
    if not pulse or pulse.counts is None:
        return None
    rows = [
        {"item": item, "counts": _shown(counts), "n": sum(counts)}
        for item, counts in zip(pulse.items, pulse.counts, strict=True)
    ]
    return {"pulse": pulse, "rows": rows}


def _shown(counts: list[int]) -> list[str]:
    """Return counts as they may be read: where all chose one point, it says “most”."""
    if disclosure.unanimous(counts):
        return [_("most") if n else "" for n in counts]
    return [str(n) for n in counts]


@require_POST
@requires(roles.MANAGE_ROUTES)
def route_offer(request: SignedIn, key: str) -> HttpResponse:
    verdict = queries.verdicts(timezone.localdate()).get(key)
    with refused(request):
        if "withdraw" in request.POST or not verdict:
            actions.withdraw(route=key)
        else:
            reason = request.POST.get("reason", "")
            actions.offer(person=request.user, route=key, verdict=verdict, reason=reason)
    return redirect("routes")


@requires(roles.MANAGE_ROUTES)
def pulse_open(request: HttpRequest) -> HttpResponse:
    """The pulse: what the last one said, and the open one's link, or a form to open one."""
    form = PulseForm(
        request.POST or None, initial={"items": "\n".join(str(item) for item in ITEMS)}
    )
    if form.is_valid():
        with refused(request):
            actions.open_pulse(**form.cleaned_data)
        return redirect("pulse_open")
    pulse = queries.open_pulse()
    context: dict[str, object] = {
        "form": form,
        "pulse": pulse,
        "last": _counted(queries.last_pulse()),
        "points": [text for _n, text in points()],
    }
    if pulse:
        link = site.URL + reverse("pulse", args=[pulse.code])
        context |= {"link": link, "qr": qr(link, _("Link to answer"))}
    return render(request, "moments/pulse_open.html", context)


@csrf_exempt
def pulse(request: HttpRequest, code: str) -> HttpResponse:
    """Answer a pulse: no cookie, no account. Sent twice under one token it is one voice."""
    pulse = get_object_or_404(Pulse, code=code.lower())
    problem = ""
    if request.method == "POST":
        ratings = [_point(request.POST.get(f"item-{n}", "")) for n in range(len(pulse.items))]
        token = request.POST.get("token", "")[:TOKEN] or secrets.token_urlsafe(16)
        with refused() as said:
            actions.answer_pulse(pulse=pulse, token=token, ratings=ratings)
            return private(redirect("pulse_sent", code=pulse.code))
        problem = said.text
    context = {
        "pulse": pulse,
        "items": list(enumerate(pulse.items)),
        "points": points(),
        "problem": problem,
        "who": who_sees.pulse(pulse),
        "token": secrets.token_urlsafe(16),
    }
    return private(render(request, "moments/pulse.html", context))


def _point(text: str) -> int:
    return int(text) if text in {str(n) for n in range(actions.POINTS)} else -1


@csrf_exempt
def pulse_sent(request: HttpRequest, code: str) -> HttpResponse:
    pulse = get_object_or_404(Pulse, code=code)
    return private(render(request, "moments/pulse_sent.html", {"pulse": pulse}))


@requires(roles.READ_COUNTS)
def counts(request: SignedIn) -> HttpResponse:
    """The quarters that guardians have published."""
    rows = [
        {
            "quarter": quarter,
            "tables": [
                (_("It has an element of"), _named(quarter, {**ELEMENTS, **MARKS})),
                (_("Professional group"), _named(quarter, PROFESSIONS)),
            ],
        }
        for quarter in Quarter.objects.all()
    ]
    may_publish = request.user.may(roles.GUARD)
    context = {"rows": rows, "published": who_sees.published(), "may_publish": may_publish}
    return render(request, "moments/counts.html", context)


def _named(quarter: Quarter, names: dict) -> list[tuple[str, int | None]]:
    elements = quarter.counts["elements"]
    return [(str(text), elements.get(key)) for key, text in names.items()]


@requires(roles.READ_COUNTS)
def counts_csv(request: HttpRequest, pk: int) -> HttpResponse:
    quarter = get_object_or_404(Quarter, pk=pk)
    rows = [(_("All cases"), quarter.counts["total"] or None), *_named(quarter, COUNTED)]
    table = for_people([(_("category"), _("cases")), *rows])
    response = HttpResponse(table, content_type="text/csv; charset=utf-8")
    name = f"speaking-up-{quarter.year}-q{quarter.quarter}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
