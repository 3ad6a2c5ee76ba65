"""From sheets to a report: plain data that a page, a PDF and a database row can all hold."""

from dataclasses import dataclass

import numpy as np

from everyseat.safety import disclosure, thresholds
from everyseat.safety.disclosure import Block, Released
from everyseat.science import agreement, change, gaps
from everyseat.science.shrinkage import Norm, Posterior
from everyseat.threesixty import programme
from everyseat.threesixty.report.material import Asked, Sheets, Value, topics
from everyseat.threesixty.report.norms import Norms

VERSION = 1


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
    released = norms.released(recipient, sheets, limits.ratings)
    maker = _Maker(recipient, asked, sheets.own, released, norms, _rows_by_key(previous))
    values = [maker.value(value) for value in asked.values]
    raters = released.raters or 0
    return {
        "version": VERSION,
        "recipient": recipient,
        "scale": {"low": asked.low, "high": asked.high, "labels": list(asked.labels)},
        "limits": {"ratings": limits.ratings, "words": limits.words},
        "raters": released.raters,
        "groups": [list(block) for block in released.blocks],
        "named": list(released.named),
        "released": [[list(block) for block in blocks] for blocks in released.items],
        "waves": list(released.waves),
        "self_given": sheets.own is not None,
        "norm_people": norms.people(recipient),
        "compared_with": previous["title"] if previous and "title" in previous else None,
        "values": values,
        "findings": _findings(values),
        "words": _words(asked, sheets.words, raters, limits.words),
        "words_for_coach": _words(asked, sheets.words_for_coach, raters, limits.words),
    }


@dataclass(frozen=True)
class _Maker:
    recipient: str
    asked: Asked
    own: np.ndarray | None
    released: Released
    norms: Norms
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
        overall = self.norms.of(topic.columns, self.recipient, by_block=False)
        everyone, posterior = self._everyone(topic, overall)
        own = self._own(topic)
        return {
            "key": topic.key,
            "text": topic.text,
            "self_text": topic.self_text,
            "self": own,
            "others": everyone,
            "groups": self._groups(topic),
            "named": self._named(topic),
            "verdict": self._verdict(own, posterior),
            "change": self._change(topic, everyone, overall),
        }

    def _everyone(self, topic: Topic, norm: Norm) -> tuple[dict | None, Posterior | None]:
        columns = self.released.columns(topic.columns)
        if not columns:
            return None, None
        rows, posterior = self._rows([(self.released.everyone, columns)], norm)
        return rows[0], posterior

    def _groups(self, topic: Topic) -> list[dict]:
        """Return the figures of each block: of a value, over the behaviours released for it.

        A block that most behaviours of a value are not released for is not shown for the value: it
        would be of other things than its neighbours.
        """
        shown = []
        for block in self.released.blocks_of(topic.columns):
            columns = self.released.columns(topic.columns, block)
            if 2 * len(columns) >= len(topic.columns):
                shown.append((block, columns))
        if not shown:
            return []
        return self._rows(shown, self.norms.of(topic.columns, self.recipient, by_block=True))[0]

    def _named(self, topic: Topic) -> list[dict]:
        """Return what the named relationships gave: their own rating, as they were told."""
        rows = []
        for name in self.released.named:
            mean = self._mean(self.released.of(name)[:, topic.columns])
            if mean is not None:
                rows.append({"relationship": name, "rating": mean})
        return rows

    def _own(self, topic: Topic) -> float | None:
        return None if self.own is None else self._mean(self.own[None, topic.columns])

    def _mean(self, table: np.ndarray) -> float | None:
        """Return the mean of the behaviours' means.

        It tells nothing that they do not; a mean of the raters' means would, of those who left
        something out.
        """
        counted = (table >= 0).sum(axis=0)
        seen = counted > 0
        if not seen.any():
            return None
        means = np.where(table >= 0, table, 0).sum(axis=0)[seen] / counted[seen]
        return float(self.asked.low + means.mean())

    def _rows(
        self, groups: list[tuple[Block, list[int]]], norm: Norm
    ) -> tuple[list[dict], Posterior]:
        """Return the figures of blocks over their columns, and their posterior."""
        tables = [self.released.of(*block)[:, columns] for block, columns in groups]
        raters = [int((table >= 0).any(axis=1).sum()) for table in tables]
        means = [self._mean(table) for table in tables]
        posterior = norm.estimate(raters, means)
        estimates, (lows, highs) = posterior.mean, posterior.interval()
        rows = [
            {
                "relationships": list(block),
                "n": raters[i],
                "estimate": float(estimates[i]),
                "interval": [float(lows[i]), float(highs[i])],
                "own_share": float(posterior.own_share[i]),
            }
            | self._distribution(tables[i], means[i])
            for i, (block, _columns) in enumerate(groups)
        ]
        return rows, posterior

    def _distribution(self, table: np.ndarray, mean: float | None) -> dict:
        """Return counts, mean and agreement, or only the commonest point of a unanimous group."""
        nobody = np.zeros(len(table), dtype=int)
        counted = programme.counts(table, nobody, 1, self.asked.points)[0]
        pooled = counted.sum(axis=0).astype(int).tolist()
        if disclosure.unanimous(pooled):
            most = self.asked.low + int(np.argmax(pooled))
            return {"most": most, "counts": None, "mean": None, "ad": None}
        rated = counted[counted.sum(axis=1) > 0]
        deviation = float(agreement.ad_mean(rated, self.asked.low).mean())
        return {"most": None, "counts": pooled, "mean": mean, "ad": deviation}

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


def _words(asked: Asked, written: dict[str, list[str]], raters: int, k: int) -> list[dict]:
    """Return the words for each open question, as shuffled; empty where withheld."""
    shown = []
    for key, text in asked.questions:
        texts = written.get(key, [])
        enough = thresholds.words_released(len(texts), raters, k)
        shown.append({"key": key, "text": text, "words": texts if enough else []})
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
