"""Rounds for those who run them: which they asked to see, and what each of them waits for."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from everyseat.threesixty.models import Review, Round


@dataclass(frozen=True)
class Summary:
    """A round, and how many of its leaders are in which state."""

    round: Round
    states: Counter[str]

    @property
    def leaders(self) -> int:
        return self.states.total()


def asked_for(rounds: QuerySet[Round], *, search: str = "", state: str = "") -> QuerySet[Round]:
    """Return the rounds whose name or organiser holds a text, in a state: no follow-ups."""
    found = rounds.filter(parent=None)
    if search:
        found = found.filter(name__icontains=search) | found.filter(
            organiser__name__icontains=search
        )
    if state:
        found = found.filter(state=state)
    return found.select_related("questionnaire", "organisation", "organiser")


def summaries(rounds: Collection[Round]) -> list[Summary]:
    """Return some rounds, in their order, with how many leaders are where: in one more query."""
    states: dict[int, Counter[str]] = defaultdict(Counter)
    active = Review.objects.filter(round__in=rounds).exclude(state=Review.State.STOPPED)
    for row in active.values("round", "state").annotate(n=Count("pk")).order_by():
        states[row["round"]][row["state"]] = row["n"]
    return [Summary(one, states[one.pk]) for one in rounds]


def of_several_organisations() -> bool:
    """Return whether rounds are of more than one organisation, so that each has to say of which."""
    return Round.objects.order_by().values("organisation").distinct()[:2].count() > 1
