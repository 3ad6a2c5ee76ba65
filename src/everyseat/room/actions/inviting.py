"""A room by invitation: one person, one answer. Who was invited draws a card that nobody knows."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.giving import drawing
from everyseat.giving.links import link_to
from everyseat.giving.refusals import NotNow
from everyseat.giving.states import changing
from everyseat.organisations import outbox, reminding
from everyseat.organisations.models import Email, Person, Team
from everyseat.room import threshold
from everyseat.room.actions.answering import MEMBER
from everyseat.room.links import INVITATIONS
from everyseat.room.models import Invited, Question, Room
from everyseat.safety import credentials
from everyseat.safety.oprf import Evaluation


def invite(*, room: Room, teams: Iterable[Team]) -> int:
    """Invite everybody in some teams, each by an e-mail; return how many are new.

    The first invitation makes it a room for those alone who are invited, before anything is asked.
    """
    with changing(room):
        _must_go_on(room)
        people = Person.objects.filter(team__in=list(teams)).exclude(invited_to_rooms__room=room)
        new = [Invited(room=room, person=person) for person in people]
        if not new:
            raise NotNow(_("Choose a team with somebody in it who has not been invited."))
        if len(new) < threshold.K:
            text = _(
                "Invite at least %(k)s people at once. If only one person makes a card, "
                "everyone knows whose it is."
            )
            raise NotNow(text % {"k": threshold.K})
        if not room.is_by_invitation:
            _close_to_others(room)
        for one in Invited.objects.bulk_create(new):
            _write(one)
        return len(new)


def _close_to_others(room: Room) -> None:
    asked = room.questions.exclude(state=Question.State.WAITING)
    if asked.exists() or room.of_brief or room.is_brief:
        raise NotNow(
            _("This session is open to all. Prepare another one, and invite people before you ask.")
        )
    room.make_key()


def remind(*, room: Room, again: bool = False) -> int:
    """Write once more to everybody who was invited; return to how many.

    To all of them: a reminder to those alone who have drawn no card would tell whoever sees the
    mail who has. Within 48 hours of the last one it has to be asked for: `again`.
    """
    with changing(room):
        _must_go_on(room)
        if reminding.was_lately(room.reminded_at) and not again:
            raise NotNow(reminding.too_soon())
        room.reminded_at = timezone.now()
        invited = list(room.invited.select_related("person"))
        for one in invited:
            _write(one, Email.Urgency.REMINDER)
        return len(invited)


def draw(*, invited: Invited, blinded: bytes) -> Evaluation:
    """Return the evaluation of a blinded serial: one per invitation, without a time.

    The same request again gets the same. drawing.Used if another was drawn before.
    ristretto255.InvalidElement for what no browser of ours would send.
    """
    info = credentials.public_info(str(invited.room_id), MEMBER)
    with drawing.registering(invited.room) as register:
        room = Room.objects.get(pk=invited.room_id)  # not locked: ending does it first
        _must_go_on(room)
        evaluation = credentials.issue(room.key, [blinded], info)
        drawing.note(register, invited.pk, drawing.digest(blinded))
    return evaluation


def _must_go_on(room: Room) -> None:
    if room.ended_on:
        raise NotNow(_("This meeting has ended."))


def _write(invited: Invited, urgency: int = Email.Urgency.NORMAL) -> None:
    address = link_to("room_card", INVITATIONS.token(invited.pk))
    link = f"{address}#key={invited.room.fingerprint}&as={MEMBER}"
    context = {"room": invited.room, "link": link}
    outbox.write(invited.person, "room_invitation", urgency=urgency, **context)
