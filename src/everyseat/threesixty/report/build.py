"""From sheets to a report: plain data that a page, a PDF and a database row can all hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from everyseat.safety import thresholds
from everyseat.safety.disclosure import Released
from everyseat.science import change, gaps
from everyseat.science.shrinkage import Norm, Posterior
from everyseat.threesixty.report.figures import BlockRatings, Cell, Figures
from everyseat.threesixty.report.material import QuestionSet, Sheets, topics
from everyseat.threesixty.report.norms import Norms
from everyseat.threesixty.report.shape import Change, Named, Report, Row, Topic, Value, Words

VERSION = 1


@dataclass(frozen=True)
class Subject:
    """A value (several columns of the sheets) or a behaviour (one)."""

    key: str
    text: str
    self_text: str
    columns: list[int]


@dataclass(frozen=True)
class Limits:
    """The thresholds, as frozen when the round was launched."""

    ratings: int = thresholds.RATINGS
    words: int = thresholds.WORDS


def build(
    recipient: str,
    question_set: QuestionSet,
    sheets: Sheets,
    norms: Norms,
    limits: Limits | None = None,
    previous: Report | None = None,
) -> Report:
    """Return the report of one recipient; `previous` is an earlier report to compare with."""
    limits = limits or Limits()
    released = norms.released(recipient, sheets, limits.ratings)
    maker = _Maker(recipient, question_set, sheets.own, released, norms, _rows_by_key(previous))
    values = maker.values()
    raters = released.raters or 0
    return {
        "version": VERSION,
        "recipient": recipient,
        "scale": {
            "low": question_set.low,
            "high": question_set.high,
            "labels": list(question_set.labels),
        },
        "limits": {"ratings": limits.ratings, "words": limits.words},
        "raters": released.raters,
        "groups": [list(block) for block in released.blocks],
        "named": list(released.named),
        "released": [[list(block) for block in blocks] for blocks in released.items],
        "waves": list(released.waves),
        "left_out": dict(sheets.left_out),
        "self_given": sheets.own is not None,
        "norm_people": norms.people(recipient),
        "compared_with": previous["title"] if previous and "title" in previous else None,
        "values": values,
        "findings": _findings(values),
        "words": _words(question_set, sheets.words, raters, limits.words),
        "words_for_coach": _words(question_set, sheets.words_for_coach, raters, limits.words),
    }


@dataclass(frozen=True)
class _Maker:
    recipient: str
    question_set: QuestionSet
    own: np.ndarray | None
    released: Released
    norms: Norms
    previous: dict[str, Row]

    def values(self) -> list[Value]:
        """Return the content of each value, with that of its behaviours."""
        by_value = self._topics()
        values: list[Value] = []
        of_topics = iter(self._contents([topic for topics in by_value for topic in topics]))
        for _whole, *behaviours in by_value:
            values.append({**next(of_topics), "behaviours": [next(of_topics) for _ in behaviours]})
        return values

    def _topics(self) -> list[list[Subject]]:
        """Return the topics of each value: the value as a whole, and its behaviours."""
        topics = []
        for value in self.question_set.values:
            columns = self.question_set.columns(value)
            whole = Subject(value.key, value.name, value.name, columns)
            behaviours = zip(value.behaviours, columns, strict=True)
            topics.append(
                [whole, *(Subject(b.key, b.text, b.self_text, [c]) for b, c in behaviours)]
            )
        return topics

    def _contents(self, topics: list[Subject]) -> Iterator[Topic]:
        """Yield the content of each topic."""
        own = [self._own(topic) for topic in topics]
        norms = [self.norms.of(topic.columns, self.recipient, by_block=False) for topic in topics]
        everyone, verdicts = self._everyone(topics, norms, own)
        groups = self._groups(topics)
        for i, topic in enumerate(topics):
            yield {
                "key": topic.key,
                "text": topic.text,
                "self_text": topic.self_text,
                "self": own[i],
                "others": everyone[i],
                "groups": groups[i],
                "named": self._named(topic),
                "verdict": verdicts[i],
                "change": self._change(topic, everyone[i], norms[i]),
            }

    def _everyone(
        self, topics: list[Subject], norms: list[Norm], own: list[float | None]
    ) -> tuple[list[Row | None], list[str | None]]:
        """Return the figures of all others together, and the verdict, for each topic."""
        rows: list[Row | None] = [None] * len(topics)
        verdicts: list[str | None] = [None] * len(topics)
        columns = [self.released.columns(topic.columns) for topic in topics]
        rated_topics = [i for i, released_columns in enumerate(columns) if released_columns]
        if rated_topics:
            cells = [Cell(self.released.everyone, columns[i], norms[i]) for i in rated_topics]
            figures, posteriors = self.figures.rows(cells)
            rated = np.array([own[i] for i in rated_topics], dtype=float)
            judged = self._verdicts(rated, posteriors)
            for i, row, verdict in zip(rated_topics, figures, judged, strict=True):
                rows[i], verdicts[i] = row, verdict and str(verdict)
        return rows, verdicts

    def _verdicts(self, own: np.ndarray, posteriors: list[Posterior]) -> list[gaps.Verdict | None]:
        """Return the verdicts that hold for all posteriors; too few voices where none does."""
        scale = (self.question_set.low, self.question_set.high)
        by_posterior = zip(*(gaps.verdicts(own, each, scale) for each in posteriors), strict=True)
        return [
            verdicts[0] if len(set(verdicts)) == 1 else gaps.Verdict.TOO_FEW
            for verdicts in by_posterior
        ]

    def _groups(self, topics: list[Subject]) -> list[list[Row]]:
        """Return the figures of each block, for each topic."""
        cells = [self._cells(topic) for topic in topics]
        every = [cell for of_topic in cells for cell in of_topic]
        rows = iter(self.figures.rows(every)[0] if every else ())
        return [[next(rows) for _ in of_topic] for of_topic in cells]

    def _cells(self, topic: Subject) -> list[Cell]:
        """Return a topic's blocks to show, each over the behaviours that were released for it.

        A value shows only blocks for which at least half of its behaviours were released: others
        would not be comparable with their neighbours.
        """
        blocks = []
        for block in self.released.blocks_of(topic.columns):
            columns = self.released.columns(topic.columns, block)
            if 2 * len(columns) >= len(topic.columns):
                blocks.append((block, columns))
        if not blocks:
            return []
        norm = self.norms.of(topic.columns, self.recipient, by_block=True)
        return [Cell(block, columns, norm) for block, columns in blocks]

    def _named(self, topic: Subject) -> list[Named]:
        """Return the ratings of raters who are shown alone (the manager), as they were told."""
        ratings = {name: self.figures.of(name).mean(topic.columns) for name in self.released.named}
        return [
            {"relationship": name, "rating": rating}
            for name, rating in ratings.items()
            if rating is not None
        ]

    def _own(self, topic: Subject) -> float | None:
        return self.by_self.mean(topic.columns) if self.by_self else None

    @cached_property
    def figures(self) -> Figures:
        return Figures(self.question_set, self.released)

    @cached_property
    def by_self(self) -> BlockRatings | None:
        return None if self.own is None else BlockRatings(self.question_set, self.own[None])

    def _change(self, topic: Subject, now: Row | None, norm: Norm) -> Change | None:
        before = self.previous.get(topic.key)
        if not before or not now or before["mean"] is None or now["mean"] is None:
            return None
        if before.get("coarse") or now.get("coarse"):
            return None
        residual = float(norm.residual @ norm.probability)
        shift = change.reliable_change(
            (before["n"], before["mean"]), (now["n"], now["mean"]), residual, float(norm.df)
        )
        return {
            "difference": shift.difference,
            "interval": [shift.low, shift.high],
            "reliable": shift.reliable,
        }


def _words(
    question_set: QuestionSet, words: dict[str, list[str]], raters: int, k: int
) -> list[Words]:
    """Return the words for each open question, as shuffled; empty where withheld."""
    answers: list[Words] = []
    for key, text in question_set.questions:
        texts = words.get(key, [])
        enough = thresholds.words_released(len(texts), raters, k)
        answers.append({"key": key, "text": text, "words": texts if enough else []})
    return answers


def _findings(values: list[Value]) -> dict[str, list[str]]:
    """Return the keys of the topics with each verdict, values before behaviours."""
    return {
        str(verdict): [topic["key"] for topic in topics(values) if topic["verdict"] == verdict]
        for verdict in gaps.Verdict
    }


def _rows_by_key(report: Report | None) -> dict[str, Row]:
    if not report:
        return {}
    every_topic = topics(report["values"])
    return {topic["key"]: topic["others"] for topic in every_topic if topic["others"]}
