"""Keeping answers, of one participant or of many, in one transaction; and what comes next."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.db.models import F

from everyseat.conversation import numbers
from everyseat.conversation.models import Conversation, Participant, Statement, Vote
from everyseat.conversation.queries import translations
from everyseat.conversation.queries.next_statement import Choice
from everyseat.conversation.queries.translations import NONE, Translations
from everyseat.giving.states import changing

Answer = tuple[int | None, int]
"""The primary key of an answer's row, None before it is written, and its value."""
VALUES = {"agree": Vote.AGREE, "pass": Vote.PASS, "disagree": Vote.DISAGREE}


@dataclass(frozen=True)
class Sent:
    """An answer: a conversation's code, the hash of a card, a statement's number, and a word."""

    code: str
    card: str
    number: str
    said: str


@dataclass(frozen=True)
class Kept:
    """What has become of an answer, what comes next, and how many statements are left.

    `status` is that of HTTP: 200 kept, 400 no answer, 404 no such card, 409 closed, and 410 where
    the statement is no longer asked. `next` is the primary key of what comes next, `statement`; its
    translations are among `translations`.
    """

    status: int
    next: int | None = None
    statement: Statement | None = None
    translations: Translations = NONE
    left: int = 0


@transaction.atomic
def keep(sent: Sequence[Sent]) -> list[Kept]:
    """Keep answers in the order in which they came; return what has become of each."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(sent):
        places[one.code].append(place)
    found: dict[int, Kept] = {}
    for code, own in sorted(places.items()):
        conversation = Conversation.objects.filter(code=code).first()
        if conversation is None or conversation.is_draft:
            found |= dict.fromkeys(own, Kept(404))
            continue
        with changing(conversation):
            table = _Table.of(conversation, [sent[place] for place in own])
            kept = [table.keep(sent[place]) for place in own]
            table.write()
        found |= dict(zip(own, _with_statements(conversation, kept), strict=True))
    return [found[place] for place in range(len(sent))]


@dataclass
class _Table:
    """A conversation's row, locked, with all that its answers need."""

    conversation: Conversation
    people: dict[str, Participant]
    answers: dict[int, dict[int, Answer]]
    choice: Choice
    noted: dict[tuple[int, int], Vote] = field(default_factory=dict)

    @classmethod
    def of(cls, conversation: Conversation, sent: Iterable[Sent]) -> "_Table":
        found = conversation.participants.filter(card__in={one.card for one in sent})
        people = {participant.card: participant for participant in found}
        answers: dict[int, dict[int, Answer]] = {p.pk: {} for p in people.values()}
        cast = Vote.objects.filter(participant__in=people.values())
        for pk, who, what, value in cast.values_list("pk", "participant", "statement", "value"):
            answers[who][what] = pk, value
        choice = Choice.of(conversation)
        return cls(conversation, people, answers, choice)

    def keep(self, one: Sent) -> Kept:
        """Return what has become of an answer; it is written with all others."""
        who = self.people.get(one.card)
        if who is None:
            return Kept(404)
        if one.said not in VALUES:
            return Kept(400)
        if not self.conversation.is_open:
            return Kept(409)
        statement = self.choice.keys.get(numbers.read(one.number))
        if statement is None:
            return Kept(410)
        self._note(who, statement, VALUES[one.said])
        return self._next(who)

    def _note(self, who: Participant, statement: int, value: int) -> None:
        pk, before = self.answers[who.pk].get(statement, (None, None))
        if before == value:
            return
        self.conversation.last_sequence += 1
        self.answers[who.pk][statement] = pk, value
        self.noted[who.pk, statement] = Vote(
            pk=pk,
            conversation=self.conversation,
            participant=who,
            statement_id=statement,
            value=value,
            sequence=self.conversation.last_sequence,
        )

    def _next(self, who: Participant) -> Kept:
        unseen = self.choice.unseen(self.answers[who.pk])
        return Kept(200, self.choice.next(who.pk, unseen), left=unseen.left)

    def write(self) -> None:
        """Write everything that was noted."""
        new = [vote for vote in self.noted.values() if vote.pk is None]
        changed = [vote for vote in self.noted.values() if vote.pk is not None]
        counts = Counter(vote.statement_id for vote in new)
        Vote.objects.bulk_create(new)
        Vote.objects.bulk_update(changed, ["value", "sequence"])
        by_number: dict[int, list[int]] = defaultdict(list)
        for statement, n in counts.items():
            by_number[n].append(statement)
        for n, statements in by_number.items():
            Statement.objects.filter(pk__in=statements).update(answers=F("answers") + n)


def _with_statements(conversation: Conversation, kept: Sequence[Kept]) -> list[Kept]:
    """Return the same, each with the statement that comes next: only these are read whole."""
    statements = Statement.objects.in_bulk({one.next for one in kept if one.next})
    said = translations.among(conversation, (one.number for one in statements.values()))
    return [
        replace(one, statement=statements.get(one.next or 0), translations=said) for one in kept
    ]
