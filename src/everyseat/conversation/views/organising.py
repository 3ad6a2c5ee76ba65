"""Pages of organisers: the list of conversations, one of them, and its rules."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.conversation import landing, who_sees
from everyseat.conversation.actions import opening, preparing
from everyseat.conversation.forms.preparing import ConversationForm, OpenForm
from everyseat.conversation.queries import conversations as queries
from everyseat.conversation.queries import editions, heard
from everyseat.giving.access import requires
from everyseat.giving.refusing import refused
from everyseat.organisations import roles
from everyseat.organisations.queries import host
from everyseat.organisations.signed_in import SignedIn
from everyseat.science.opinion import flags

runs_conversations = requires(roles.RUN_CONVERSATIONS)


@runs_conversations
def conversations(request: HttpRequest) -> HttpResponse:
    context = {"landing": landing.conversations_page()}
    return render(request, "organisations/landing.html", context)


@runs_conversations
def conversation_new(request: SignedIn) -> HttpResponse:
    form = ConversationForm(request.POST or None)
    if form.is_valid():
        organisation = host()
        if organisation is None:
            raise Http404
        made = preparing.prepare(
            organisation=organisation, organiser=request.user, values=form.cleaned_data
        )
        return redirect("conversation_seeds", pk=made.pk)
    return render(request, "conversation/conversation_new.html", {"form": form})


@runs_conversations
def conversation(request: HttpRequest, pk: str) -> HttpResponse:
    """Say how far a conversation is: counts, and what may be done next."""
    found = get_object_or_404(queries.listed(), pk=pk)
    context = {
        "conversation": found,
        "colour": landing.COLOURS[found.state],
        "counts": queries.counts(found),
        "edition": editions.newest(found),
        "enough": flags.ENOUGH,
        "summary": heard.of(found),
        "who": who_sees.for_organisers(found),
        "stopped": opening.what_stops(found, timezone.localdate()) if found.is_draft else "",
        "may_delete": preparing.may_delete(found),
    }
    return render(request, "conversation/conversation.html", context)


@runs_conversations
def conversation_edit(request: HttpRequest, pk: str) -> HttpResponse:
    """Correct a conversation: all of it before it opens, what nobody was promised after that."""
    found = get_object_or_404(queries.listed(), pk=pk)
    kind = ConversationForm if found.is_draft else OpenForm
    form = kind(request.POST or None, instance=found)
    if form.is_valid():
        with refused(form):
            preparing.correct(conversation=found, values=form.cleaned_data)
            messages.success(request, _("Your changes are saved."))
            return redirect("conversation", pk=pk)
    context = {"form": form, "conversation": found}
    return render(request, "conversation/conversation_edit.html", context, status=form.status)
