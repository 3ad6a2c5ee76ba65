"""The facilitator's timer."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from everyseat.giving.access import login_required
from everyseat.giving.refusing import checked, refused
from everyseat.organisations.signed_in import SignedIn
from everyseat.room.actions import timing
from everyseat.room.forms import TimerForm
from everyseat.room.models import Question
from everyseat.room.views.shared import changed, mine

ACTS = {"extend": timing.extend, "stop": timing.stop}


@require_POST
@login_required
def room_timer(request: SignedIn, pk: str, question: int) -> HttpResponse:
    """Start a timer, give one more minute, or take it away: what the button says."""
    room = mine(request, pk)
    asked = get_object_or_404(Question, room=room, pk=question)
    with refused(request):
        if act := ACTS.get(request.POST.get("act", "")):
            act(question=asked)
        else:
            timing.start(question=asked, **checked(TimerForm(request.POST)))
    changed(room)
    return redirect("room", pk=pk)
