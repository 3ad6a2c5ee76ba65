"""A conversation by invitation: one person, one card. Whoever is invited draws it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from everyseat.conversation.actions import audiences
from everyseat.conversation.models import Conversation, Invited
from everyseat.conversation.models.invited import LONGEST_NAME
from everyseat.conversation.queries import audiences as queries
from everyseat.conversation.queries import editions
from everyseat.files.addresses import Pasted
from everyseat.giving import drawing
from everyseat.giving.emails import is_email
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import changing
from everyseat.organisations.models import Person, Team
from everyseat.safety import credentials, thresholds
from everyseat.safety.oprf import Evaluation


@dataclass(frozen=True)
class Done:
    """How many are invited who were not before, and how many were moved from which name to `now`.

    "" is the name of those who are invited as nothing in particular.
    """

    new: int
    moved: dict[str, int]
    now: str


def invite(
    *, conversation: Conversation, teams: Iterable[Team], pasted: list[Pasted], audience: str = ""
) -> Done:
    """Invite everybody in some teams, and people by their addresses; return what that changed.

    They are invited as an `audience`, if it has a name. Once a conversation is open at least the
    threshold are invited at once: the card of one who is added alone could be told from the others
    by when it appears. Nobody is invited twice; before it opens, who is invited as another audience
    changes to this one.
    """
    _must_be_addresses(pasted)
    with changing(conversation):
        must_take_invitations(conversation)
        people = list(_people(conversation, list(teams), pasted))
        known = {one.email: one for one in conversation.invited.all()}
        new = [one for one in people if one.email not in known]
        again = [known[one.email].pk for one in people if one.email in known]
        if conversation.is_open and 0 < len(new) < thresholds.RATINGS:
            raise NotNow(too_few())
        as_what = audiences.named(conversation, audience) if people else None
        moved = audiences.change(conversation, again, as_what)
        if not new and not moved:
            raise NotNow(_("Choose a team or paste an address that has not been invited yet."))
        if not conversation.public_key:
            conversation.make_key()
        for one in new:
            one.audience = as_what
        Invited.objects.bulk_create(new, batch_size=500)
        audiences.delete_empty(conversation)
        return Done(len(new), dict(moved), as_what.name if as_what else "")


def must_take_invitations(conversation: Conversation) -> None:
    """Raise NotNow unless people can be invited."""
    if conversation.is_closed:
        raise NotNow(_("This conversation has closed. Nothing was changed."))
    if not conversation.is_by_invitation:
        raise NotNow(_("Everybody who has the link can take part in this conversation."))


def _must_be_addresses(pasted: list[Pasted]) -> None:
    wrong = [one.address or one.name for one in pasted if not is_email(one.address)]
    if wrong:
        text = _("These are not e-mail addresses: %(wrong)s. Nobody was invited.")
        raise Invalid("pasted", text % {"wrong": ", ".join(wrong[:5])})
    if long := [one.name for one in pasted if len(one.name) > LONGEST_NAME]:
        text = _("This name is longer than %(n)s letters: %(name)s. Nobody was invited.")
        raise Invalid("pasted", text % {"n": LONGEST_NAME, "name": long[0]})


def _people(
    conversation: Conversation, teams: list[Team], pasted: list[Pasted]
) -> Iterable[Invited]:
    """Yield whom somebody names, nobody twice; a known address is that of the person here."""
    seen = set()
    known = Person.objects.filter(email__in=[one.address for one in pasted])
    for person in [*Person.objects.filter(team__in=teams, is_active=True), *known]:
        if person.email not in seen:
            seen.add(person.email)
            yield Invited(
                conversation=conversation, person=person, name=person.name, email=person.email
            )
    for one in pasted:
        if one.address not in seen:
            seen.add(one.address)
            yield Invited(conversation=conversation, name=one.name, email=one.address)


def leave_out(*, conversation: Conversation, invited: str) -> None:
    """Leave somebody out before anybody has been written to."""
    with changing(
        conversation,
        must_be=Conversation.State.DRAFT,
        otherwise=_("The invitations have been sent. Nothing was changed."),
    ):
        conversation.invited.filter(pk=invited).delete()
        audiences.delete_empty(conversation)


def what_stops(conversation: Conversation) -> str:
    """Return why it can't open with those who are invited, or "" if it can.

    Each audience needs as many as the threshold: a card says for which it was drawn.
    """
    if not conversation.is_by_invitation:
        return ""
    by_audience = audiences.invited(conversation)
    if sum(n for _name, n in by_audience) < thresholds.RATINGS:
        return too_few()
    few = next(((name, n) for name, n in by_audience if n < thresholds.RATINGS), None)
    return audiences.too_few(*few) if few else ""


def too_few() -> str:
    text = _(
        "Invite at least %(k)s people at once. If only one person makes a card, everyone knows "
        "whose it is."
    )
    return text % {"k": thresholds.RATINGS}


def draw(*, invited: Invited, blinded: bytes) -> Evaluation:
    """Return the evaluation of a blinded serial: one per invitation, without a time.

    The same request again gets the same. drawing.Used if another was drawn before.
    ristretto255.InvalidElement for what no browser of ours would send.
    """
    info = credentials.public_info(str(invited.conversation_id), invited.counts_as)
    with drawing.registering(invited.conversation) as register:
        conversation = Conversation.objects.get(pk=invited.conversation_id)
        if not conversation.is_open:
            raise NotNow(_("This conversation is not open."))
        evaluation = credentials.issue(conversation.key, [blinded], info)
        drawing.note(register, invited.pk, drawing.digest(blinded))
    return evaluation


def forget(conversation: Conversation) -> None:
    """Delete who was invited, who has drawn, and the key, of a conversation that is closing."""
    if conversation.is_by_invitation:
        _note_how_many(conversation)
        conversation.invited.all().delete()
        drawing.forget(conversation)
        conversation.private_key = ""


def _note_how_many(conversation: Conversation) -> None:
    """Keep how many were invited, so that the last result says of no more that they took part."""
    edition = editions.newest(conversation)
    if edition:
        with changing(edition):
            numbers = queries.invited(conversation, edition)
            edition.audiences = {**edition.audiences, queries.INVITED: numbers}
