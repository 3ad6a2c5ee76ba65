"""Correcting the address or the relationship of a rater: their invitation gets a new link.

The old link stops working. A card that was drawn with it can't be found: like a lost one it may
have answered, and counts then. That one was drawn is moved from the sealed register into the sealed
box of the review, where its group is counted until the round closes. Both are sealed anew whether
or not one was drawn, so neither an organiser nor a copy of the database sees a difference.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from everyseat.giving import drawing, snapshots
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.snapshots import State
from everyseat.giving.states import changing
from everyseat.organisations import outbox
from everyseat.organisations.models import Email, Person
from everyseat.threesixty.actions import emails, raters
from everyseat.threesixty.actions.answers import KEPT, REPLACED, box
from everyseat.threesixty.models import Invitation, InvitationToSend, Review, Round
from everyseat.threesixty.report.material import MANAGER

INVITED = Invitation.State.INVITED
BEFORE_THE_REPORT = (Review.State.NOMINATE, Review.State.APPROVE, Review.State.COLLECT)
MOST = 3
"""How many links of one invitation may be replaced: each could be one more sheet."""


def may_correct_address(person: Person) -> bool:
    """Return whether an organiser may: of partners who can't sign in. No account is taken over."""
    return not person.is_active and not person.organisation.is_host


@contextmanager
def under_way(review: Review) -> Iterator[None]:
    """Lock a review and its round, which must be open, before its answers are counted."""
    otherwise = _("Raters can be changed while the round is open, and not now.")
    with changing(review.round, must_be=Round.State.OPEN, otherwise=otherwise), changing(review):
        if review.state not in BEFORE_THE_REPORT:
            raise NotNow(otherwise)
        yield


@transaction.atomic
def correct_address(*, invitation: Invitation, email: str) -> None:
    """Correct a partner's address, and send new links for all that they are asked in open rounds.

    Somebody else may have read what was sent to the wrong one: also that it was declined is undone.
    """
    person, new = invitation.person, email.strip().lower()
    if not may_correct_address(person):
        raise NotNow(_("An administrator corrects the address of people who work here."))
    if new == person.email:
        raise Invalid("email", _("We write to this address already. Type another one."))
    if Person.objects.filter(email=new).exists():
        text = _(
            "Somebody else here has this address. Stop asking this rater, and add that person."
        )
        raise Invalid("email", text)
    with under_way(invitation.review):
        old = person.email
        with changing(person):
            person.email = new
        _forget_emails(old)
        for one in _open_invitations(person):
            _replace(one, one.relationship, one.group, is_the_same_person=False)


def correct_relationship(*, invitation: Invitation, relationship: str) -> None:
    """Ask a rater as something else: answers by a kept link go with them, a card's don't."""
    review = invitation.review
    with raters.collecting(review):
        if MANAGER in (relationship, invitation.relationship):
            raise Invalid("relationship", _("Remove them, and add them as what they are."))
        if relationship == invitation.relationship:
            raise Invalid("relationship", _("They are asked as this already."))
        if not Invitation.objects.filter(pk=invitation.pk, state=INVITED).exists():
            raise NotNow(_("They are not asked any more."))
        label = raters.group_for(review, relationship, 1)
        _replace(invitation, relationship, label, is_the_same_person=True)
        values = {"name": invitation.person.name}
        raters.tell(review, lambda: _("Now asked under “%(as)s”: %(name)s"), relationship, values)


def why_not_replace(invitation: Invitation) -> str:
    """Return why a rater's link can't be replaced once more; "" if it can."""
    if len(invitation.replaced) < MOST:
        return ""
    text = _(
        "The link of %(name)s was replaced %(n)s times, so it cannot be replaced again. Stop "
        "asking them, and add them as somebody new, with the right address."
    )
    return text % {"name": invitation.person.name, "n": MOST}


def why_not_correct(person: Person) -> str:
    """Return why no other address can be given to a partner; "" if one can."""
    return next(filter(None, map(why_not_replace, _open_invitations(person))), "")


def _open_invitations(person: Person) -> list[Invitation]:
    """Return what somebody is asked in open rounds, in the order in which rounds are locked."""
    asked = person.invitations.filter(
        state__in=[INVITED, Invitation.State.DECLINED],
        review__state=Review.State.COLLECT,
        review__round__state=Round.State.OPEN,
    )
    return list(
        asked.select_related("review__round", "review__recipient").order_by(
            "review__round", "review"
        )
    )


def _replace(
    invitation: Invitation, relationship: str, label: str, *, is_the_same_person: bool
) -> None:
    """Give an invitation a new key, and so a new link, and send it."""
    new = uuid4()
    if why := why_not_replace(invitation):
        raise NotNow(why)
    with unlinked(invitation) as was:
        if was.used == KEPT and is_the_same_person:
            was.register[str(new)] = KEPT
            if was.kept:
                was.waiting[f"kept {new}"] = {**was.kept, "group": label, "kept_for": str(new)}
        elif was.used not in (None, KEPT):
            drawn = was.waiting.setdefault(REPLACED, {})
            drawn[invitation.group] = drawn.get(invitation.group, 0) + 1
        Invitation.objects.filter(pk=invitation.pk).update(
            id=new,
            relationship=relationship,
            group=label,
            replaced=[*invitation.replaced, invitation.group],
            state=INVITED,
            reason="",
            knows_them=True,
            lost=False,
            without_reminders=invitation.without_reminders and is_the_same_person,
        )
    send(new)


@dataclass(frozen=True)
class Was:
    """What an invitation was `used` with, and what was sent by its `kept` link, if it was.

    `register` and `waiting` are the sealed states that no longer hold them, to be changed.
    """

    register: State
    waiting: State
    used: str | None
    kept: State | None


@contextmanager
def unlinked(invitation: Invitation) -> Iterator[Was]:
    """Forget what an invitation was used with, before it gets a new key and so a new link."""
    review, old = invitation.review, invitation.pk
    with (
        drawing.registering(review.round) as register,
        snapshots.changing(box(review.pk)) as waiting,
    ):
        used, kept = register.pop(str(old), None), waiting.pop(f"kept {old}", None)
        InvitationToSend.objects.filter(invitation=old).delete()  # the new link is sent at once
        yield Was(register, waiting, used, kept)


def send(key: UUID) -> Invitation:
    """Send an invitation by its new link, and return it."""
    invitations = Invitation.objects.select_related("person", "review__recipient", "review__round")
    changed = invitations.get(pk=key)
    emails.write_invitation(changed)
    return changed


def _forget_emails(address: str) -> None:
    """Delete what of rounds still waits for a wrong address: its links work no more."""
    waiting = [email.pk for email in outbox.to_address(address) if email.about]
    Email.objects.filter(pk__in=waiting).delete()
