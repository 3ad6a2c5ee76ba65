"""Who runs a session: a second facilitator, or somebody it is handed over to."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from everyseat.giving.access import login_required
from everyseat.giving.refusing import refused
from everyseat.organisations.signed_in import SignedIn
from everyseat.room.actions import running
from everyseat.room.forms import HandOverForm, SecondForm
from everyseat.room.models import Room
from everyseat.room.views.shared import changed, mine, own


@login_required
def room_running(request: SignedIn, pk: str) -> HttpResponse:
    """Who runs a session now; its facilitator chooses who else does."""
    return _page(request, mine(request, pk), SecondForm(), HandOverForm())


def _page(
    request: SignedIn, room: Room, second: SecondForm, hand_over: HandOverForm
) -> HttpResponse:
    context = {"room": room, "second": second, "hand_over": hand_over}
    context["is_own"] = room.facilitator == request.user
    return render(request, "room/running.html", context)


@require_POST
@login_required
def room_share(request: SignedIn, pk: str) -> HttpResponse:
    """Let somebody run a session at the same time."""
    room, form = own(request, pk), SecondForm(request.POST)
    if form.is_valid():
        with refused(form):
            running.share(room=room, **form.cleaned_data)
            messages.success(request, _("You run the session together now."))
            changed(room)
            return redirect("room_running", pk=pk)
    return _page(request, room, form, HandOverForm())


@require_POST
@login_required
def room_unshare(request: SignedIn, pk: str) -> HttpResponse:
    """Let the facilitator run a session alone again; the second one may say so too."""
    room = mine(request, pk)
    running.stop_sharing(room=room)
    changed(room)
    messages.success(request, _("%s runs the session alone.") % room.facilitator.name)
    if room.facilitator == request.user:
        return redirect("room_running", pk=pk)
    return redirect("live")


@require_POST
@login_required
def room_hand_over(request: SignedIn, pk: str) -> HttpResponse:
    """Give a room to somebody else to hold."""
    room, form = own(request, pk), HandOverForm(request.POST)
    if form.is_valid():
        with refused(form):
            running.hand_over(room=room, **form.cleaned_data)
            changed(room)
            messages.success(request, _("%s runs the session now.") % form.cleaned_data["to"].name)
            return redirect("live")
    return _page(request, room, SecondForm(), form)
