"""From the single reports of a round to its group report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, combinations

import numpy as np

from everyseat.safety import averages, successive, thresholds
from everyseat.safety.averages import Blocks
from everyseat.threesixty.group import leaders, moved
from everyseat.threesixty.group.leaders import Leaders
from everyseat.threesixty.group.shape import GroupReport, Mean, Shift, Team, Value
from everyseat.threesixty.report.shape import Report, Scale
from everyseat.threesixty.report.shape import Value as Reported

VERSION = 1
WHOLE = 1.0
"""From nobody to everybody, as a share."""
Reports = Mapping[str, Report]
"""The single reports of a round, by leader."""
Counted = dict[str, list[list[str]]]
"""Whose figures a group report is made of: for each value, the leaders of each of its blocks."""


@dataclass(frozen=True)
class Material:
    """What a group report is made of: a round, the team of each leader, and the single reports.

    `asked` is how many invitations to rate them were not declined.
    """

    title: str
    k: int
    scale: Scale
    teams: Mapping[str, Team]
    reports: Reports
    asked: int


@dataclass(frozen=True)
class Before:
    """The round before: its name, whom it counted, and those of its reports that are still kept."""

    title: str
    counted: Counted
    reports: Reports


def build(
    material: Material, earlier: Sequence[Counted] = (), before: Before | None = None
) -> tuple[GroupReport, Counted]:
    """Return the group report of a round, and whom it counts.

    `earlier` are those whom each earlier group report counted, that of `before` among them.
    """
    made = _Maker(material, earlier, before)
    shown = made.leaders.people if made.blocks.all else []
    values = made.values()
    highest, lowest = made.ends(values)
    content: GroupReport = {
        "version": VERSION,
        "title": material.title,
        "k": material.k,
        "scale": material.scale,
        "rated": len(material.teams),
        "told": len(shown),
        "asked": material.asked if shown else 0,
        "answered": made.answered() if shown else 0,
        "blocks": [made.teams(block) for block in made.blocks.all],
        "values": values,
        "highest": highest,
        "lowest": lowest,
        "compared_with": before.title if before and any(v["change"] for v in values) else None,
    }
    return content, made.counted


@dataclass(frozen=True)
class _Maker:
    material: Material
    earlier: Sequence[Counted]
    before: Before | None
    counted: Counted = field(default_factory=dict)

    @cached_property
    def leaders(self) -> Leaders:
        return leaders.read(self.material.reports)

    @cached_property
    def blocks(self) -> Blocks:
        teams = self.material.teams
        return averages.blocks(
            [teams[person]["key"] for person in self.leaders.people],
            ~np.isnan(self.leaders.mean),
            self.material.k,
            {team["key"] for team in teams.values()},
        )

    def teams(self, block: Sequence[str]) -> list[Team]:
        """Return the teams of a block, by name; those without a team come last."""
        by_key = {team["key"]: team for team in self.material.teams.values()}
        found = [by_key[key] for key in block]
        return sorted(found, key=lambda team: (not team["name"], team["name"]))

    @property
    def _width(self) -> float:
        return float(self.material.scale["high"] - self.material.scale["low"])

    def answered(self) -> int:
        """Return about how many answers came, in steps of k, never that all did."""
        n = sum(report["raters"] or 0 for report in self.material.reports.values())
        return thresholds.in_steps(n, self.material.asked, self.material.k)

    def values(self) -> list[Value]:
        if not self.blocks.all:
            return []
        return [self._value(i, value) for i, value in enumerate(self.leaders.values)]

    def _value(self, column: int, value: Reported) -> Value:
        """Return a value's means, and note whom they count."""
        mean = self.leaders.at(column)
        groups = self._groups(column, mean)
        self.counted[value["key"]] = groups
        is_shown = bool(groups)
        told_twice = self._told_twice(value["key"], groups)
        means = [self._mean(mean, *both) for both in zip(groups, told_twice, strict=True)]
        shown = dict(zip(self.blocks.of_column[column], means, strict=True))
        return {
            "key": value["key"],
            "text": value["text"],
            "everybody": self._together(means) if is_shown else None,
            "blocks": [shown.get(block) for block in self.blocks.all],
            "spread": self._over(self.leaders.spread[:, column], self._width) if is_shown else None,
            "seen": self._over(self.leaders.seen[:, column], WHOLE) if is_shown else None,
            "change": self._change(value, mean) if is_shown else None,
        }

    def _groups(self, column: int, mean: Mapping[str, float]) -> list[list[str]]:
        """Return the leaders of each block of a value, of those who have a figure."""
        team = {person: self.material.teams[person]["key"] for person in mean}
        return [
            [person for person in mean if team[person] in block]
            for block in self.blocks.of_column[column]
        ]

    def _told_twice(self, key: str, groups: list[list[str]]) -> tuple[bool, ...]:
        earlier = [counted[key] for counted in self.earlier if key in counted]
        return averages.told_twice(groups, earlier, self.material.k)

    def _mean(self, mean: Mapping[str, float], people: Sequence[str], is_told_twice: bool) -> Mean:
        step = averages.step(len(people), self._width, is_told_twice)
        shown = averages.rounded(float(np.mean([mean[person] for person in people])), step)
        return {"leaders": len(people), "mean": self._on_scale(shown), "step": step}

    def _together(self, means: Sequence[Mean]) -> Mean:
        """Return the mean of all leaders: of what is shown of blocks, so that it adds nothing."""
        people, steps = [mean["leaders"] for mean in means], [mean["step"] for mean in means]
        shown = averages.together([mean["mean"] for mean in means], people, steps)
        step = averages.step_together(people, steps)
        return {"leaders": sum(people), "mean": self._on_scale(shown), "step": step}

    def _on_scale(self, mean: float) -> float:
        return min(max(mean, self.material.scale["low"]), self.material.scale["high"])

    def _over(self, figures: np.ndarray, width: float) -> float | None:
        """Return the mean of what reports show, in steps; None where fewer than k of them do."""
        known = figures[~np.isnan(figures)]
        if len(known) < self.material.k:
            return None
        return averages.rounded(float(known.mean()), averages.step(len(known), width))

    def _change(self, value: Reported, now: Mapping[str, float]) -> Shift | None:
        """Return how those moved who have a figure in both rounds; None where few others do."""
        then = self._then(value)
        both = [person for person in now if person in then]
        k, counted = self.material.k, self.before.counted if self.before else {}
        left = set(chain.from_iterable(counted.get(value["key"], ()))) - set(both)
        if len(both) < k or successive.is_small(len(now) - len(both), len(left), k):
            return None
        differences = [now[person] - then[person] for person in both]
        step, way = averages.step(len(both), self._width), moved.way(differences)
        shown = averages.rounded(float(np.mean(differences)), step)
        is_told = way and step == averages.STEPS[0]
        return {"leaders": len(both), "way": way, "difference": shown if is_told else None}

    def _then(self, value: Reported) -> Mapping[str, float]:
        """Return what others felt of each leader in the round before, asked the same."""
        then = self._leaders_before
        for column, other in enumerate(then.values):
            if other["key"] == value["key"] and leaders.same(value, other):
                return then.at(column)
        return {}

    @cached_property
    def _leaders_before(self) -> Leaders:
        scale = self.material.scale
        reports = self.before.reports if self.before else {}
        comparable = {
            person: report for person, report in reports.items() if report["scale"] == scale
        }
        return leaders.read(comparable)

    def ends(self, values: Sequence[Value]) -> tuple[str | None, str | None]:
        """Return the keys of the values felt most and least, where leaders surely differ.

        The numbers shown must say the same, so values in other steps are not compared.
        """
        means = {i: shown for i, value in enumerate(values) if (shown := value["everybody"])}
        if len(means) < 2 or len({shown["step"] for shown in means.values()}) > 1:
            return None, None
        mean = self.leaders.mean
        size = {i: (shown["mean"], float(np.nanmean(mean[:, i]))) for i, shown in means.items()}
        low, high = min(means, key=size.__getitem__), max(means, key=size.__getitem__)
        differences = mean[:, high] - mean[:, low]
        pairs = len(list(combinations(means, 2)))
        if moved.way(differences[~np.isnan(differences)], pairs) != 1:
            return None, None
        return values[high]["key"], values[low]["key"]
