"""Invitations to a room: who is invited, and the page on which somebody draws their card."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from everyseat.giving import drawing
from everyseat.giving.access import requires
from everyseat.giving.giver_pages import by_link
from everyseat.giving.links import BadLink
from everyseat.giving.refusing import checked, refused
from everyseat.organisations import checks, roles
from everyseat.organisations.signed_in import SignedIn
from everyseat.room import checks as said
from everyseat.room import who_sees
from everyseat.room.actions import inviting
from everyseat.room.actions.answering import MEMBER
from everyseat.room.forms import SendForm
from everyseat.room.links import INVITATIONS
from everyseat.room.models import Invited
from everyseat.room.views.shared import join_link, mine


@require_POST
@requires(roles.SEND_BRIEFS)
def room_invite(request: SignedIn, pk: str) -> HttpResponse:
    """Invite teams to a room."""
    invited, form = mine(request, pk), SendForm(request.POST)
    with refused(request):
        n = inviting.invite(room=invited, **checked(form))
        messages.success(request, ngettext("%d person invited.", "%d people invited.", n) % n)
    return redirect("room", pk=pk)


@requires(roles.SEND_BRIEFS)
def room_remind(request: SignedIn, pk: str) -> HttpResponse:
    """Send everybody who was invited a reminder, after a check."""
    room = mine(request, pk)

    def reminded() -> str:
        n = inviting.remind(room=room, again=bool(request.POST.get("agree")))
        return ngettext("Sent again to %d.", "Sent again to %d.", n) % n

    return checks.page(request, said.remind(room), reminded, back=reverse("room", args=[pk]))


card_page = by_link("room/no_card.html", BadLink)


@card_page
def room_card(request: HttpRequest, token: str) -> HttpResponse:
    """Say what one is invited to; draw the card."""
    invited = _invited(token)
    context = {
        "room": invited.room,
        "who": who_sees.card(invited.room),
        "drawing": {
            "key": invited.room.public_key,
            "fingerprint": invited.room.fingerprint,
            "holder": INVITATIONS.holder(invited.person_id, invited.room_id),
            "draw": reverse("room_draw", args=[token]),
            "reviews": [
                {
                    "review": str(invited.room_id),
                    "group": MEMBER,
                    "name": invited.room.title,
                    "answer": join_link(invited.room),
                }
            ],
        },
    }
    return render(request, "room/card.html", context)


@require_POST
@card_page
def room_draw(request: HttpRequest, token: str) -> HttpResponse:
    """Evaluate the blinded serial of somebody who is invited."""
    invited = _invited(token)
    mine = {str(invited.room_id): invited}
    return drawing.reply(
        request, lambda room, blinded: inviting.draw(invited=mine[room], blinded=blinded)
    )


def _invited(token: str) -> Invited:
    """Return who a link is for. BadLink also when the meeting has ended: nobody is invited then."""
    invited = Invited.objects.select_related("room__facilitator").filter(
        pk=INVITATIONS.opened(token)
    )
    if one := invited.first():
        return one
    raise BadLink
