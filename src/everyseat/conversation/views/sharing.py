"""The page that says how people are asked to take part."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from everyseat.conversation import links
from everyseat.conversation.queries.conversations import listed
from everyseat.conversation.views.organising import runs_conversations
from everyseat.giving.giver_pages import qr


@runs_conversations
def conversation_share(request: HttpRequest, pk: str) -> HttpResponse:
    """Show the link, its QR code, words for an e-mail or a poster, and the preview."""
    found = get_object_or_404(listed(), pk=pk)
    link = links.join(found)
    context = {
        "conversation": found,
        "link": link,
        "qr": qr(link, _("QR code that leads to the conversation")),
        "preview": links.preview(found),
    }
    return render(request, "conversation/share.html", context)
