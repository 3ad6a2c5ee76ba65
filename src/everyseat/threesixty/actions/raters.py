"""What an organiser changes about the raters of a review that collects answers."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import changing
from everyseat.organisations import outbox
from everyseat.organisations.models import Person
from everyseat.threesixty import audit, relationships
from everyseat.threesixty.actions import emails
from everyseat.threesixty.models import Invitation, Review, Round
from everyseat.threesixty.queries import apart, permissions
from everyseat.threesixty.report.material import MANAGER


@contextmanager
def collecting(review: Review) -> Iterator[None]:
    """Lock a review and its round, which must be collecting answers."""
    otherwise = _("Raters can be changed while answers are collected, and not now.")
    with (
        changing(review.round, must_be=Round.State.OPEN, otherwise=otherwise),
        changing(review, must_be=Review.State.COLLECT, otherwise=otherwise),
    ):
        yield


def add(
    *, review: Review, people: list[Person], relationship: str, by: Person | None = None
) -> None:
    """Invite more raters, all or none; `by` chose them. Who was removed before keeps their link."""
    with collecting(review):
        _add(review, people, relationship, by)
        values = {"names": ", ".join(person.name for person in people)}
        tell(review, lambda: _("Also asked: %(names)s (%(as)s)"), relationship, values)


def _add(review: Review, people: list[Person], relationship: str, by: Person | None) -> None:
    label = group_for(review, relationship, len(people))
    _must_fit_limit(review, relationship, len(people))
    for person in people:
        emails.write_invitation(_invite(review, person, relationship, label, by))


def must_be_possible(review: Review, people: list[Person], relationship: str, n: int) -> str:
    """Raise Invalid where `n` people can't be asked, these among them; return their group."""
    label = group_for(review, relationship, n)
    for person in people:
        _must_be_askable(review, person, relationship, label)
    return label


def _invite(
    review: Review, person: Person, relationship: str, label: str, by: Person | None
) -> Invitation:
    """Invite somebody who may rate, has not declined, and is not asked already."""
    before = _must_be_askable(review, person, relationship, label)
    if before is None:
        return Invitation.objects.create(
            review=review,
            person=person,
            relationship=relationship,
            group=label,
            state=Invitation.State.INVITED,
            named_by=by,
        )
    with changing(before):
        before.state, before.group = Invitation.State.INVITED, label
        before.relationship = relationship
    return before


def _must_be_askable(
    review: Review, person: Person, relationship: str, label: str
) -> Invitation | None:
    """Return the invitation that somebody had before. Invalid if they can't be asked."""
    if person.has_left:
        text = _("%(name)s has left, and can no longer be asked.")
        raise Invalid("people", text % {"name": person.name})
    if person == review.recipient:
        raise Invalid(
            "people", _("%(name)s rates themselves on a form of their own.") % vars(person)
        )
    if why := apart.why_not_rate(review, person.email):
        raise Invalid("people", why)
    if relationship == MANAGER and person != review.recipient.manager:
        text = _("Only the person recorded as the manager can rate as manager.")
        raise Invalid("relationship", text)
    before = review.invitations.filter(person=person).first()
    if before is None:
        return None
    if before.state == Invitation.State.DECLINED:
        text = _("%(name)s has declined. They can change that by the link in their invitation.")
        raise Invalid("people", text % {"name": person.name})
    if before.state == Invitation.State.INVITED:
        raise Invalid("people", _("%(name)s is asked already.") % {"name": person.name})
    if before.group and before.group != label:
        text = _("%(name)s was asked as something else before. Ask them as that again.")
        raise Invalid("relationship", text % {"name": person.name})
    return before


def group_for(review: Review, relationship: str, n: int) -> str:
    """Return the group on the cards of somebody who is asked later, as one of `n` at once.

    It is the one that cards of this relationship have. A relationship that nobody has yet would be
    a group of its own, in which fewer than k could be told apart.
    """
    if relationship == MANAGER:
        return MANAGER
    asked = review.invitations.filter(state__in=[*audit.ASKED, Invitation.State.DECLINED])
    labels = asked.exclude(group="").values_list("group", flat=True)
    for label in sorted(set(labels)):
        if relationship in relationships.members(label):
            return label
    k = review.round.rating_threshold
    if n < k:
        text = _(
            "Nobody was invited under “%(name)s” so far. A new group needs at least %(k)s people "
            "at once: the answers of fewer could be told apart. Add %(k)s people, or choose "
            "another relationship that is true for them."
        )
        values = {"name": relationships.name_of_them(relationship), "k": k}
        raise Invalid("relationship", text % values)
    return relationships.group([relationship])


def _must_fit_limit(review: Review, relationship: str, n: int) -> None:
    most = review.round.limit(relationship)[1]
    invited = review.invitations.filter(
        relationship=relationship, state=Invitation.State.INVITED
    ).count()
    if invited + n > most:
        text = ngettext(
            "This round asks at most %(n)s person under “%(name)s”. Remove somebody first.",
            "This round asks at most %(n)s people under “%(name)s”. Remove somebody first.",
            most,
        )
        values = {"name": relationships.name_of_them(relationship), "n": most}
        raise Invalid("relationship", text % values)


def remove(*, invitation: Invitation) -> None:
    """Stop asking a rater. What they may have answered with a card still counts."""
    with collecting(invitation.review):
        _remove(invitation)
        values = {"name": invitation.person.name}
        tell(invitation.review, lambda: _("No longer asked: %(name)s"), "", values)


def replace(*, invitation: Invitation, person: Person, by: Person) -> None:
    """Ask somebody instead of a rater, as the same; whoever reads of it reads one e-mail."""
    review, relationship = invitation.review, invitation.relationship
    with collecting(review):
        _remove(invitation)
        _add(review, [person], relationship, by)
        values = {"name": person.name, "before": invitation.person.name}
        text = lambda: _("Now asked: %(name)s (%(as)s). No longer asked: %(before)s.")  # noqa: E731
        tell(review, text, relationship, values)


def _remove(invitation: Invitation) -> None:
    otherwise = _("They are not asked any more.")
    with changing(invitation, must_be=Invitation.State.INVITED, otherwise=otherwise):
        invitation.state, invitation.lost = Invitation.State.REMOVED, False
    if not invitation.person.has_left:
        emails.write_about(invitation.review, invitation.person, "no_longer_asked")


def send_again(*, invitation: Invitation) -> None:
    """Send somebody's invitation again, with the same link: it was lost, or could not be sent."""
    with collecting(invitation.review):
        if not Invitation.objects.filter(pk=invitation.pk, state=Invitation.State.INVITED).exists():
            raise NotNow(_("They are not asked any more."))
        if invitation.person.has_left:
            raise NotNow(_("They have left, so we do not write to them."))
        emails.write_invitation(invitation)


def tell(
    review: Review, text: Callable[[], str], relationship: str, values: Mapping[str, str]
) -> None:
    """E-mail the leader and whoever approved the list what has changed.

    Each reads the text in the languages of the e-mail, and the relationship as it is called there.
    """
    chosen = permissions.approver(review)
    people = {person.pk: person for person in (review.recipient, chosen) if person}

    def line(person: Person) -> str:
        names = relationships.names_for(to_them=person == review.recipient)
        return text() % {**values, "as": names.get(relationship, "")}

    outbox.put_all(
        emails.email_about(review, person, "raters_while_open", line=partial(line, person))
        for person in people.values()
    )
