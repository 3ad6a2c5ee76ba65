"""The page to which an invitation leads: there somebody's browser draws their card."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from everyseat.conversation import links, who_sees
from everyseat.conversation.actions import inviting
from everyseat.conversation.actions.joining import MEMBER
from everyseat.conversation.links import INVITATIONS
from everyseat.conversation.models import Invited
from everyseat.giving import drawing
from everyseat.giving.giver_pages import by_link
from everyseat.giving.links import BadLink

by_invitation = by_link("conversation/no_invitation.html", BadLink)


@by_invitation
def conversation_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Say what somebody is invited to; draw the card."""
    invited = _invited(token)
    conversation = invited.conversation
    wanted = {
        "review": str(conversation.pk),
        "group": MEMBER,
        "name": conversation.question,
        "answer": links.join(conversation),
    }
    context = {
        "conversation": conversation,
        "who": who_sees.card(),
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


def _invited(token: str) -> Invited:
    """Return whom a link is for. BadLink also before it opens and after it has closed."""
    found = Invited.objects.select_related("conversation__organisation")
    try:
        one = found.filter(pk=INVITATIONS.opened(token)).first()
    except ValidationError:
        raise BadLink from None
    if one is None or not one.conversation.is_open:
        raise BadLink
    return one
