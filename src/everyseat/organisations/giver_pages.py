"""What pages of a giver share: the code that leads to one, and that it tells no other site."""

import segno
from django.http import HttpResponse
from django.utils.safestring import SafeString, mark_safe


def private(response: HttpResponse) -> HttpResponse:
    """Tell no other site where a giver was."""
    response["Referrer-Policy"] = "no-referrer"
    return response


def qr(link: str, title: str) -> SafeString:
    """Return a link as a drawing that a telephone reads; `title` says it to who does not see it."""
    drawn = segno.make(link, error="m").svg_inline(
        scale=6, border=2, omitsize=True, title=title, light="#fff"
    )
    return mark_safe(drawn)  # of an address of ours alone
