"""From the sheets of a round to its reports. The one place where answers leave their table."""

import secrets
from collections.abc import Iterable, Iterator
from itertools import groupby
from uuid import UUID

import numpy as np
from django.db.models import QuerySet

from everyseat.safety import successive
from everyseat.threesixty import past
from everyseat.threesixty.models import Invitation, Report, Review, Round, Sheet
from everyseat.threesixty.report.build import Limits, build
from everyseat.threesixty.report.material import MANAGER, SELF, Asked, Sheets
from everyseat.threesixty.report.norms import Norms
from everyseat.threesixty.report.shape import Report as Content


class Maker:
    """Makes the reports of a round, one at a time, without writing anything.

    The norms are computed once, when the first report asks for them, and hold ratings as small
    arrays: about a kilobyte for each review. Words are read for one review at a time.
    """

    def __init__(self, feedback_round: Round):
        self.round = feedback_round
        self._norms: dict[Asked, Norms] = {}

    def __call__(self, review: Review) -> Report:
        """Return the report of a review, not saved. It is the same whenever it is made."""
        asked = review.asked
        if asked not in self._norms:
            self._norms[asked] = norms(asked, self.round)
        content = self._content(review, asked, self._norms[asked])
        return Report(review=review, content=content, asked=past.asked(review.invitations.all()))

    def _content(self, review: Review, asked: Asked, norms: Norms) -> Content:
        content = build(
            str(review.recipient_id),
            asked,
            _sheets(review, asked),
            norms,
            Limits(self.round.rating_threshold, self.round.word_threshold),
            review.previous.report if review.previous else None,
        )
        return {**content, "recipient": review.recipient.name, "title": self.round.name}


def norms(asked: Asked, feedback_round: Round) -> Norms:
    """Return the norms from each person's latest sheets with this family of questionnaire.

    This round's come first; earlier rounds make the norms firmer, at the highest threshold of all.
    A follow-up asks one recipient: all others' sheets then come from the rounds that asked
    everybody.
    """
    reviews = Review.objects.filter(
        round__questionnaire__family=feedback_round.questionnaire.family
    )
    reviews = reviews.filter(round__state=Round.State.CLOSED, follow_up_of=None)
    reviews = reviews.exclude(round=feedback_round) | Review.objects.filter(round=feedback_round)
    rows = reviews.select_related("round").order_by("round__collect_by", "round_id", "pk")
    earlier_first = sorted(rows, key=lambda review: review.round_id == feedback_round.pk)
    tables = _tables(earlier_first, asked)
    latest = {}
    for review in earlier_first:
        found = tables.get(review.pk)
        if found or review.round_id == feedback_round.pk:
            latest[str(review.recipient_id)] = found or Sheets(*_as_arrays([], [], asked))
    k = max(review.round.rating_threshold for review in earlier_first)
    return Norms(asked, latest, k)


def _tables(reviews: list[Review], asked: Asked) -> dict[UUID, Sheets]:
    """Return the ratings of reviews that have any, as arrays; read review by review, no words."""
    keys = _keys_by_review(reviews)
    groups = _groups_asked(Invitation.objects.filter(review__round__in=_rounds(reviews)))
    sheets = Sheet.objects.filter(review__round__in=_rounds(reviews)).order_by("review_id", "pk")
    rows = sheets.values_list("review_id", "relationship", "ratings")
    left_out = {review.pk: review.left_out for review in reviews}
    return {
        pk: Sheets(
            *_as_arrays([row[1:] for row in own], keys[pk], asked),
            asked=groups.get(pk, ()),
            left_out=left_out[pk],
        )
        for pk, own in groupby(rows.iterator(), key=lambda row: row[0])
        if pk in keys
    }


def _keys_by_review(reviews: list[Review]) -> dict[UUID, list[str]]:
    """Return what each review asked, in the order of its sheets; a questionnaire is read once."""
    known: dict[tuple, list[str]] = {}
    found = {}
    for review in reviews:
        what = (review.round.questionnaire_id, tuple(review.only or ()))
        if what not in known:
            known[what] = [behaviour.key for behaviour in review.asked.behaviours]
        found[review.pk] = known[what]
    return found


def _rounds(reviews: Iterable[Review]) -> set[int]:
    return {review.round_id for review in reviews}


def _groups_asked(invitations: QuerySet[Invitation]) -> dict[UUID, tuple[str, ...]]:
    """Return the groups that were invited for each review, without the manager."""
    found: dict[UUID, set[str]] = {}
    asked = invitations.exclude(group__in=["", MANAGER]).order_by()
    for pk, group in asked.values_list("review_id", "group").distinct().iterator():
        found.setdefault(pk, set()).add(group)
    return {pk: tuple(sorted(groups)) for pk, groups in found.items()}


def _sheets(review: Review, asked: Asked) -> Sheets:
    """Return the sheets of one review with their words, each question's in an order of its own."""
    found = list(review.sheets.order_by("pk"))
    keys = [behaviour.key for behaviour in asked.behaviours]
    arrays = _as_arrays([(sheet.relationship, sheet.ratings) for sheet in found], keys, asked)
    stays = successive.kept(arrays[0], review.left_out)
    shown = [sheet for sheet, stay in zip(found, stays, strict=True) if stay]
    others = [sheet for sheet in shown if sheet.relationship != SELF]
    as_written = [s for s in others if s.words_to == Sheet.Words.AS_WRITTEN]
    for_coach = [s for s in others if s.words_to == Sheet.Words.COACH]
    groups = _groups_asked(review.invitations.all()).get(review.pk, ())
    words = _shuffled(as_written), _shuffled(for_coach)
    return Sheets(*arrays, *words, groups, left_out=review.left_out)


def _as_arrays(
    found: list[tuple[str, list[int]]], theirs: list[str], asked: Asked
) -> tuple[np.ndarray, np.ndarray]:
    """Return the groups and the ratings of sheets, their columns in the order asked."""
    keys = [behaviour.key for behaviour in asked.behaviours]
    place = {key: i for i, key in enumerate(theirs)}
    columns = [place.get(key, len(theirs)) for key in keys]
    given = np.full((len(found), len(theirs) + 1), -1, dtype=np.int8)
    for row, (_relationship, ratings) in enumerate(found):
        given[row, : len(ratings)] = ratings
    return np.array([relationship for relationship, _ in found], dtype=str), given[:, columns]


def _shuffled(sheets: Iterable[Sheet]) -> dict[str, list[str]]:
    """Return the words to each question, each question in an order of its own."""
    words: dict[str, list[str]] = {}
    for key, text in _written(sheets):
        words.setdefault(key, []).append(text)
    for texts in words.values():
        secrets.SystemRandom().shuffle(texts)
    return words


def _written(sheets: Iterable[Sheet]) -> Iterator[tuple[str, str]]:
    for sheet in sheets:
        for key, text in sheet.words.items():
            if text.strip():
                yield key, text.strip()
