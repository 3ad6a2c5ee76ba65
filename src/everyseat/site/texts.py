"""What a page reads of a request, in texts that can be stored: see `everyseat.files.texts`."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

from everyseat.files.texts import storable


class Storable:
    """Gives every page fields, parameters and cookies that a database can take.

    Forms refuse NUL by themselves; this is for all that is read without one. A body is read when
    its page asks for it, as before.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        own: Any = request  # what Django itself sets, its types say nobody may
        own.GET = _storable(request.GET)
        request.COOKIES = {name: storable(value) for name, value in request.COOKIES.items()}
        load = own._load_post_and_files

        def loaded() -> None:
            load()
            own._post = _storable(own._post)

        own._load_post_and_files = loaded
        return self.get_response(request)


def _storable(given: QueryDict) -> QueryDict:
    texts = [(name, text) for name, texts in given.lists() for text in texts]
    if all(storable(name) == name and storable(text) == text for name, text in texts):
        return given
    found = QueryDict(mutable=True, encoding=given.encoding)
    for name, text in texts:
        found.appendlist(storable(name), storable(text))
    found._mutable = False
    return found
