"""Correcting the name or the address of somebody outside, before they are invited."""

from django.db import transaction
from django.utils.translation import gettext as _

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import changing, lock
from everyseat.organisations.models import Person
from everyseat.threesixty.actions import naming
from everyseat.threesixty.actions.naming import Changed
from everyseat.threesixty.models import Invitation
from everyseat.threesixty.queries import elsewhere
from everyseat.threesixty.queries import naming as permissions


@transaction.atomic
def correct(*, invitation: Invitation, by: Person, name: str, email: str) -> None:
    """Correct somebody who is on a list that is not sent yet, and known from nowhere else.

    The recipient is told of what anybody else corrects. Nobody else's list changes by it, and
    nobody's invitation goes to another address.
    """
    review, person = invitation.review, invitation.person
    lock(review)
    with changing(person):
        _must_be_possible(invitation, by)
        if Person.objects.filter(email=email).exclude(pk=person.pk).exists():
            text = _("Somebody else here has this address. Remove this rater, and add them.")
            raise Invalid("email", text)
        person.name, person.email = name, email
    if by.pk != review.recipient_id:
        naming.tell(review, by, Changed(corrected=[invitation]))


def _must_be_possible(invitation: Invitation, by: Person) -> None:
    may = permissions.may_change(by, invitation.review)
    if not may or not permissions.may_change_one(by, invitation):
        raise NotNow(_("The list has been sent for approval, so you cannot change it."))
    if not invitation.person.is_partner:
        raise NotNow(_("An administrator corrects the address of people who work here."))
    if elsewhere.is_known_elsewhere(invitation):
        text = _(
            "%(name)s is known here from elsewhere too, so you cannot correct them here. Remove "
            "them from the list and add them with the right address, or ask an organiser."
        )
        raise NotNow(text % {"name": invitation.person.name})
