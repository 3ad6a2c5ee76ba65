"""Values of measures that are counted from comments, by month. Nobody types these."""

from datetime import date

from everyseat.improvement.models import Measure
from everyseat.improvement.models.measure import Feed
from everyseat.improvement.queries import comments

Counts = list[tuple[date, int, int]]
"""A month's first day, how many, and out of how many."""


def counts(measure: Measure, today: date) -> Counts:
    """Return what is counted of each month that is over: this one may still grow."""
    found = _by_theme(measure) if measure.feed == Feed.THEME else _ratings(measure)
    this_month = today.replace(day=1)
    return [one for one in found if one[0] < this_month and one[2]]


def _by_theme(measure: Measure) -> Counts:
    theme = measure.theme_id or 0
    found = comments.by_month(measure.service)
    return [(month.first, month.themes[theme], month.total) for month in found]


def _ratings(measure: Measure) -> Counts:
    found = comments.ratings_by_month(measure.service)
    return [(month.first, month.good, month.total) for month in found]
