"""Naming raters, and approving them."""

from collections import Counter
from typing import Protocol

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.giving.refusals import NotNow
from everyseat.giving.states import changing
from everyseat.organisations.models import Person
from everyseat.threesixty import past, relationships
from everyseat.threesixty.actions import emails, inviting
from everyseat.threesixty.models import Invitation, Review
from everyseat.threesixty.queries import apart
from everyseat.threesixty.report.material import MANAGER


class Somebody(Protocol):
    """A person, or one whom the site does not know yet."""

    @property
    def name(self) -> str: ...
    @property
    def email(self) -> str: ...


class Listed:
    """The raters of a list that is locked, and who else fits into it.

    `to_them`: what is refused is said to the recipient.
    """

    def __init__(self, review: Review, *, to_them: bool = True):
        self.review = review
        self._names = relationships.names_for(to_them=to_them)
        self.invitations = list(review.invitations.select_related("person", "review"))
        self._by_person = {i.person_id: i.relationship for i in self.invitations}
        self._addresses = {i.person.email for i in self.invitations}

    def has(self, person: Somebody) -> bool:
        return person.email in self._addresses

    def put(self, invitation: Invitation) -> None:
        self._by_person[invitation.person_id] = invitation.relationship
        self._addresses.add(invitation.person.email)

    def without(self, invitation: Invitation) -> None:
        del self._by_person[invitation.person_id]
        self._addresses.discard(invitation.person.email)

    def most(self, relationship: str) -> int:
        return self.review.round.limit(relationship)[1]

    def count(self, relationship: str) -> int:
        return list(self._by_person.values()).count(relationship)

    def must_fit(self, person: Somebody, relationship: str) -> None:
        """Raise NotNow unless somebody can be named as this kind of rater."""
        self.must_be(person, relationship)
        if self.has(person):
            raise NotNow(_("%(name)s is on the list already.") % {"name": person.name})
        if self.count(relationship) >= self.most(relationship):
            raise self.is_full(relationship)

    def must_be(self, person: Somebody, relationship: str) -> None:
        """Raise NotNow if somebody can't know the recipient in this way."""
        recipient = self.review.recipient
        if isinstance(person, Person) and person.has_left:
            text = _("%(name)s has left, and can no longer be asked.")
            raise NotNow(text % {"name": person.name})
        if person.email == recipient.email:
            raise NotNow(
                _("Name other people here. Leaders rate themselves on a form of their own.")
            )
        if why := apart.why_not_rate(self.review, person.email):
            raise NotNow(why)
        manager = recipient.manager
        if relationship == MANAGER and (manager is None or person.email != manager.email):
            raise NotNow(_("Only the person recorded as the manager can rate as manager."))

    def is_full(self, relationship: str) -> NotNow:
        """Return what is said where a relationship has no more room."""
        most = self.most(relationship)
        text = ngettext(
            "You can name at most %(n)s person under “%(name)s”.",
            "You can name at most %(n)s people under “%(name)s”.",
            most,
        )
        return NotNow(text % {"name": self._names[relationship], "n": most})


def nominate(*, review: Review, person: Person, relationship: str) -> Invitation:
    """Name a rater, within the limit of the relationship."""
    otherwise = _("The list has been sent for approval, so you cannot add anyone.")
    with changing(review, must_be=Review.State.NOMINATE, otherwise=otherwise):
        Listed(review).must_fit(person, relationship)
        return Invitation.objects.create(review=review, person=person, relationship=relationship)


def withdraw(*, review: Review, invitation: Invitation) -> None:
    """Take a rater off the list before it is approved."""
    otherwise = _("The list has been sent for approval, so you cannot remove anyone.")
    with changing(review, must_be=Review.State.NOMINATE, otherwise=otherwise):
        invitation.delete()


def submit_nominations(*, review: Review, to_them: bool = True) -> None:
    """Send the list to the manager. NotNow says which relationships need more.

    `to_them`: the recipient sends it, and reads what is missing.
    """
    names = relationships.names_for(to_them=to_them)
    otherwise = _("You have already sent the list for approval.")
    with changing(review, must_be=Review.State.NOMINATE, otherwise=otherwise):
        counts = Counter(review.invitations.values_list("relationship", flat=True))
        for relationship, _name in relationships.CHOICES:
            fewest = review.round.limit(relationship)[0]
            if counts[relationship] < fewest:
                text = ngettext(
                    "Name at least %(n)s person under “%(name)s”.",
                    "Name at least %(n)s people under “%(name)s”.",
                    fewest,
                )
                raise NotNow(text % {"name": names[relationship], "n": fewest})
        _enough(review, counts)
        review.state, review.sent_back = Review.State.APPROVE, ""
        emails.write_to_next(review)


def _enough(review: Review, counts: Counter[str]) -> None:
    """Raise NotNow if so few raters are left that nothing they say could be shown."""
    k = review.round.rating_threshold
    if counts.total() - counts[MANAGER] < k:
        text = _(
            "Ask at least %(k)s people besides the manager. With fewer, the report can show "
            "nothing."
        )
        raise NotNow(text % {"k": k})


def send_back(*, review: Review, why: str) -> None:
    """Send the list of raters back to the recipient, with what to change."""
    otherwise = _("There is no list waiting for approval.")
    with changing(review, must_be=Review.State.APPROVE, otherwise=otherwise):
        review.state, review.sent_back = Review.State.NOMINATE, why
        emails.write_to_next(review)


@transaction.atomic
def approve(*, review: Review, refused: set[str]) -> int:
    """Approve and invite all raters except `refused` (invitation ids). Return their number.

    Nobody is invited who has left meanwhile.
    """
    otherwise = _("This list is already approved.")
    with changing(review, must_be=Review.State.APPROVE, otherwise=otherwise):
        proposed = review.invitations.filter(state=Invitation.State.PROPOSED)
        people = proposed.select_related("person__organisation")
        out = [i.pk for i in people if str(i.pk) in refused or i.person.has_left]
        _enough(review, Counter(i.relationship for i in proposed if i.pk not in out))
        for invitation in people.exclude(pk__in=out):
            if why := apart.why_not_rate(review, invitation.person.email):
                raise NotNow(why)
        proposed.filter(pk__in=out).update(state=Invitation.State.REFUSED)
        proposed.update(state=Invitation.State.INVITED)
        review.state = Review.State.COLLECT
        group_raters(review)
    return inviting.invite(review)


def group_raters(review: Review) -> None:
    """Put each invited rater into the group that their sheet will carry."""
    invited = review.invitations.filter(state=Invitation.State.INVITED)
    sizes = Counter(invited.values_list("relationship", flat=True))
    labels = past.groups(sizes, review.round.rating_threshold)
    for relationship, label in labels.items():
        invited.filter(relationship=relationship).update(group=label)
