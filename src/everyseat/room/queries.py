"""What a room looks like now: the same for every phone and screen."""

from django.db.models import Count, QuerySet

from everyseat.organisations.models import Person
from everyseat.room import kinds, merging
from everyseat.room.models import Question, Room
from everyseat.safety import thresholds

MOST_SEEN = 30
"""Questions from the floor that a screen shows."""


def mine(person: Person) -> QuerySet[Room]:
    """Return the rooms that a person facilitates."""
    return Room.objects.filter(facilitator=person)


def by_code(code: str) -> Room | None:
    found = Room.objects.select_related("current", "facilitator")
    return found.filter(code=code.lower()).first()


def frame(code: str) -> dict | None:
    """Return the state of a room: its question, and the tally if it may be seen. None if no room.

    A tally is shown from k answers on: before, it would say what each of a few has answered.
    """
    room = by_code(code)
    if room is None:
        return None
    question = room.current
    return {"title": room.title, "question": _asked(question) if question else None}


def _asked(question: Question) -> dict:
    if question.kind == kinds.FLOOR:
        return _about(question) | {
            "n": None,
            "tally": floor(question) if question.is_shown else None,
        }
    n = question.answers.count()
    shown = question.is_shown and n >= thresholds.RATINGS
    return _about(question) | {
        "n": n if shown else None,
        "tally": tally(question) if shown else None,
    }


def _about(question: Question) -> dict:
    return {
        "id": question.pk,
        "number": question.number,
        "kind": question.kind,
        "text": question.text,
        "options": question.options,
        "open": question.is_open,
        "shown": question.is_shown,
    }


def floor(question: Question) -> list:
    """Return the questions from the floor that may be seen: identifier, text, votes; most first."""
    seen = question.raised.filter(is_seen=True).annotate(n=Count("votes"))
    return [[str(r.pk), r.text, r.n] for r in seen.order_by("-n", "text")[:MOST_SEEN]]


def tally(question: Question) -> list:
    """Return how many chose each option; of words the words, without those that were hidden."""
    if question.kind == kinds.WORD:
        words = question.answers.values_list("word").annotate(n=Count("pk"))
        found = merging.merged(words)
        seen = [
            pair for pair in found if (merging.folded(pair[0]) or pair[0]) not in question.hidden
        ]
        return [[word, n] for word, n in seen[: merging.MOST]]
    counts = dict(question.answers.values_list("place").annotate(n=Count("pk")))
    return [counts.get(place, 0) for place in range(len(question.options))]


def words_to_hide(question: Question) -> list:
    """Return the words that a facilitator may take away: no sooner than all may see them."""
    if question.kind != kinds.WORD or question.answers.count() < thresholds.RATINGS:
        return []
    return tally(question)


def given(question: Question, device: str) -> str:
    """Return what a device answered, as its own page shows it."""
    answer = question.answers.filter(device=device).first()
    if not answer:
        return ""
    return answer.word if answer.place is None else str(question.options[answer.place])


def rows(question: Question) -> list[tuple[str, str, int]]:
    """Return what was answered to a question, as a table; nothing of fewer than k answers."""
    if question.kind == kinds.FLOOR:
        return [(question.text, text, n) for _pk, text, n in floor(question)]
    if question.answers.count() < thresholds.RATINGS:
        return []
    if question.kind == kinds.WORD:
        return [(question.text, word, n) for word, n in tally(question)]
    pairs = zip(question.options, tally(question), strict=True)
    return [(question.text, str(option), n) for option, n in pairs]
