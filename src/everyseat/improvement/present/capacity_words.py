"""What a plan's result says, in sentences: how often it is too much, who is short, what waits."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

Result = Mapping[str, Any]
NO_VERDICT = gettext_lazy(
    "These figures plan one team’s work from what it entered. They are no national standard, and "
    "no verdict on whether staffing is safe."
)


def said(result: Result) -> list[str]:
    """Return what a result means, the most important first."""
    return [
        in_ten(weeks_over(result)),
        *(short(result["short"]) if _tenths(weeks_over(result)) else []),
        waiting(result),
        *handed_on(result["handed_on"]),
    ]


def weeks_over(result: Result) -> float:
    """Return the share of weeks in which new visits alone are more than can be done."""
    weeks = result["by_week"]
    found: float = sum(week["over_new_visits_alone"] for week in weeks) / len(weeks)
    return found


def in_ten(share: float) -> str:
    """Return in how many of ten weeks new visits alone are too much."""
    tenths = _tenths(share)
    if tenths == 0:
        return _("The team can do the new visits in nearly every week.")
    if tenths == 10:
        return _("In nearly every week, new visits alone are more than the team can do.")
    text = ngettext(
        "In about %(n)s in 10 weeks, new visits alone are more than the team can do.",
        "In about %(n)s in 10 weeks, new visits alone are more than the team can do.",
        tenths,
    )
    return text % {"n": tenths}


def _tenths(share: float) -> int:
    return round(10 * share)


def short(bands: Sequence[str]) -> list[str]:
    """Return which bands most often have too much to do, if any."""
    if not bands:
        return []
    if len(bands) == 1:
        return [_("Most often short: %(band)s.") % {"band": bands[0]}]
    return [_("Most often short: %(bands)s together.") % {"bands": joined(bands)}]


def joined(names: Sequence[str]) -> str:
    """Return names as a sentence has them."""
    if len(names) < 2:
        return "".join(names)
    said = {"some": ", ".join(names[:-1]), "last": names[-1]}
    return _("%(some)s and %(last)s") % said


def waiting(result: Result) -> str:
    """Return how many visits wait at the end, and how unsure that is."""
    last = result["by_week"][-1]
    values = last["backlog_visits"]
    if round(values["p50"]) == 0:
        return _seldom(last["week"], values)
    text = ngettext(
        "After %(n)s week, about %(middle)s visits are waiting (in 8 of 10 calculated futures, "
        "%(low)s to %(high)s).",
        "After %(n)s weeks, about %(middle)s visits are waiting (in 8 of 10 calculated futures, "
        "%(low)s to %(high)s).",
        last["week"],
    )
    low, middle, high = (whole(values[name]) for name in ("p10", "p50", "p90"))
    return text % {"n": last["week"], "low": low, "middle": middle, "high": high}


def _seldom(weeks: int, values: Mapping[str, float]) -> str:
    """Return what is said where in most futures nothing waits."""
    if round(values["p90"]) <= 1:
        text = ngettext(
            "After %(n)s week, hardly any visit is waiting.",
            "After %(n)s weeks, hardly any visit is waiting.",
            weeks,
        )
        return text % {"n": weeks}
    text = ngettext(
        "After %(n)s week, most often no visit is waiting (in 9 of 10 calculated futures, "
        "%(high)s at most).",
        "After %(n)s weeks, most often no visit is waiting (in 9 of 10 calculated futures, "
        "%(high)s at most).",
        weeks,
    )
    return text % {"n": weeks, "high": whole(values["p90"])}


def handed_on(visits: float) -> list[str]:
    """Return how many visits are never done by the team, if any."""
    if visits < 0.5:
        return []
    text = _("About %(n)s visits in that time are passed to others, or not done.")
    return [text % {"n": whole(visits)}]


def whole(number: float) -> str:
    """Return a number without its parts."""
    return number_format(round(number), force_grouping=True)


def plain(number: float) -> str:
    """Return a number with one decimal where it needs it."""
    rounded = round(number, 1)
    return whole(rounded) if rounded == round(rounded) else tenth(rounded)


def tenth(number: float) -> str:
    """Return a number with one decimal."""
    return number_format(round(number, 1) + 0.0, 1, force_grouping=True)


def fine(number: float) -> str:
    """Return a number with two decimals."""
    return number_format(round(number, 2), 2, force_grouping=True)


def percent(share: float) -> str:
    """Return a share as a whole percentage; what is neither 0 nor all never looks so."""
    if 0 < share < 0.01:
        return _("under 1%")
    if 0.99 < share < 1:
        return _("over 99%")
    return _("%(n)s%%") % {"n": number_format(round(100 * share))}
