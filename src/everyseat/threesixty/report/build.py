"""From sheets to a report: plain data that a page, a PDF and a database row can all hold."""

from dataclasses import dataclass

import numpy as np

from everyseat.safety import thresholds
from everyseat.safety.thresholds import Partition
from everyseat.science import agreement, change, gaps
from everyseat.science.shrinkage import Norm, Posterior
from everyseat.science.tallies import Floats
from everyseat.threesixty import programme
from everyseat.threesixty.report.material import MANAGER, Asked, Sheets, Value, topics
from everyseat.threesixty.report.norms import Norms

VERSION = 1
Blocks = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Topic:
    """A value (several columns of the sheets) or a behaviour (one)."""

    key: str
    text: str
    self_text: str
    columns: list[int]


@dataclass(frozen=True)
class Limits:
    """The thresholds, as frozen when the cycle was launched."""

    ratings: int = thresholds.RATINGS
    words: int = thresholds.WORDS


def build(
    recipient: str,
    asked: Asked,
    sheets: Sheets,
    norms: Norms,
    limits: Limits | None = None,
    previous: dict | None = None,
) -> dict:
    """Return the report of one recipient; `previous` is an earlier report to compare with."""
    limits = limits or Limits()
    partition = thresholds.partition(sheets.sizes(), limits.ratings, named=(MANAGER,))
    maker = _Maker(recipient, asked, sheets, norms, limits, partition, _rows_by_key(previous))
    values = [maker.value(value) for value in asked.values]
    return {
        "version": VERSION,
        "recipient": recipient,
        "scale": {"low": asked.low, "high": asked.high, "labels": list(asked.labels)},
        "limits": {"ratings": limits.ratings, "words": limits.words},
        "raters": len(sheets.others) if partition.released else None,
        "groups": [list(block) for block in partition.blocks],
        "named": list(partition.named),
        "self_given": sheets.own is not None,
        "norm_people": norms.people(recipient),
        "compared_with": previous["title"] if previous and "title" in previous else None,
        "values": values,
        "findings": _findings(values),
        "words": maker.words(sheets.words),
        "words_for_coach": maker.words(sheets.words_for_coach),
    }


