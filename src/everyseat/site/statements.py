"""Accessibility statement, privacy notice, cookies; and what browsers ask for unasked."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static

from everyseat.giving.access import anybody
from everyseat.organisations import roles
from everyseat.organisations.queries import holders
from everyseat.organisations.signing_in import browsers


@anybody
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "site/accessibility.html", _whom_to_ask())


@anybody
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "site/privacy.html", _whom_to_ask())


@anybody
def cookies(request: HttpRequest) -> HttpResponse:
    context = {
        "hours": settings.SESSION_COOKIE_AGE // 3600,
        "idle_hours": settings.SESSION_IDLE // 3600,
        "known_days": browsers.KNOWN_FOR // 86400,
    }
    return render(request, "site/cookies.html", context)


@anybody
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead browsers that do not read a page's icon to one that they know."""
    return redirect(static("site/favicon.ico"))


def _whom_to_ask() -> dict[str, object]:
    return {"administrators": list(holders(roles.ADMINISTRATOR).values_list("name", flat=True))}
