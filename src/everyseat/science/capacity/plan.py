"""What a team plans with: its visits, its staff, and how both spread over the week.

Hours for visits are contracted hours less headroom:

    WTE × contracted hours × (1 − leave − training − sickness − other)

so that headroom is a share of contracted time, not an uplift on the hours needed: 22 % headroom
makes 1 / (1 − 0.22) = 1.28 WTE of one WTE that is always there, not 1.22.

Source of the concepts: National Quality Board (2018), Safe, sustainable and productive staffing:
an improvement resource for the district nursing service (headroom, travel and record keeping as
part of the work); NHS Institute for Innovation and Improvement, Demand and capacity: a
comprehensive guide (demand, capacity, activity and backlog, all in one unit of time).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, Self

import numpy as np

from everyseat.science.tallies import Floats

FULL_TIME = 37.5
"""Contracted hours per week of one WTE under the NHS's Agenda for Change."""
EVEN = (1.0,) * 7
MOST_BANDS = 8


@dataclass(frozen=True)
class Visit:
    """One kind of visit.

    Parameters
    ----------
    name : str
    minutes : float
        With the patient, on average.
    bands : sequence of str
        The bands of staff who may do it.
    expected : float, optional
        Visits per week. Default: the mean of the history.
    travel, records : float
        Minutes of travel and of record keeping per visit.
    history : sequence of float
        Counts of past weeks, the newest last.
    dispersion : float, optional
        The variance of weekly counts over their mean. Default: that of the history, or 1 (Poisson).
    backlog : float
        Visits that wait at the start.
    deferred : float
        The share of visits beyond a week's capacity that wait for the next week. The others are
        handed on to another service, or lapse.
    """

    name: str
    minutes: float
    bands: Sequence[str]
    expected: float | None = None
    travel: float = 0.0
    records: float = 0.0
    history: Sequence[float] = ()
    dispersion: float | None = None
    backlog: float = 0.0
    deferred: float = 1.0

    def __post_init__(self) -> None:
        if not self.minutes > 0 or min(self.travel, self.records, self.backlog) < 0:
            raise ValueError(f"{self.name}: minutes must be above 0, and nothing below 0")
        if not 0 <= self.deferred <= 1:
            raise ValueError(f"{self.name}: deferred must be a share from 0 to 1")
        if self.expected is None and not len(self.history):
            raise ValueError(f"{self.name}: needs the expected visits per week, or a history")
        if not self.per_week > 0:
            raise ValueError(f"{self.name}: there must be more than 0 visits per week")
        if self.dispersion is not None and self.dispersion < 1:
            raise ValueError(f"{self.name}: a dispersion below 1 is not modelled; give 1")

    @property
    def hours(self) -> float:
        """Hours that one visit takes, with travel and record keeping."""
        return (self.minutes + self.travel + self.records) / 60

    @property
    def per_week(self) -> float:
        """Visits per week, on average."""
        return float(np.mean(self.history)) if self.expected is None else self.expected


@dataclass(frozen=True)
class Staff:
    """The staff of one band: WTE, contracted hours of one WTE, and shares of time not for visits.

    `other` is what is neither leave, training nor sickness, such as handover and supervision.

    Examples
    --------
    >>> nurses = Staff("Band 5", wte=4, leave=0.15, training=0.03, sickness=0.04)
    >>> round(nurses.headroom, 2), nurses.capacity
    (0.22, 117.0)
    """

    band: str
    wte: float
    hours: float = FULL_TIME
    leave: float = 0.0
    training: float = 0.0
    sickness: float = 0.0
    other: float = 0.0

    def __post_init__(self) -> None:
        if self.wte < 0 or not self.hours > 0:
            raise ValueError(f"{self.band}: WTE may not be below 0, and hours must be above 0")
        if min(self.leave, self.training, self.sickness, self.other) < 0 or self.headroom >= 1:
            raise ValueError(f"{self.band}: shares of headroom must add up to less than 1")

    @property
    def headroom(self) -> float:
        """The share of contracted time that is not for visits."""
        return self.leave + self.training + self.sickness + self.other

    @property
    def per_wte(self) -> float:
        """Hours per week that one WTE has for visits."""
        return self.hours * (1 - self.headroom)

    @property
    def capacity(self) -> float:
        """Hours per week for visits."""
        return self.wte * self.per_wte


