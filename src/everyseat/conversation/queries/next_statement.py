"""Which statement a participant is asked next."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from everyseat.conversation.models import Conversation, Edition, Participant, Statement
from everyseat.science.opinion import Counts, routing
from everyseat.science.tallies import Floats

Known = Mapping[str, Sequence[object]]


def of(participant: Participant) -> Statement | None:
    """Return the next statement, drawn by chance; the same again until another answer is given.

    None once a participant has answered every published statement.
    """
    answered = set(participant.votes.values_list("statement_id", flat=True))
    return Choice.of(participant.conversation).next(participant, answered)


@dataclass(frozen=True)
class Choice:
    """The published statements of a conversation, and how likely each is to be asked next.

    `science.opinion.routing` says so, from the newest edition and from how many have answered
    since. `first` are the chances while seeds wait for answers, `later` those without seeds: for
    whoever has answered the seeds that wait.
    """

    statements: list[Statement]
    first: Floats
    later: Floats

    @classmethod
    def of(cls, conversation: Conversation) -> "Choice":
        """Return it as it is now."""
        published = conversation.statements.filter(state=Statement.State.PUBLISHED)
        statements = list(published.order_by("number"))
        counts, extremity = _as_arrays(statements, _known(conversation))
        seeds = np.array([s.is_seed for s in statements], dtype=bool)
        live = np.ones(len(statements), dtype=bool)
        first, later = (routing.chances(counts, extremity, which, live) for which in (seeds, ~live))
        return cls(statements, first, later)

    def next(self, participant: Participant, answered: Collection[int]) -> Statement | None:
        """Return what a participant who has answered some is asked next."""
        unseen = np.array([s.pk not in answered for s in self.statements], dtype=bool)
        rng = np.random.default_rng([participant.pk, len(answered)])
        for chance in (self.first, self.later):
            place = routing.drawn(chance, unseen, rng)
            if place is not None:
                return self.statements[place]
        return None


def _known(conversation: Conversation) -> Known:
    """Return what the newest edition knows of statements, by number; nothing before the first."""
    found = Edition.objects.filter(conversation=conversation).values_list("routing", flat=True)
    return found.first() or {}


def _as_arrays(statements: Sequence[Statement], known: Known) -> tuple[Counts, Floats]:
    """Return counts of each group as they are now, and how far out each statement stands."""
    groups = max((len(row) - 1 for row in known.values()), default=1) or 1
    rows = [known.get(str(s.number), ()) for s in statements]
    numbers = np.array([row[1:] or [[0, 0, 0]] * groups for row in rows], dtype=np.int64)
    agree, disagree, seen = (numbers.reshape(-1, groups, 3)[:, :, n].T for n in range(3))
    answers = np.array([s.answers for s in statements], dtype=np.int64)
    extremity = np.array([row[0] if row else 0.0 for row in rows], dtype=float)
    return _as_of_now(Counts(agree, disagree, seen), answers), extremity


def _as_of_now(groups: Counts, answers: np.ndarray) -> Counts:
    """Return counts with the answers that came since: half of them agree, as nobody knows yet."""
    late = np.maximum(answers - groups.seen.sum(axis=0), 0)
    seen, agree, disagree = groups.seen.copy(), groups.agree.copy(), groups.disagree.copy()
    seen[0] += late
    agree[0] += late // 2
    disagree[0] += late - late // 2
    return Counts(agree, disagree, seen)
