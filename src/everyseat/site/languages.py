"""In which language a person reads the site: what they chose, or what their browser asks for."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme


def others() -> list[tuple[str, str]]:
    """Return the languages that a page is not in, each with its own name for itself."""
    here = translation.get_language()
    return [(code, name) for code, name in settings.LANGUAGES if code != here]


def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Remember a language in this browser, and lead back to the page that was open.

    Nothing but the language is in the cookie, and a link is enough: it changes nothing on the site.
    """
    if code not in dict(settings.LANGUAGES):
        raise Http404
    back = request.GET.get("back", "")
    ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    response = redirect(back if ours else "home")
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response
