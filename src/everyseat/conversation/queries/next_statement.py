"""Which statement a participant is asked next."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from time import monotonic
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from everyseat.conversation.models import Conversation, Edition, Participant, Statement
from everyseat.science.opinion import Counts, routing
from everyseat.science.opinion.projection import Flags
from everyseat.science.tallies import Floats

Known = Mapping[str, Sequence[object]]
Keys = NDArray[np.int64]
KEPT_FOR = 0.5
"""Seconds for which the chances of statements are used again."""


def of(participant: Participant) -> Statement | None:
    """Return the next statement, drawn by chance; the same again until another answer is given.

    None once a participant has answered every published statement.
    """
    answered = participant.votes.values_list("statement_id", flat=True)
    choice = Choice.of(participant.conversation)
    key = choice.next(participant.pk, choice.unseen(answered))
    return Statement.objects.get(pk=key) if key else None


@dataclass(frozen=True)
class Unseen:
    """How much somebody has answered, and which published statements they have not."""

    answered: int
    which: Flags

    @property
    def left(self) -> int:
        return int(self.which.sum())


@dataclass(frozen=True)
class Choice:
    """The published statements of a conversation, and how likely each is to be asked next.

    `science.opinion.routing` says so, from the newest edition and from how many have answered
    since. `first` are the chances while seeds wait for answers, `later` those without seeds: for
    whoever has answered the seeds that wait. A thousand statements are read for each answer, so
    they are rows of numbers here, without their texts.
    """

    keys: dict[int, int]
    """The primary key of each statement, by its number."""
    first: Floats
    later: Floats

    @classmethod
    def of(cls, conversation: Conversation) -> "Choice":
        """Return it: the statements that are asked now, by chances of half a second ago at most.

        A thousand statements are read for it. Many answers come in half a second, and hardly change
        a chance.
        """
        now, kept = monotonic(), _kept.get(conversation.pk)
        if kept and kept.of == conversation.statements_changed and now < kept.until:
            return kept.choice
        choice = cls._read(conversation)
        for pk in [pk for pk, old in list(_kept.items()) if old.until <= now]:
            _kept.pop(pk, None)
        _kept[conversation.pk] = _Kept(conversation.statements_changed, now + KEPT_FOR, choice)
        return choice

    @classmethod
    def _read(cls, conversation: Conversation) -> "Choice":
        published = conversation.statements.filter(state=Statement.State.PUBLISHED)
        found = published.order_by("number").values_list("number", "pk", "answers", "is_seed")
        rows = list(found)
        answers = np.array([n for _, _, n, _ in rows], dtype=np.int64)
        counts, extremity = _as_arrays([row[0] for row in rows], answers, _known(conversation))
        seeds = np.array([is_seed for *_, is_seed in rows], dtype=bool)
        live = np.ones(len(rows), dtype=bool)
        first, later = (routing.chances(counts, extremity, which, live) for which in (seeds, ~live))
        return cls({number: pk for number, pk, _, _ in rows}, first, later)

    @cached_property
    def _in_order(self) -> Keys:
        return np.array(list(self.keys.values()), dtype=np.int64)

    def unseen(self, answered: Collection[int]) -> Unseen:
        """Return of what somebody has answered, by primary key, how much it leaves to answer."""
        keys = np.fromiter(answered, dtype=np.int64, count=len(answered))
        return Unseen(len(keys), ~np.isin(self._in_order, keys))

    def next(self, participant: int, unseen: Unseen) -> int | None:
        """Return the primary key of what a participant, by theirs, is asked next."""
        rng = np.random.default_rng([participant, unseen.answered])
        for chance in (self.first, self.later):
            place = routing.drawn(chance, unseen.which, rng)
            if place is not None:
                return int(self._in_order[place])
        return None


@dataclass(frozen=True)
class _Kept:
    """A choice, of which statements it is, and until when it is used."""

    of: int
    until: float
    choice: Choice


_kept: dict[UUID, _Kept] = {}


def _known(conversation: Conversation) -> Known:
    """Return what the newest edition knows of statements, by number; nothing before the first."""
    found = Edition.objects.filter(conversation=conversation).values_list("routing", flat=True)
    return found.first() or {}


def _as_arrays(numbers: Sequence[int], answers: Keys, known: Known) -> tuple[Counts, Floats]:
    """Return counts of each group as they are now, and how far out each statement stands."""
    groups = max((len(row) - 1 for row in known.values()), default=1) or 1
    cast, extremity = np.zeros((len(numbers), groups, 3), dtype=np.int64), np.zeros(len(numbers))
    rows = [known.get(str(number)) for number in numbers]
    if places := [place for place, row in enumerate(rows) if row]:
        cast[places] = np.array([row[1:] for row in rows if row], dtype=np.int64)
        extremity[places] = np.array([row[0] for row in rows if row], dtype=float)
    agree, disagree, seen = (cast[:, :, n].T for n in range(3))
    return _as_of_now(Counts(agree, disagree, seen), answers), extremity


def _as_of_now(groups: Counts, answers: Keys) -> Counts:
    """Return counts with the answers that came since: half of them agree, as nobody knows yet."""
    late = np.maximum(answers - groups.seen.sum(axis=0), 0)
    seen, agree, disagree = groups.seen.copy(), groups.agree.copy(), groups.disagree.copy()
    seen[0] += late
    agree[0] += late // 2
    disagree[0] += late - late // 2
    return Counts(agree, disagree, seen)
