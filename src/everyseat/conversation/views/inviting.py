"""The pages on which organisers say who is invited to a conversation, and write to them."""

from collections.abc import Iterator

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.conversation import checks as said
from everyseat.conversation.actions import audiences, inviting, writing_to_invited
from everyseat.conversation.forms.inviting import InviteForm
from everyseat.conversation.models import Conversation
from everyseat.conversation.queries import inviting as queries
from everyseat.conversation.queries.conversations import listed
from everyseat.conversation.views.organising import runs_conversations
from everyseat.files import addresses
from everyseat.giving.refusing import refused
from everyseat.organisations import checks
from everyseat.organisations.signed_in import SignedIn

ON_A_PAGE = 100


@runs_conversations
def conversation_invited(request: SignedIn, pk: str) -> HttpResponse:
    """Show who is invited; invite teams and pasted people; correct it while it is a draft."""
    found = get_object_or_404(listed(), pk=pk)
    for name, act in ACTS.items():
        if name in request.POST:
            with refused(request):
                act(request, found)
            return redirect("conversation_invited", pk=pk)
    names = [audience.name for audience in found.audiences.all()]
    form = InviteForm(request.POST or None, teams=queries.teams(found), audiences=names)
    if form.is_valid() and _invited(request, found, form):
        return redirect("conversation_invited", pk=pk)
    people = found.invited.select_related("audience").order_by("audience__number", "name", "email")
    context = {
        "conversation": found,
        "form": form,
        "progress": queries.progress(found),
        "least": inviting.too_few(),
        "audiences": queries.by_audience(found),
        "page": Paginator(people, ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "conversation/invited.html", context)


def _leave_out(request: SignedIn, found: Conversation) -> None:
    one = get_object_or_404(found.invited, pk=request.POST["out"])
    inviting.leave_out(conversation=found, invited=str(one.pk))


def _rename(request: SignedIn, found: Conversation) -> None:
    one = get_object_or_404(found.audiences, number=request.POST["rename"])
    audiences.rename(conversation=found, audience=one, name=request.POST.get("name", ""))
    messages.success(request, _("Your changes are saved."))


def _try(request: SignedIn, found: Conversation) -> None:
    writing_to_invited.send_trial(conversation=found, to=request.user)
    text = _("The e-mail goes to %(address)s in the next minutes.")
    messages.success(request, text % {"address": request.user.email})


ACTS = {"out": _leave_out, "rename": _rename, "trial": _try}
"""What the page's buttons do beside inviting, by the name of each."""


@runs_conversations
def conversation_remind(request: HttpRequest, pk: str) -> HttpResponse:
    """Remind everybody who has been invited, after a check."""
    found = get_object_or_404(listed(), pk=pk)

    def remind() -> str:
        writing_to_invited.remind(conversation=found, again=bool(request.POST.get("agree")))
        return _("The reminders go out in the next minutes.")

    back = reverse("conversation_invited", args=[pk])
    return checks.page(request, said.reminded(found), remind, back=back)


def _invited(request: HttpRequest, found: Conversation, form: InviteForm) -> bool:
    """Invite whom a form names; return whether that was not refused."""
    pasted = addresses.read(form.cleaned_data["pasted"])
    with refused(form):
        done = inviting.invite(
            conversation=found,
            teams=form.cleaned_data["teams"],
            pasted=pasted,
            audience=form.cleaned_data["audience"],
        )
        for text in _said(done):
            messages.success(request, text)
    return not form.errors


def _said(done: inviting.Done) -> Iterator[str]:
    """Yield how many are invited, and who is so as something else by now: nobody moves unsaid."""
    if done.new:
        yield ngettext("%d person invited.", "%d people invited.", done.new) % done.new
    nothing = _("Nothing in particular")
    for before, n in done.moved.items():
        text = ngettext(
            "%(n)s person was invited already as “%(before)s”, and is now invited as “%(now)s”.",
            "%(n)s people were invited already as “%(before)s”, and are now invited as “%(now)s”.",
            n,
        )
        yield text % {"n": n, "before": before or nothing, "now": done.now or nothing}
