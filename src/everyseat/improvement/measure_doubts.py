"""What is asked about a value, or about new limits, before they are saved: a slip of a finger."""

from datetime import date

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.files.values import Reading
from everyseat.improvement.models import Measure
from everyseat.improvement.present.computed import computed
from everyseat.improvement.queries import measures
from everyseat.science.spc import FEW

KNOWN = 5
"""With fewer values nothing is far from them."""
FAR = 3
"""How many times the whole range of all values one may lie outside it."""


def about_value(measure: Measure, reading: Reading) -> str:
    """Return what is odd about a value: that it is far from every other one; "" if nothing is."""
    known = [value.value for value in measure.values.exclude(on=reading.on)]
    if measure.is_proportion or measure.is_rare or len(known) < KNOWN:
        return ""
    low, high = min(known), max(known)
    margin = FAR * (high - low or abs(high) or 1)
    if low - margin <= reading.value <= high + margin:
        return ""
    text = _(
        "This is far from all other values, which lie between %(low)s and %(high)s. If it is "
        "right, send it again."
    )
    return text % {"low": number_format(low), "high": number_format(high)}


def about_limits(measure: Measure, since: date) -> str:
    """Return how many values new limits would come from, if these are few; else ""."""
    found = computed(measure)
    n = len(found.days) - measures.place(found.days, since) if found else 0
    if n >= FEW:
        return ""
    text = ngettext(
        "Only %(n)s value is from this day on, and limits need %(few)s. If you still want new "
        "limits, send it again.",
        "Only %(n)s values are from this day on, and limits need %(few)s. If you still want new "
        "limits, send it again.",
        n,
    )
    return text % {"n": n, "few": FEW}
