"""Questions from the floor: raise one, vote, let one be seen."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from everyseat.organisations.refusals import NotNow
from everyseat.room import kinds
from everyseat.room.actions.answering import device
from everyseat.room.models import Question, Raised, Vote

MOST_RAISED = 5
"""Questions that one device may raise: a flood from one drowns nobody."""
MOST_IN_ALL = 2000
"""Questions that a floor holds: a flood from many devices ends."""


@transaction.atomic
def raise_question(*, question: Question, token: object, text: object) -> None:
    """Raise a question from the floor, and vote for it. Sent again it is the same one."""
    found = _floor(question)
    sender = device(found, token)
    said = kinds.word(text, kinds.LONGEST_QUESTION)
    if found.raised.filter(device=sender).exclude(text=said).count() >= MOST_RAISED:
        raise NotNow(_("You have raised five questions. Vote for others' now."))
    if found.raised.count() >= MOST_IN_ALL:
        raise NotNow(_("No more questions can be taken. Vote for one that is there."))
    made = found.raised.filter(text__iexact=said).order_by("-is_seen").first()
    if not made:  # somebody else's question in the same words is voted for
        made = Raised.objects.create(
            question=found, device=sender, text=said, is_seen=not found.holds
        )
    Vote.objects.get_or_create(raised=made, device=sender)


@transaction.atomic
def vote(*, question: Question, token: object, raised: str) -> None:
    """Vote for a question from the floor. Sent again it is the same vote."""
    asked = _floor(question)
    found = one_of(asked.raised.filter(is_seen=True), raised)
    if not found:
        raise kinds.Refused
    Vote.objects.get_or_create(raised=found, device=device(asked, token))


@transaction.atomic
def take_back(*, question: Question, token: object, raised: str) -> None:
    """Take a vote back."""
    asked = _floor(question)
    found = one_of(asked.raised.all(), raised)
    Vote.objects.filter(raised=found, device=device(asked, token)).delete()


def _floor(question: Question) -> Question:
    found = Question.objects.select_for_update().get(pk=question.pk)
    if found.kind != kinds.FLOOR or not found.is_open:
        raise NotNow(_("This question has closed."))
    return found


def let_be_seen(*, question: Question, raised: str, seen: bool) -> None:
    """Let a question from the floor be seen by all, or take it away; what went up stays."""
    if found := one_of(question.raised.filter(went_up=False), raised):
        Raised.objects.filter(pk=found.pk).update(is_seen=seen)


def one_of(among: QuerySet[Raised], raised: str) -> Raised | None:
    """Return the question that an identifier names, whatever was sent as one."""
    try:
        return among.filter(pk=UUID(raised)).first()
    except ValueError:
        return None
