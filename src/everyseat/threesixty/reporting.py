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
from everyseat.threesixty.queries.questionnaires import comparable_versions
from everyseat.threesixty.report.build import Limits, build
from everyseat.threesixty.report.material import MANAGER, SELF, QuestionSet, Sheets
from everyseat.threesixty.report.norms import Norms
from everyseat.threesixty.report.shape import Report as Content


class Maker:
    """Makes the reports of a round, one at a time, without writing anything.

    The norms are computed once, when the first report asks for them, and hold ratings as small
    arrays: about a kilobyte for each review. Words are read for one review at a time.
    """

    def __init__(self, feedback_round: Round):
        self.round = feedback_round
        self._norms: dict[QuestionSet, Norms] = {}

    def __call__(self, review: Review) -> Report:
        """Return the report of a review, not saved. It is the same whenever it is made."""
        question_set = review.question_set
        if question_set not in self._norms:
            self._norms[question_set] = norms(question_set, self.round)
        content = self._content(review, question_set, self._norms[question_set])
        return Report(
            review=review, content=content, asked=past.raters_by_group(review.invitations.all())
        )

    def _content(self, review: Review, question_set: QuestionSet, norms: Norms) -> Content:
        content = build(
            str(review.recipient_id),
            question_set,
            _sheets(review, question_set),
            norms,
            Limits(self.round.rating_threshold, self.round.word_threshold),
            review.previous.report if review.previous else None,
        )
        made: Content = {**content, "recipient": review.recipient.name, "title": self.round.name}
        if not review.invitations.exclude(group="").exists():
            made["nobody_asked"] = True
        return made


def norms(question_set: QuestionSet, feedback_round: Round) -> Norms:
    """Return the norms from each person's latest sheets with this family of questionnaire.

    Only versions on the same scale count. This round's come first; earlier rounds make the norms
    firmer, at the highest threshold of all.
    A follow-up asks one recipient: all others' sheets then come from the rounds that asked
    everybody.
    """
    reviews = Review.objects.filter(
        round__questionnaire__family=feedback_round.questionnaire.family
    )
    reviews = reviews.filter(round__state=Round.State.CLOSED, follow_up_of=None)
    reviews = reviews.exclude(round=feedback_round) | Review.objects.filter(round=feedback_round)
    versions = comparable_versions(feedback_round.questionnaire)
    reviews = reviews.filter(round__questionnaire__in=versions)
    reviews = reviews.exclude(state=Review.State.STOPPED)
    rows = reviews.select_related("round").order_by("round__collect_by", "round_id", "pk")
    earlier_first = sorted(rows, key=lambda review: review.round_id == feedback_round.pk)
    tables = _tables(earlier_first, question_set)
    latest = {}
    for review in earlier_first:
        sheets = tables.get(review.pk)
        if sheets or review.round_id == feedback_round.pk:
            latest[str(review.recipient_id)] = sheets or Sheets(
                *_as_arrays([], question_set, question_set)
            )
    k = max(review.round.rating_threshold for review in earlier_first)
    return Norms(question_set, latest, k)


def _tables(reviews: list[Review], question_set: QuestionSet) -> dict[UUID, Sheets]:
    """Return the ratings of reviews that have any, as arrays; read review by review, no words."""
    asked = _asked_by_review(reviews)
    groups = _groups_invited(Invitation.objects.filter(review__round__in=_rounds(reviews)))
    sheets = Sheet.objects.filter(review__round__in=_rounds(reviews)).order_by("review_id", "pk")
    rows = sheets.values_list("review_id", "relationship", "ratings")
    left_out = {review.pk: review.left_out for review in reviews}
    return {
        pk: Sheets(
            *_as_arrays([row[1:] for row in own], asked[pk], question_set),
            invited=groups.get(pk, ()),
            left_out=left_out[pk],
        )
        for pk, own in groupby(rows.iterator(), key=lambda row: row[0])
        if pk in asked
    }


def _asked_by_review(reviews: list[Review]) -> dict[UUID, QuestionSet]:
    """Return the questions of each review, whose statements are in the order of its sheets."""
    of_part: dict[tuple[int, tuple[str, ...]], QuestionSet] = {}
    asked = {}
    for review in reviews:
        part = (review.round.questionnaire_id, tuple(review.only or ()))
        if part not in of_part:
            of_part[part] = review.question_set
        asked[review.pk] = of_part[part]
    return asked


def _rounds(reviews: Iterable[Review]) -> set[int]:
    return {review.round_id for review in reviews}


def _groups_invited(invitations: QuerySet[Invitation]) -> dict[UUID, tuple[str, ...]]:
    """Return the groups that were invited for each review, without the manager."""
    groups_by_review: dict[UUID, set[str]] = {}
    rows = invitations.exclude(group__in=["", MANAGER]).order_by()
    for pk, group in rows.values_list("review_id", "group").distinct().iterator():
        groups_by_review.setdefault(pk, set()).add(group)
    return {pk: tuple(sorted(groups)) for pk, groups in groups_by_review.items()}


def _sheets(review: Review, question_set: QuestionSet) -> Sheets:
    """Return the sheets of one review with their words, each question's in an order of its own."""
    sheets = list(review.sheets.order_by("pk"))
    ratings = [(sheet.relationship, sheet.ratings) for sheet in sheets]
    arrays = _as_arrays(ratings, question_set, question_set)
    stays = successive.kept(arrays[0], review.left_out)
    counted = [sheet for sheet, stay in zip(sheets, stays, strict=True) if stay]
    by_others = [sheet for sheet in counted if sheet.relationship != SELF]
    as_written = [s for s in by_others if s.words_to == Sheet.Words.AS_WRITTEN]
    for_coach = [s for s in by_others if s.words_to == Sheet.Words.COACH]
    groups = _groups_invited(review.invitations.all()).get(review.pk, ())
    words = _shuffled(as_written), _shuffled(for_coach)
    return Sheets(*arrays, *words, groups, left_out=review.left_out)


def _as_arrays(
    sheets: list[tuple[str, list[int]]], asked: QuestionSet, question_set: QuestionSet
) -> tuple[np.ndarray, np.ndarray]:
    """Return the groups and the ratings of sheets, their columns in the order of `question_set`.

    `asked` are the questions that these sheets answer. Answers to its statements that are worded
    negatively are turned round here, and nowhere else: a sheet keeps what was answered.
    """
    place = {behaviour.key: i for i, behaviour in enumerate(asked.behaviours)}
    columns = [place.get(behaviour.key, len(place)) for behaviour in question_set.behaviours]
    table = np.full((len(sheets), len(place) + 1), -1, dtype=np.int8)
    for row, (_relationship, ratings) in enumerate(sheets):
        table[row, : len(ratings)] = ratings
    turned = [i for i, behaviour in enumerate(asked.behaviours) if behaviour.is_reversed]
    table[:, turned] = np.where(table[:, turned] < 0, -1, asked.points - 1 - table[:, turned])
    return np.array([relationship for relationship, _ in sheets], dtype=str), table[:, columns]


def _shuffled(sheets: Iterable[Sheet]) -> dict[str, list[str]]:
    """Return the words to each question, each question in an order of its own."""
    words: dict[str, list[str]] = {}
    for key, text in _words_in(sheets):
        words.setdefault(key, []).append(text)
    for texts in words.values():
        secrets.SystemRandom().shuffle(texts)
    return words


def _words_in(sheets: Iterable[Sheet]) -> Iterator[tuple[str, str]]:
    for sheet in sheets:
        for key, text in sheet.words.items():
            if text.strip():
                yield key, text.strip()
