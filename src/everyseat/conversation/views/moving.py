"""Pages on which a conversation moves in from another tool, and on which one is taken along."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.conversation import checks as said
from everyseat.conversation import moving
from everyseat.conversation.actions import importing
from everyseat.conversation.forms.moving_in import MoveInForm
from everyseat.conversation.models import Arrival
from everyseat.conversation.queries import arrivals, editions, exporting
from everyseat.conversation.queries.conversations import listed
from everyseat.conversation.views.organising import runs_conversations
from everyseat.files import polis_sent
from everyseat.files.problems import FileError
from everyseat.giving import bodies
from everyseat.giving.access import traced
from everyseat.giving.bodies import takes
from everyseat.giving.refusing import refused
from everyseat.organisations import checks
from everyseat.organisations.queries import host
from everyseat.organisations.signed_in import SignedIn


@runs_conversations
@takes(bodies.LARGEST)
def conversation_import(request: SignedIn) -> HttpResponse:
    """Take an export, and read all of it: nothing is kept of one that has a mistake."""
    form = MoveInForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refused(form):
            arrival = _received(request, form)
            if arrival:
                return redirect("conversation_arrival", pk=arrival.pk)
    context = {"form": form}
    status = 400 if form.errors else 200
    return render(request, "conversation/import.html", context, status=status)


def _received(request: SignedIn, form: MoveInForm) -> Arrival | None:
    """Return what is kept of an export; None once the form says what is wrong with it."""
    organisation, sent = host(), form.cleaned_data["sent"]
    if organisation is None:
        raise Http404
    try:
        files = moving.packed(sent)
        export = polis_sent.read(files, sent[0].name)
    except FileError as error:
        for line in moving.told(error):
            form.add_error("sent", line)
        return None
    return importing.receive(
        export=export,
        files=files,
        organisation=organisation,
        by=request.user,
        today=timezone.localdate(),
    )


@runs_conversations
def conversation_arrival(request: SignedIn, pk: str) -> HttpResponse:
    """Say what is in an export, and let it move in; then how far it is."""
    arrival = get_object_or_404(arrivals.without_files(), pk=pk, by=request.user)
    if arrival.is_checked:
        here = reverse("conversation_arrival", args=[pk])

        def move() -> str:
            importing.confirm(arrival=arrival)
            return _("The import has started.")

        back = reverse("conversation_import")
        return checks.page(request, said.moved_in(arrival), move, back=back, done=here)
    if arrival.conversation and not arrival.is_moving:
        return redirect("conversation", pk=arrival.conversation.pk)
    so_far = _("%(done)s of %(total)s answers are imported.")
    told = so_far % {"done": f"{arrival.done:,}", "total": f"{arrival.answers:,}"}
    return render(request, "conversation/arrival.html", {"arrival": arrival, "so_far": told})


@runs_conversations
def conversation_export(request: HttpRequest, pk: str) -> HttpResponse:
    """Say what can be taken along of a conversation, and what no page gives."""
    found = get_object_or_404(listed(), pk=pk)
    context = {
        "conversation": found,
        "has_result": editions.newest(found) is not None,
        "has_times": bool(exporting.times(found)),
    }
    return render(request, "conversation/export.html", context)


@traced
@runs_conversations
def conversation_export_file(request: HttpRequest, pk: str, name: str) -> HttpResponse:
    """Download statements or the summary in the shape of Polis: nothing of one person."""
    found = get_object_or_404(listed(), pk=pk)
    text = exporting.without_people(found).get(name)
    if text is None:
        raise Http404
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
