"""Capacity and demand of a team that visits people: what may happen, and what would be enough.

Visits asked for, staff by band, headroom, and a backlog make a plan; many runs of the weeks ahead
say how often demand is more than capacity, and how the backlog grows. It is a calculation from what
a team enters: no national standard, and no verdict on whether staffing is safe.

>>> from everyseat.science import capacity
>>> visit = capacity.Visit("Wound care", minutes=40, bands=["Band 5"], expected=60)
>>> plan = capacity.Plan([visit], [capacity.Staff("Band 5", wte=1.5, leave=0.22)])
>>> found = capacity.outlook(plan, runs=1000)
>>> found.over.shape, found.backlog_visits.shape, found.short.bands
((52,), (3, 52), ('Band 5',))
"""

from everyseat.science.capacity.comparison import Difference, compare
from everyseat.science.capacity.dispersion import Dispersion, estimate
from everyseat.science.capacity.figures import NO_VERDICT, Group, Outlook, outlook
from everyseat.science.capacity.plan import Plan, Staff, Visit
from everyseat.science.capacity.simulation import Runs, simulate
from everyseat.science.capacity.summaries import summary

__all__ = [
    "NO_VERDICT",
    "Difference",
    "Dispersion",
    "Group",
    "Outlook",
    "Plan",
    "Runs",
    "Staff",
    "Visit",
    "compare",
    "estimate",
    "outlook",
    "simulate",
    "summary",
]
