"""What was answered to a question: counted from its rows, from what is left, or over rooms."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count

from everyseat.organisations import moderating
from everyseat.room import kinds, merging, parts, threshold
from everyseat.room.merging import Group
from everyseat.room.models import Left, Question


@dataclass
class Tally:
    """How many answered, how often each place or spelling was given, how many were removed.

    Of a set that is open all `is_kept` from everybody: who watches it change sees answers that
    came one after the other, and so from one phone.
    """

    n: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    removed: int = 0
    is_kept: bool = False

    @property
    def is_enough(self) -> bool:
        return self.n >= threshold.K and not self.is_kept

    def add(self, result: Left) -> None:
        """Add what is left of a room that has ended."""
        self.n += result["n"]
        self.counts.update(result["counts"])
        self.removed += result.get("removed", 0)


def tally(question: Question) -> Tally:
    """Return what was answered; of a brief's question the sum over rooms."""
    found = Tally(is_kept=question.is_in_open_set)
    if question.result is not None:
        found.add(question.result)
    elif question.room.is_brief:
        for result in _counted(question):
            found.add(result)
    elif question.is_raised:
        found.n = _devices(question)
    elif question.is_in_parts:
        answers = list(question.answers.values_list("parts").annotate(n=Count("pk")))
        found.counts = parts.counted(question.kind, answers)
        found.n = sum(n for _parts, n in answers)
    else:
        by = "word" if question.kind == kinds.WORD else "place"
        rows = question.answers.values_list(by).annotate(n=Count("pk"))
        found.counts = Counter({str(given): n for given, n in rows})
        found.n = found.counts.total()
    return found


def _counted(question: Question) -> list[Left]:
    rooms = Question.objects.filter(
        room__copied_from=question.room_id, number=question.number, is_counted=True
    )
    return [question.left for question in rooms.only("result")]


def _devices(question: Question) -> int:
    raised = question.raised.values_list("device")
    voted = question.raised.values_list("votes__device").filter(votes__isnull=False)
    return raised.union(voted).count()


def chosen(question: Question, found: Tally) -> list[int]:
    """Return how many chose each option."""
    return [found.counts[str(place)] for place in range(len(question.options))]


def figures(question: Question, found: Tally) -> list[int] | list[float]:
    """Return the number by which each option is shown."""
    return parts.figures(question.kind, len(question.options), found.counts)


def voices(question: Question, found: Tally) -> list[int]:
    """Return how many people chose each option, gave it points, or put it first."""
    return parts.voices(question.kind, len(question.options), found.counts)


def words(question: Question, found: Tally) -> list[Group]:
    """Return all words, as they are put together."""
    return merging.merged(found.counts.items(), question.apart, question.merged)


def seen(question: Question, found: Tally) -> list[Group]:
    """Return the words that a hall may read."""
    return sorted_out(question, found)["seen"]


def sorted_out(question: Question, found: Tally) -> dict[str, list[Group]]:
    """Return the words that a hall may read ("seen"), and those that are kept from it.

    Those are "waiting" for the facilitator, "hidden" by them, or "removed" from a brief's sum.
    """
    sorts: dict[str, list[Group]] = {"waiting": [], "seen": [], "hidden": [], "removed": []}
    for group in words(question, found):
        sorts[_sort(question, group)].append(group)
    return sorts


def _sort(question: Question, group: Group) -> str:
    keys = group.keys
    decided = {"removed": question.removed, "hidden": question.hidden, "seen": question.allowed}
    for sort, listed in decided.items():
        if not keys.isdisjoint(listed):
            return sort
    return "waiting" if question.holds or moderating.waits(group.shown) else "seen"
