"""Links that something follows which does not belong to them.

Mail programs, chats and people who copy an address take along the full stop, bracket or quote
behind it. Some write the # of an address as %23. Such an address leads to the page that was meant.
"""

import re
from collections.abc import Callable
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve

from everyseat.giving.access import Door, door
from everyseat.giving.giver_pages import private

BEHIND = re.compile(r"(?:&(?:gt|lt|quot|apos|nbsp|#\d+);?|[^\w-]|[^\x00-\x7f])+$")
"""What no address of ours ends with. The slash is among it, and is put back."""
HASH = re.compile("(?<!&)#")  # and not that of &#39;
LONGEST = 40
"""How much of an address is looked at: nobody writes more behind one."""


class WholeLinks:
    """Leads from an address with something behind it to the page that was meant.

    It stands before what reads a session. Only what is opened is led on: a form is never sent to
    such an address, because its page was not shown there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        meant = _meant(request.path_info) if request.method in ("GET", "HEAD") else None
        if meant is None:
            return self.get_response(request)
        path, fragment = meant
        query = request.META.get("QUERY_STRING", "")
        address = quote(path, safe="/:") + (f"?{query}" if query else "")
        return private(HttpResponseRedirect(address + (f"#{fragment}" if fragment else "")))


def _meant(path: str) -> tuple[str, str] | None:
    """Return the path and the fragment that an address was meant to have; None if it has them."""
    whole, *fragments = HASH.split(path, maxsplit=1)
    begin, end = whole[:-LONGEST], whole[-LONGEST:]
    stem = begin + BEHIND.sub("", end)
    if path in (stem, f"{stem}/"):
        return None
    for candidate in (f"{stem}/", stem):
        if _is_page(candidate):
            return candidate, quote("".join(fragments), safe="=&.-")
    return None


def _is_page(path: str) -> bool:
    """Return whether a path leads to a page that people open; a directory gets what it asks for."""
    try:
        return door(resolve(path).func) is not Door.DIRECTORY
    except Resolver404:
        return False
