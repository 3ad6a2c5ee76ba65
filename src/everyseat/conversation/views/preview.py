"""A conversation as participants will see it, by a link of its own, before it opens."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from everyseat.conversation import who_sees
from everyseat.conversation.links import PREVIEWS
from everyseat.conversation.models import Conversation, Statement
from everyseat.conversation.queries import translations
from everyseat.conversation.views.shared import NoConversation
from everyseat.giving.giver_pages import by_link
from everyseat.giving.links import BadLink


@by_link("conversation/no_conversation.html", BadLink, NoConversation)
def conversation_preview(request: HttpRequest, token: str) -> HttpResponse:
    """Show the question and one statement at a time. Nothing can be sent."""
    pk = PREVIEWS.opened(token)
    found = Conversation.objects.select_related("organisation").filter(pk=pk).first()
    if not found:
        raise NoConversation
    published = found.statements.filter(state=Statement.State.PUBLISHED)
    page = Paginator(published, 1).get_page(request.GET.get("page"))
    translations.say(found, list(page), get_language() or "")
    context = {
        "conversation": found,
        "page": page,
        "statement": next(iter(page), None),
        "who": who_sees.participant(found),
    }
    return render(request, "conversation/preview.html", context)
