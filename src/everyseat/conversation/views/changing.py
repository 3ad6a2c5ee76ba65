"""Pages that ask first: opening, closing and deleting a conversation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.conversation import checks as said
from everyseat.conversation.actions import opening, preparing
from everyseat.conversation.queries.conversations import listed
from everyseat.conversation.views.organising import runs_conversations
from everyseat.organisations import checks


@runs_conversations
def conversation_open(request: HttpRequest, pk: str) -> HttpResponse:
    """Open a conversation to everybody who has the link, after a check."""
    found, today = get_object_or_404(listed(), pk=pk), timezone.localdate()

    def open_it() -> str:
        opening.open_to_all(conversation=found, today=today)
        if found.is_by_invitation:
            return _("The conversation is open. The invitations go out in the next minutes.")
        return _("The conversation is open. Share its link now.")

    back = reverse("conversation", args=[pk])
    done = back if found.is_by_invitation else reverse("conversation_share", args=[pk])
    return checks.page(request, said.opened(found, today), open_it, back=back, done=done)


@runs_conversations
def conversation_close(request: HttpRequest, pk: str) -> HttpResponse:
    """Close a conversation before its last day, after a check."""
    found = get_object_or_404(listed(), pk=pk)

    def close() -> str:
        opening.close(conversation=found, today=timezone.localdate())
        return _("The conversation has closed.")

    back = reverse("conversation", args=[pk])
    return checks.page(request, said.closed(found), close, back=back)


@runs_conversations
def conversation_delete(request: HttpRequest, pk: str) -> HttpResponse:
    """Delete a conversation in which nobody here took part, after a check."""
    found = get_object_or_404(listed(), pk=pk)

    def delete() -> str:
        preparing.delete(conversation=found)
        return _("The conversation is deleted.")

    back, done = reverse("conversation", args=[pk]), reverse("conversations")
    return checks.page(request, said.deleted(found), delete, back=back, done=done)