@dataclass(frozen=True)
class Plan:
    """A team's plan.

    Parameters
    ----------
    visits : sequence of Visit
        The most urgent first: in this order visits are done.
    staff : sequence of Staff
    demand_days, staff_days : sequence of 7 floats
        How much of a week's demand and of its staff hours fall on each day from Monday, in any
        unit. Staff follow demand where nothing is said.
    weeks : int
        How far to look ahead.
    name : str

    Raises
    ------
    ValueError
        If a name comes twice, a band has no staff, or a pattern has not seven numbers.
    """

    visits: Sequence[Visit]
    staff: Sequence[Staff]
    demand_days: Sequence[float] = EVEN
    staff_days: Sequence[float] = ()
    weeks: int = 52
    name: str = ""
    bands: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "bands", tuple(one.band for one in self.staff))
        _each_once("visits", [visit.name for visit in self.visits])
        _each_once("bands", list(self.bands))
        if not 1 <= len(self.bands) <= MOST_BANDS:
            raise ValueError(f"a plan has 1 to {MOST_BANDS} bands, not {len(self.bands)}")
        for visit in self.visits:
            if not visit.bands or (unknown := set(visit.bands) - set(self.bands)):
                told = f"no staff of {', '.join(sorted(unknown))}" if visit.bands else "no band"
                raise ValueError(f"{visit.name}: there is {told}")
        if self.weeks < 1:
            raise ValueError("a plan looks at least one week ahead")
        _shares(self.demand_days)
        _shares(self.staff_days or self.demand_days)

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Self:
        """Return the plan in a document, as `everyseat.files.plans` reads it.

        Examples
        --------
        >>> visit = {"name": "Wound care", "expected": 60, "minutes": 40, "bands": ["Band 5"]}
        >>> plan = Plan.from_dict({"visits": [visit], "staff": [{"band": "Band 5", "wte": 2}]})
        >>> plan.visits[0].per_week, plan.staff[0].capacity
        (60, 75.0)
        """
        week = document.get("week", {})
        return cls(
            visits=[Visit(**_known(Visit, visit)) for visit in document["visits"]],
            staff=[Staff(**_known(Staff, staff)) for staff in document["staff"]],
            demand_days=week.get("demand", EVEN),
            staff_days=week.get("staff", ()),
            weeks=document.get("weeks", 52),
            name=document.get("name", ""),
        )

    def changed(self, change: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Self:
        """Return the plan with other values for some visits and bands, by their names.

        Parameters
        ----------
        change : dict
            Such as `{"staff": {"Band 5": {"wte": 5}}, "visits": {"Wound care": {"travel": 8}}}`.

        Raises
        ------
        ValueError
            If no visit or band has this name.
        """
        visits, staff = change.get("visits", {}), change.get("staff", {})
        names = {visit.name for visit in self.visits}
        if unknown := (set(visits) - names) | (set(staff) - set(self.bands)):
            raise ValueError(f"the plan has no {', '.join(sorted(unknown))}")
        return replace(
            self,
            visits=[replace(visit, **visits.get(visit.name, {})) for visit in self.visits],
            staff=[replace(one, **staff.get(one.band, {})) for one in self.staff],
        )

    @property
    def days(self) -> tuple[Floats, Floats]:
        """Shares of demand and of staff hours on each day of the week; each adds up to 1."""
        return _shares(self.demand_days), _shares(self.staff_days or self.demand_days)


def _known(kind: type, values: Mapping[str, Any]) -> dict[str, Any]:
    names = {one.name for one in fields(kind)}
    return {name: value for name, value in values.items() if name in names}


def _each_once(what: str, names: list[str]) -> None:
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"{what}: {', '.join(twice)} comes twice")


def _shares(pattern: Sequence[float]) -> Floats:
    days = np.asarray(pattern, dtype=float)
    if days.shape != (7,) or days.min() < 0 or not days.sum() > 0:
        raise ValueError("a pattern of the week has seven numbers from Monday, none below 0")
    return np.asarray(days / days.sum())
