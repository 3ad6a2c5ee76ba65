"""Measures and their values, in order."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import QuerySet
from django.utils import timezone

from everyseat.improvement.models import Measure, Service
from everyseat.improvement.models.measure import Feed
from everyseat.improvement.queries import feeds


@dataclass(frozen=True)
class Series:
    """Values of a measure by their days; `out_of` is empty where they are parts of nothing."""

    days: list[date]
    values: list[float]
    out_of: list[int]

    def __len__(self) -> int:
        return len(self.days)


def of(service: Service) -> QuerySet[Measure]:
    """Return the measures of a service, in order."""
    return service.measures.select_related("theme", "service")


def elsewhere(service: Service) -> QuerySet[Measure]:
    """Return the measures that everybody may see, and that no published issue shows already."""
    shown = service.issues.exclude(published_on=None).exclude(made_on=None)
    public = of(service).filter(is_public=True).exclude(feed=Feed.THEME)
    return public.exclude(pk__in=shown.exclude(measure=None).values("measure"))


def series(measure: Measure, *, for_everybody: bool = False) -> Series:
    """Return the values of a measure, in order of their days: typed, or counted from comments.

    For everybody a month with fewer ratings than the service's threshold is left out.
    """
    if not measure.is_typed:
        least = measure.service.threshold if for_everybody else 1
        return _counted(measure, least)
    rows = list(measure.values.values_list("on", "value", "denominator"))
    return Series(
        [on for on, _value, _out_of in rows],
        [value for _on, value, _out_of in rows],
        [out_of for _on, _value, out_of in rows if out_of is not None],
    )


def _counted(measure: Measure, least: int) -> Series:
    rows = [one for one in feeds.counts(measure, timezone.localdate()) if one[2] >= least]
    return Series(
        [month for month, _n, _all in rows],
        [float(n) for _month, n, _all in rows],
        [out_of for _month, _n, out_of in rows],
    )


def place(days: Sequence[date], day: date) -> int:
    """Return the place of the first value on a day or after it; how many there are if none is."""
    return bisect_left(days, day)


def new_limits(measure: Measure, days: Sequence[date]) -> list[int]:
    """Return the places of values from which limits are made again, in order."""
    found = {place(days, one.since) for one in measure.rebases.all()}
    return sorted(found - {0, len(days)})


def days_between(series: Series) -> tuple[list[date], list[float]]:
    """Return the days on which something rare happened again, and how many days after the last.

    Of two on one day, the second came 0 days after the first.
    """
    days = [on for on, n in zip(series.days, series.values, strict=True) for _ in range(int(n))]
    between = [float((day - last).days) for last, day in pairwise(days)]
    return days[1:], between
