"""From the sheets of a cycle to its reports. The one place where answers leave their table."""

import secrets

import numpy as np

from everyseat.threesixty.models import Cycle, Review, Sheet
from everyseat.threesixty.report.build import Limits, build
from everyseat.threesixty.report.material import MANAGER, SELF, Asked, Sheets
from everyseat.threesixty.report.norms import Norms


def compile_reports(cycle: Cycle) -> None:
    """Make and keep the report of every review of a cycle."""
    norms_by_asked: dict[Asked, Norms] = {}
    for review in cycle.reviews.select_related("recipient", "previous__cycle", "cycle__framework"):
        asked = review.asked
        if asked not in norms_by_asked:
            norms_by_asked[asked] = _norms(asked, cycle)
        review.report = _report(review, asked, norms_by_asked[asked])
        review.save(update_fields=["report"])


def _report(review: Review, asked: Asked, norms: Norms) -> dict:
    cycle = review.cycle
    person = str(review.recipient_id)
    previous = review.previous.report if review.previous else None
    report = build(
        person,
        asked,
        norms.sheets.get(person) or _as_arrays(asked, []),
        norms,
        Limits(cycle.rating_threshold, cycle.word_threshold),
        previous,
    )
    return report | {"recipient": review.recipient.name, "title": cycle.name}


def _norms(asked: Asked, cycle: Cycle) -> Norms:
    """Return the norms from each person's latest sheets with this family of framework.

    This cycle's come first; earlier cycles make the norms firmer, at the highest threshold of all.
    A follow-up asks one recipient: all others' sheets then come from the cycles that asked
    everybody.
    """
    reviews = Review.objects.filter(cycle__framework__family=cycle.framework.family)
    reviews = reviews.filter(cycle__state=Cycle.State.CLOSED)
    reviews = reviews.filter(follow_up_of=None) | reviews.filter(cycle=cycle)
    earlier_first = sorted(
        reviews.select_related("cycle__framework").prefetch_related("sheets"),
        key=lambda review: (review.cycle_id == cycle.pk, review.cycle.collect_by),
    )
    latest = {}
    for review in earlier_first:
        found = list(review.sheets.all())
        if found or review.cycle_id == cycle.pk:
            latest[str(review.recipient_id)] = _as_arrays(asked, found, review)
    k = max(review.cycle.rating_threshold for review in earlier_first)
    return Norms(asked, latest, k)


def _as_arrays(asked: Asked, found: list[Sheet], review: Review | None = None) -> Sheets:
    """Return sheets as arrays, their columns in the order asked, their words shuffled."""
    keys = [behaviour.key for behaviour in asked.behaviours]
    table = np.full((len(found), len(keys)), -1, dtype=np.int8)
    theirs = [behaviour.key for behaviour in review.asked.behaviours] if review else []
    for row, sheet in enumerate(found):
        rating = dict(zip(theirs, sheet.ratings, strict=True))
        table[row] = [rating.get(key, -1) for key in keys]
    relationship = np.array([sheet.relationship for sheet in found], dtype=str)
    others = [sheet for sheet in found if sheet.relationship != SELF]
    as_written = [s for s in others if s.words_to == Sheet.Words.AS_WRITTEN]
    for_coach = [s for s in others if s.words_to == Sheet.Words.COACH]
    asked_of = set(review.invitations.values_list("group", flat=True)) if review else set()
    groups = tuple(sorted(asked_of - {"", MANAGER}))
    return Sheets(relationship, table, _shuffled(as_written), _shuffled(for_coach), groups)


def _shuffled(sheets: list[Sheet]) -> dict[str, list[str]]:
    """Return the words to each question, each question in an order of its own."""
    words: dict[str, list[str]] = {}
    for sheet in sheets:
        for key, text in sheet.words.items():
            if text.strip():
                words.setdefault(key, []).append(text.strip())
    for texts in words.values():
        secrets.SystemRandom().shuffle(texts)
    return words
