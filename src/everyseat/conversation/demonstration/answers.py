"""Answers of made-up people, each by the view that they hold."""

from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random

from django.utils import timezone

from everyseat.conversation import cards
from everyseat.conversation.models import Audience, Conversation, Participant, Statement, Vote

PASSES = 0.1
FEWEST, MOST = 8, 27
"""How many statements one person answers."""
Chances = Mapping[Statement, Sequence[int]]
"""How many in ten agree with each statement, by view."""


def people(
    conversation: Conversation, number: int, audience: Audience | None = None
) -> list[Participant]:
    """Return so many participants with cards that nobody holds."""
    of = f" {audience.number}" if audience else ""
    return Participant.objects.bulk_create(
        Participant(
            conversation=conversation,
            audience=audience,
            card=cards.hashed(f"demonstration {conversation.pk} {n}{of}"),
            began_on=timezone.localdate(),
        )
        for n in range(number)
    )


def answer(
    conversation: Conversation,
    who: Sequence[Participant],
    views: Sequence[int],
    chances: Chances,
    rng: Random,
) -> None:
    """Let people answer, each by one of the views, in a mixed order."""
    pairs = zip(who, views, strict=True)
    said = [vote for person, view in pairs for vote in _votes(person, view, chances, rng)]
    rng.shuffle(said)
    for sequence, vote in enumerate(said, 1):
        vote.conversation, vote.sequence = conversation, sequence
    Vote.objects.bulk_create(said)
    _count(conversation, said)


def _votes(person: Participant, view: int, chances: Chances, rng: Random) -> list[Vote]:
    answered = rng.sample(list(chances), min(rng.randint(FEWEST, MOST), len(chances)))
    return [
        Vote(participant=person, statement=one, value=_value(chances[one][view], rng))
        for one in answered
    ]


def _value(in_ten: int, rng: Random) -> int:
    if rng.random() < PASSES:
        return Vote.PASS
    return Vote.AGREE if rng.random() * 10 < in_ten else Vote.DISAGREE


def _count(conversation: Conversation, said: Sequence[Vote]) -> None:
    """Keep how many answered each statement, and the last number of an answer."""
    for pk, n in Counter(vote.statement_id for vote in said).items():
        Statement.objects.filter(pk=pk).update(answers=n)
    Conversation.objects.filter(pk=conversation.pk).update(last_sequence=len(said))
    conversation.refresh_from_db()
