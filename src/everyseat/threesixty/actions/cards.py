"""Replacing the link of a rater whose answering card is lost, or was made by somebody else."""

from uuid import uuid4

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from everyseat.giving import drawing
from everyseat.giving.links import link_to
from everyseat.giving.refusals import NotNow
from everyseat.giving.states import lock
from everyseat.organisations import outbox
from everyseat.threesixty.actions import emails, new_links
from everyseat.threesixty.actions.answers import as_it_is_now, invited, is_open
from everyseat.threesixty.models import Invitation
from everyseat.threesixty.queries import organising

VOIDS = 1
"""How many cards of one person may be reported as lost, and their link be replaced for it.

Each could be one more sheet by the same person.
"""


@transaction.atomic
def report_lost(*, invitation: Invitation) -> None:
    """Tell the organisers that a rater's card is lost, or that somebody else made it.

    An organiser whom the answers would be about gets no e-mail.
    """
    review = invitation.review
    with drawing.registering(review.round) as register:
        has_drawn = str(invitation.pk) in register and is_open(as_it_is_now(review))
        if not has_drawn or not invited(invitation).filter(lost=False).update(lost=True):
            raise NotNow(_("There is no card of yours that you could report as lost."))
    link = link_to("void", review.round_id, invitation.pk)
    outbox.put_all(
        emails.email_about(review, one, "card_lost", rater=invitation.person, link=link)
        for one in organising.organisers_of(review.round)
        if one != review.recipient
    )


@transaction.atomic
def void(*, invitation: Invitation) -> Invitation:
    """Replace the link of a rater whose card is lost, so that they can draw another.

    Return the invitation as it is now, with a new key. Only the link ends. The card still answers:
    nothing can find it. What is `voided` is the right to answer that the register knew of.

    Somebody else may have the old link: it stops working, and answers that were sent by it as a
    kept link are deleted. Nobody can tell a lost card from the others: if it has answered, or turns
    up, its sheet counts. The audit file says how many cards were voided.
    """
    lock(invitation.review.round)
    mine = Invitation.objects.filter(pk=invitation.pk, review__round__state="open")
    if mine.filter(voided__gte=VOIDS).exists():
        raise NotNow(
            _("Their link was replaced for a lost card before. That can be done only once.")
        )
    new = uuid4()
    with new_links.unlinked(invitation):
        if not mine.filter(lost=True).update(id=new, lost=False, voided=F("voided") + 1):
            raise NotNow(_("Nobody has reported this card as lost."))
    return new_links.send(new)
