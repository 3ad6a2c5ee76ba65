"""Which long forms were saved, and what becomes of the words of one that was not."""

from collections.abc import Callable

from django.contrib.messages import ERROR, get_messages
from django.http import HttpRequest, HttpResponse

from everyseat.giving import drafts, refusing, unsent
from everyseat.giving.typed import DRAFT

GONE = (403, 404, 405, 410)
View = Callable[..., HttpResponse]


class Drafts:
    """Note which long forms were saved, and lose no word of one that was refused.

    It stands last among the middleware: whatever else answers instead of a page has saved nothing.
    """

    def __init__(self, get_response: View):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "page_was_asked" not in vars(request) or DRAFT not in request.POST:
            return response
        if response.status_code in GONE:
            return unsent.gone(request, response.status_code)
        if not response.has_header("Location") or not request.user.is_authenticated:
            return response
        if _was_refused(request):
            return unsent.refused(request, response["Location"])
        drafts.note_saved(request)
        return response

    def process_view(self, request: HttpRequest, *_given: object) -> None:
        """Note that nothing before the page itself has answered."""
        if request.method == "POST":
            vars(request)["page_was_asked"] = True


def _was_refused(request: HttpRequest) -> bool:
    """Return whether a page leads on without having saved anything, and has said why."""
    queued = getattr(get_messages(request), "_queued_messages", [])
    return refusing.was_refused(request) or any(message.level >= ERROR for message in queued)
