"""The pages to which an invitation leads: where a browser draws the card, and reminders."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from everyseat.conversation import links, who_sees
from everyseat.conversation.actions import inviting, writing_to_invited
from everyseat.conversation.links import FORMS, INVITATIONS, REMINDERS
from everyseat.conversation.models import Invited
from everyseat.giving import drawing
from everyseat.giving.giver_pages import by_link, is_one_click
from everyseat.giving.links import BadLink, Signed
from everyseat.giving.refusing import refused

by_invitation = by_link("conversation/no_invitation.html", BadLink)


@by_invitation
def conversation_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Say what somebody is invited to; draw the card."""
    invited = _invited(token)
    conversation = invited.conversation
    wanted = {
        "review": str(conversation.pk),
        "group": invited.counts_as,
        "name": conversation.question,
        "answer": links.join(conversation),
    }
    context = {
        "conversation": conversation,
        "who": who_sees.card(invited.audience),
        "audience": invited.audience,
        "drawing": {
            "key": conversation.public_key,
            "fingerprint": conversation.fingerprint,
            "holder": INVITATIONS.holder(invited.email, conversation.pk),
            "draw": reverse("conversation_draw", args=[token]),
            "reviews": [wanted],
        },
    }
    return render(request, "conversation/invitation.html", context)


@require_POST
@by_invitation
def conversation_draw(request: HttpRequest, token: str) -> HttpResponse:
    """Evaluate the blinded serial of somebody who is invited."""
    invited = _invited(token)
    mine = {str(invited.conversation_id): invited}
    return drawing.reply(
        request, lambda which, blinded: inviting.draw(invited=mine[which], blinded=blinded)
    )


@by_invitation
def conversation_reminders(request: HttpRequest, token: str) -> HttpResponse:
    """Switch somebody's reminders off or on: opening the link changes nothing.

    Mail programs switch them off at one press, by a POST that RFC 8058 describes.
    """
    invited = _invited(token, REMINDERS)
    off, problem = invited.without_reminders, ""
    if is_one_click(request):
        writing_to_invited.set_reminders(invited=invited, off=True)
        return HttpResponse(status=204)
    if request.method == "POST":
        with refused() as refusal:
            FORMS.must_be_meant(request.POST, "reminders", invited.pk)
            writing_to_invited.set_reminders(invited=invited, off=not off)
            return redirect("conversation_reminders", token=token)
        problem = refusal.text
    context = {
        "conversation": invited.conversation,
        "off": off,
        "problem": problem,
        "token": token,
        "page": FORMS.token("reminders", invited.pk),
    }
    return render(request, "conversation/reminders.html", context)


def _invited(token: str, kind: Signed = INVITATIONS) -> Invited:
    """Return whom a link is for. BadLink also before it opens and after it has closed."""
    found = Invited.objects.select_related("conversation__organisation", "audience")
    try:
        one = found.filter(pk=kind.opened(token)).first()
    except ValidationError:
        raise BadLink from None
    if one is None or not one.conversation.is_open:
        raise BadLink
    return one
