"""From sheets to a report: plain data that a page, a PDF and a database row can all hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from everyseat.safety import thresholds
from everyseat.safety.disclosure import Block, Released
from everyseat.science import gaps
from everyseat.science.posterior import Posterior
from everyseat.threesixty.report import comparing
from everyseat.threesixty.report.comparing import Sides
from everyseat.threesixty.report.figures import BlockRatings, Cell, Figures
from everyseat.threesixty.report.material import Behaviour, QuestionSet, Sheets, topics
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
    asked: str = ""
    asked_self: str = ""


def _subject(behaviour: Behaviour, column: int) -> Subject:
    texts = (behaviour.text, behaviour.self_text, [column], behaviour.asked, behaviour.asked_self)
    return Subject(behaviour.key, *texts)


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
    earlier = _comparable(previous, question_set)
    rows = {topic["key"]: topic["others"] for topic in earlier if topic["others"]}
    own = {topic["key"]: topic["self"] for topic in earlier if topic["self"] is not None}
    maker = _Maker(recipient, question_set, sheets.own, released, norms, rows, own)
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
        "compared_with": previous["title"]
        if previous and earlier and "title" in previous
        else None,
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
    own_before: dict[str, float]

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
            topics.append([whole, *(_subject(b, c) for b, c in behaviours)])
        return topics

    def _contents(self, topics: list[Subject]) -> Iterator[Topic]:
        """Yield the content of each topic."""
        sides = [self._sides(topic) for topic in topics]
        wholes = self._everyone(
            [side.others for side in sides],
            [None if side.part else side.own for side in sides],
        )
        parts = self._everyone([side.part for side in sides], [side.own for side in sides])
        groups = self._groups(topics)
        rows = {topic.key: row for topic, (row, _) in zip(topics, wholes, strict=True)}
        for i, topic in enumerate(topics):
            (others, of_whole), (compared, of_part) = wholes[i], parts[i]
            content: Topic = {
                "key": topic.key,
                "text": topic.text,
                "self_text": topic.self_text,
                "self": sides[i].own,
                "others": others,
                "compared": compared,
                "groups": groups[i],
                "named": self._named(topic),
                "verdict": of_whole or of_part,
                "change": self._change(topic, rows),
                "self_before": self._self_before(topic),
            }
            if topic.asked:
                content |= {"asked": topic.asked, "asked_self": topic.asked_self}
            yield content

    def _sides(self, topic: Subject) -> Sides:
        others = self.released.columns(topic.columns)
        return comparing.sides(topic.columns, others, self.by_self)

    def _everyone(
        self, columns: list[list[int]], own: list[float | None]
    ) -> list[tuple[Row | None, str | None]]:
        """Return all others' figures over each list of columns, and the verdict beside self.

        None for both where there are no columns, and no verdict where self is None.
        """
        shown = [i for i, each in enumerate(columns) if each]
        if not shown:
            return [(None, None)] * len(columns)
        rows, posteriors = self.figures.rows([self._of_everyone(columns[i]) for i in shown])
        verdicts = self._verdicts([own[i] for i in shown], posteriors)
        found = dict(zip(shown, zip(rows, verdicts, strict=True), strict=True))
        return [found.get(i, (None, None)) for i in range(len(columns))]

    def _of_everyone(self, columns: list[int]) -> Cell:
        return self._cell(self.released.everyone, columns, by_block=False)

    def _cell(self, block: Block, columns: list[int], by_block: bool) -> Cell:
        """Return a cell whose norm is over its own behaviours: like leans on like."""
        norm = self.norms.of(columns, self.recipient, by_block)
        return Cell(block, columns, norm, self.norms.usual(columns, self.recipient, by_block))

    def _verdicts(
        self, own: list[float | None], posteriors: list[Posterior]
    ) -> Iterator[str | None]:
        """Yield the verdict that holds for all posteriors; that it is not sure where none does."""
        judged = [gaps.verdicts(np.array(own, dtype=float), each) for each in posteriors]
        for verdicts in zip(*judged, strict=True):
            verdict = verdicts[0] if len(set(verdicts)) == 1 else gaps.Verdict.TOO_FEW
            yield verdict and str(verdict)

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
        cells = []
        for block in self.released.blocks_of(topic.columns):
            columns = self.released.columns(topic.columns, block)
            if comparing.is_fair(columns, topic.columns):
                cells.append(self._cell(block, columns, by_block=True))
        return cells

    def _named(self, topic: Subject) -> list[Named]:
        """Return the ratings of raters who are shown alone (the manager), as they were told."""
        shown: list[Named] = []
        for name in self.released.named:
            rating = self.figures.of(name).mean(topic.columns)
            seen = self.released.of(name)[:, topic.columns] >= 0
            n = int(seen.any(axis=1).sum())
            if rating is not None:
                several: Named = {"relationship": name, "rating": rating, "n": n}
                shown.append(several if n > 1 else {"relationship": name, "rating": rating})
        return shown

    @cached_property
    def figures(self) -> Figures:
        return Figures(self.question_set, self.released)

    @cached_property
    def by_self(self) -> BlockRatings | None:
        return None if self.own is None else BlockRatings(self.question_set, self.own[None])

    def _self_before(self, topic: Subject) -> float | None:
        """Return the earlier self rating, where both are over all of the topic's behaviours."""
        keys = [self.question_set.behaviours[column].key for column in topic.columns]
        before = [self.own_before[key] for key in keys if key in self.own_before]
        now = [c for c in topic.columns if self.by_self and self.by_self.raters([c])]
        whole = len(before) == len(now) == len(keys)
        return sum(before) / len(before) if whole else None

    def _change(self, topic: Subject, now: dict[str, Row | None]) -> Change | None:
        """Return how far a topic moved, over the behaviours that both reports tell of."""
        behaviours = self.question_set.behaviours
        pairs = []
        for key in (behaviours[column].key for column in topic.columns):
            before, after = self.previous.get(key), now[key]
            if comparing.is_told(before) and comparing.is_told(after):
                pairs.append((before, after))
        if not comparing.is_fair(pairs, topic.columns):
            return None
        cell = self._of_everyone(self.released.columns(topic.columns))
        return comparing.changed(pairs, cell, self.question_set)


def _words(
    question_set: QuestionSet, words: dict[str, list[str]], raters: int, k: int
) -> list[Words]:
    """Return the words for each open question, as shuffled; empty where withheld."""
    answers: list[Words] = []
    about = dict(question_set.about)
    for key, text in question_set.questions:
        texts = words.get(key, [])
        enough = thresholds.words_released(len(texts), raters, k)
        answer: Words = {"key": key, "text": text, "words": texts if enough else []}
        if key in about:
            answer["value"] = about[key]
        answers.append(answer)
    return answers


def _findings(values: list[Value]) -> dict[str, list[str]]:
    """Return the keys of the topics with each verdict, values before behaviours."""
    return {
        str(verdict): [topic["key"] for topic in topics(values) if topic["verdict"] == verdict]
        for verdict in gaps.Verdict
    }


def _comparable(report: Report | None, questions: QuestionSet) -> list[Topic]:
    """Return the topics of an earlier report, if it was on the same scale."""
    return topics(report["values"]) if report and questions.is_on(report["scale"]) else []