@dataclass(frozen=True)
class _Maker:
    recipient: str
    asked: Asked
    sheets: Sheets
    norms: Norms
    limits: Limits
    partition: Partition
    previous: dict[str, dict]

    def value(self, value: Value) -> dict:
        columns = self.asked.columns(value)
        whole = self.topic(Topic(value.key, value.name, value.name, columns))
        behaviours = [
            self.topic(Topic(b.key, b.text, b.self_text, [column]))
            for b, column in zip(value.behaviours, columns, strict=True)
        ]
        return whole | {"behaviours": behaviours}

    def topic(self, topic: Topic) -> dict:
        """Return everything that may be said of one value or behaviour."""
        overall = self.norms.of(topic.columns, self.recipient, by_relationship=False)
        sizes = self.sheets.sizes(topic.columns)
        blocks = thresholds.blocks_for_item(self.partition, sizes, self.limits.ratings)
        everyone, posterior = self._everyone(blocks, topic, overall)
        own = self._own(topic)
        return {
            "key": topic.key,
            "text": topic.text,
            "self_text": topic.self_text,
            "self": own,
            "others": everyone,
            "groups": self._groups(blocks, topic) if blocks else [],
            "named": self._named(topic),
            "verdict": self._verdict(own, posterior),
            "change": self._change(topic, everyone, overall),
        }

    def _everyone(
        self, blocks: Blocks, topic: Topic, norm: Norm
    ) -> tuple[dict | None, Posterior | None]:
        if not blocks:
            return None, None
        names = [name for block in blocks for name in block] + list(self.partition.named)
        rows, posterior = self._rows([names], topic, norm)
        return rows[0], posterior

    def _groups(self, blocks: Blocks, topic: Topic) -> list[dict]:
        norm = self.norms.of(topic.columns, self.recipient, by_relationship=True)
        return self._rows([list(block) for block in blocks], topic, norm)[0]

    def _named(self, topic: Topic) -> list[dict]:
        """Return what the named relationships gave: their own rating, as they were told."""
        rows = []
        for name in self.partition.named:
            means = self._means(self.sheets.of(name)[:, topic.columns])
            if len(means):
                rows.append({"relationship": name, "rating": float(means[0])})
        return rows

    def _own(self, topic: Topic) -> float | None:
        if self.sheets.own is None:
            return None
        means = self._means(self.sheets.own[None, topic.columns])
        return float(means[0]) if len(means) else None

    def _means(self, table: np.ndarray) -> Floats:
        means = programme.sheet_means(table, self.asked.low)
        return means[~np.isnan(means)]

    def _rows(
        self, groups: list[list[str]], topic: Topic, norm: Norm
    ) -> tuple[list[dict], Posterior]:
        """Return the figures of groups of raters for one topic, and their posterior.

        Each group has somebody who rated the topic: `blocks_for_item` shows no other.
        """
        tables = [self.sheets.of(*names)[:, topic.columns] for names in groups]
        means = [self._means(table) for table in tables]
        posterior = norm.estimate([len(m) for m in means], [m.mean() for m in means])
        estimates, (lows, highs) = posterior.mean, posterior.interval()
        rows = [
            {
                "relationships": names,
                "n": len(means[i]),
                "estimate": float(estimates[i]),
                "interval": [float(lows[i]), float(highs[i])],
                "own_share": float(posterior.own_share[i]),
            }
            | self._distribution(tables[i], means[i])
            for i, names in enumerate(groups)
        ]
        return rows, posterior

    def _distribution(self, table: np.ndarray, means: Floats) -> dict:
        """Return counts, mean and agreement, or only the commonest point of a unanimous group."""
        nobody = np.zeros(len(table), dtype=int)
        counted = programme.counts(table, nobody, 1, self.asked.points)[0]
        pooled = counted.sum(axis=0).astype(int).tolist()
        if thresholds.unanimous(pooled):
            most = self.asked.low + int(np.argmax(pooled))
            return {"most": most, "counts": None, "mean": None, "ad": None}
        rated = counted[counted.sum(axis=1) > 0]
        deviation = float(agreement.ad_mean(rated, self.asked.low).mean())
        return {"most": None, "counts": pooled, "mean": float(means.mean()), "ad": deviation}

    def _verdict(self, own: float | None, others: Posterior | None) -> str | None:
        if own is None or others is None:
            return None
        return str(gaps.verdict(own, others, (self.asked.low, self.asked.high)))

    def _change(self, topic: Topic, now: dict | None, norm: Norm) -> dict | None:
        before = self.previous.get(topic.key)
        if not before or not now or before["mean"] is None or now["mean"] is None:
            return None
        residual = float(norm.residual @ norm.probability)
        found = change.reliable_change(
            (before["n"], before["mean"]), (now["n"], now["mean"]), residual, norm.df
        )
        return {
            "difference": found.difference,
            "interval": [found.low, found.high],
            "reliable": found.reliable,
        }

    def words(self, written: dict[str, list[str]]) -> list[dict]:
        """Return the words for each open question, as shuffled; empty where withheld."""
        raters = len(self.sheets.others)
        shown = []
        for key, text in self.asked.questions:
            texts = written.get(key, [])
            released = thresholds.words_released(len(texts), raters, self.limits.words)
            shown.append({"key": key, "text": text, "words": texts if released else []})
        return shown


def _findings(values: list[dict]) -> dict[str, list[str]]:
    """Return the keys of the topics with each verdict, values before behaviours."""
    return {
        str(verdict): [topic["key"] for topic in topics(values) if topic["verdict"] == verdict]
        for verdict in gaps.Verdict
    }


def _rows_by_key(report: dict | None) -> dict[str, dict]:
    if not report:
        return {}
    shown = topics(report["values"])
    return {topic["key"]: topic["others"] for topic in shown if topic["others"]}
