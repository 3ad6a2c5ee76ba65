"""Changing a list of raters in one go: whoever can be named is, with a reason for the others."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from everyseat.giving.links import link_to
from everyseat.giving.refusals import NotNow
from everyseat.giving.states import lock
from everyseat.organisations import actions as people
from everyseat.organisations import audit_log, outbox
from everyseat.organisations.models import Person
from everyseat.threesixty.actions import drafting
from everyseat.threesixty.actions.nominating import Listed
from everyseat.threesixty.models import Invitation, Review
from everyseat.threesixty.queries import naming


@dataclass(frozen=True)
class NewPartner:
    """Somebody outside whom the site does not know yet."""

    name: str
    email: str
    organisation: str


@dataclass(frozen=True)
class Rater:
    """Somebody to name. `place` is where they were asked for, so that a refusal stands there."""

    place: str
    person: Person | NewPartner
    relationship: str


@dataclass(frozen=True)
class Changes:
    """What one press changes: raters to add, relationships by invitation, one to remove."""

    add: Sequence[Rater] = ()
    relationships: Mapping[UUID, str] = field(default_factory=dict)
    remove: UUID | None = None


@dataclass
class Changed:
    """What was changed, and by place, or by invitation, why the rest was not."""

    added: list[Invitation] = field(default_factory=list)
    moved: list[Invitation] = field(default_factory=list)
    removed: list[Invitation] = field(default_factory=list)
    corrected: list[Invitation] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def change_list(*, review: Review, by: Person, changes: Changes) -> Changed:
    """Add, move and remove raters. The recipient is told of what anybody else did.

    NotNow if this person can't change the list now. Somebody new outside is added to the people
    only if they can be named. Whoever is on the list already stays as they are.
    """
    lock(review)
    if not naming.may_change(by, review):
        raise NotNow(_("The list has been sent for approval, so you cannot change it."))
    listed = Listed(review, to_them=by.pk == review.recipient_id)
    changed = Changed()
    _remove(listed, by, changes.remove, changed)
    _move(listed, by, changes.relationships, changed)
    _add(listed, by, changes.add, changed)
    if by.pk != review.recipient_id and (changed.added or changed.moved or changed.removed):
        tell(review, by, changed)
    return changed


def _remove(listed: Listed, by: Person, remove: UUID | None, changed: Changed) -> None:
    for invitation in [i for i in listed.invitations if i.pk == remove]:
        if not naming.may_change_one(by, invitation):
            changed.refused[str(invitation.pk)] = _("You can leave them out when you approve.")
            continue
        listed.without(invitation)
        changed.removed.append(invitation)
        Invitation.objects.filter(pk=invitation.pk).delete()


def _move(listed: Listed, by: Person, relationships: Mapping[UUID, str], changed: Changed) -> None:
    """Give raters other relationships, all at once, so that two can change places."""
    moving = {
        i: relationships[i.pk]
        for i in listed.invitations
        if relationships.get(i.pk, i.relationship) != i.relationship
        and naming.may_change_one(by, i)
    }
    for invitation, relationship in list(moving.items()):
        try:
            listed.must_be(invitation.person, relationship)
        except NotNow as refusal:
            changed.refused[str(invitation.pk)] = str(refusal)
            del moving[invitation]
    while full := _without_room(listed, moving):
        for invitation in full:
            changed.refused[str(invitation.pk)] = str(listed.is_full(moving.pop(invitation)))
    for invitation, relationship in moving.items():
        invitation.relationship = relationship
        listed.put(invitation)
    changed.moved += moving
    Invitation.objects.bulk_update(changed.moved, ["relationship"])


def _without_room(listed: Listed, moving: Mapping[Invitation, str]) -> list[Invitation]:
    """Return the raters who would move to where there would be too many."""
    come, leave = Counter(moving.values()), Counter(i.relationship for i in moving)
    full = {key for key in come if listed.count(key) + come[key] - leave[key] > listed.most(key)}
    return [i for i, relationship in moving.items() if relationship in full]


def _add(listed: Listed, by: Person, raters: Sequence[Rater], changed: Changed) -> None:
    named_by = None if by.pk == listed.review.recipient_id else by
    for rater in raters:
        if listed.has(rater.person):
            continue
        try:
            listed.must_fit(rater.person, rater.relationship)
        except NotNow as refusal:
            changed.refused[rater.place] = str(refusal)
            continue
        invitation = Invitation(
            review=listed.review,
            person=_person(rater.person),
            relationship=rater.relationship,
            named_by=named_by,
        )
        listed.put(invitation)
        changed.added.append(invitation)
    Invitation.objects.bulk_create(changed.added)


def _person(person: Person | NewPartner) -> Person:
    if isinstance(person, Person):
        return person
    return people.add_partner(
        name=person.name, email=person.email, organisation=person.organisation
    )


def tell(review: Review, by: Person, changed: Changed) -> None:
    """E-mail the recipient who changed their list and how, and note it in the audit log."""
    outbox.write(
        review.recipient,
        "raters_changed",
        about=drafting.emails_about(review.round),
        review=review,
        round=review.round,
        by=by,
        changed=changed,
        link=link_to("nominate", review.pk),
    )
    audit_log.record(by, "raters_changed", str(review.pk), HTTPStatus.OK)
