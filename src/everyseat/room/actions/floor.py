"""Questions from the floor, and answers in own words: raise one, vote, let one be seen."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from everyseat.giving.refusals import NotNow
from everyseat.giving.states import assign, changing, lock
from everyseat.organisations import moderating
from everyseat.room import kinds
from everyseat.room.actions.answering import device
from everyseat.room.merging import folded
from everyseat.room.models import Question, Raised, Vote
from everyseat.room.queries import briefs

MOST_RAISED = 5
"""Questions that one device may raise: a flood from one drowns nobody."""
MOST_IN_ALL = 2000
"""Questions that a floor holds: a flood from many devices ends."""


def raise_question(*, question: Question, token: object, text: object) -> Raised:
    """Raise a question from the floor, and vote for it. Sent again it is the same one.

    It waits for the facilitator if they hold all, or if it seems to hold abuse, a name or a way to
    reach somebody.
    """
    said = kinds.word(text, kinds.LONGEST_QUESTION)
    waits = moderating.waits(said)  # before anything is locked
    return _raised(question, token, said, waits)


@transaction.atomic
def _raised(question: Question, token: object, said: str, waits: bool) -> Raised:
    _lock_while_open(question)
    sender = device(question, token)
    if question.raised.filter(device=sender).exclude(text=said).count() >= MOST_RAISED:
        raise NotNow(_most_raised(question) % {"n": MOST_RAISED})
    if question.raised.count() >= MOST_IN_ALL:
        raise NotNow(_("There is no space for more. Vote for one that is there."))
    made = question.raised.filter(text__iexact=said).order_by("-is_seen").first()
    if not made:  # somebody else's question in the same words is voted for
        is_seen = not (question.holds or waits or _was_left_out(question, said))
        made = Raised.objects.create(question=question, device=sender, text=said, is_seen=is_seen)
    Vote.objects.get_or_create(raised=made, device=sender)
    return made


def _most_raised(question: Question) -> str:
    if question.kind == kinds.IDEAS:
        return _("You have sent %(n)s answers, which is the most. You can still vote for others.")
    return _("You have asked %(n)s questions, which is the most. You can still vote for others.")


def _was_left_out(question: Question, said: str) -> bool:
    """Whether the facilitator has left out the same words, spelt otherwise."""
    left_out = question.raised.filter(is_left_out=True).values_list("text", flat=True)
    return folded(said) in map(folded, left_out)


@transaction.atomic
def vote(*, question: Question, token: object, raised: str) -> None:
    """Vote for a question from the floor. Sent again it is the same vote."""
    _lock_while_open(question)
    found = one_of(question.raised.filter(is_seen=True), raised)
    if not found:
        raise kinds.Refused
    Vote.objects.get_or_create(raised=found, device=device(question, token))


@transaction.atomic
def take_back(*, question: Question, token: object, raised: str) -> None:
    """Take a vote back."""
    _lock_while_open(question)
    found = one_of(question.raised.all(), raised)
    Vote.objects.filter(raised=found, device=device(question, token)).delete()


def _lock_while_open(question: Question) -> None:
    lock(question)
    if not question.is_raised or not question.is_open:
        raise NotNow(_("This question has closed."))


def let_be_seen(*, question: Question, raised: str, seen: bool) -> None:
    """Let a question from the floor be seen by all, or leave it out; of a brief, one that went up.

    When the room has ended, what was not seen is deleted, and what was is removed or stays.
    """
    with changing(question):
        if question.room.is_brief:
            _let_up(question, raised, seen)
        elif question.room.ended_on:
            raise NotNow(_("This session has ended. Remove the question on the page of results."))
        elif found := one_of(question.raised.all(), raised):
            with changing(found):
                found.is_seen, found.is_left_out = seen, not seen


def mark(*, question: Question, raised: str, **marks: bool) -> None:
    """Pin a question from the floor, or mark it as answered: `is_pinned`, `is_answered`."""
    with changing(question):
        if question.room.ended_on:
            raise NotNow(_("This session has ended."))
        if found := one_of(question.raised.filter(is_seen=True), raised):
            with changing(found):
                assign(found, {**marks})


def _let_up(asked: Question, raised: str, seen: bool) -> None:
    if found := one_of(briefs.went_up(asked.room.brief), raised):
        own = {str(found.pk)}
        asked.allowed = sorted({*asked.allowed} | own if seen else {*asked.allowed} - own)
        asked.hidden = sorted({*asked.hidden} - own if seen else {*asked.hidden} | own)


def one_of(among: QuerySet[Raised], raised: str) -> Raised | None:
    """Return the question that an identifier names, whatever was sent as one."""
    try:
        return among.filter(pk=UUID(raised)).first()
    except ValueError:
        return None
