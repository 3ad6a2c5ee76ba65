"""Shared by givers' pages: the QR code of a link, and privacy towards other sites."""

from collections.abc import Callable
from functools import wraps

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]
ONE_CLICK = ("List-Unsubscribe", "One-Click")
"""What a mail program posts to switch e-mails off at one press (RFC 8058)."""


def private(response: HttpResponse) -> HttpResponse:
    """Keep other sites from learning which page a giver came from."""
    response["Referrer-Policy"] = "no-referrer"
    return response


def by_link(bad: str, *errors: type[Exception]) -> Callable[[View], View]:
    """Guard a page by its link instead of a cookie, and never tell another site of the link.

    Where the link is wrong, which `errors` say, the template `bad` is shown.
    """

    def guarded(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def page(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            try:
                return private(view(request, *args, **kwargs))
            except errors:
                return private(render(request, bad, status=404))

        return page

    return guarded


def is_one_click(request: HttpRequest) -> bool:
    """Return whether a mail program switches e-mails off."""
    return request.method == "POST" and request.POST.get(ONE_CLICK[0]) == ONE_CLICK[1]


def qr(link: str, title: str) -> SafeString:
    """Return a link as a QR code in SVG; `title` is its text for screen readers."""
    drawing = segno.make(link, error="m").svg_inline(
        scale=6, border=2, omitsize=True, title=title, light="#fff"
    )
    return mark_safe(drawing)  # of an address of ours alone
