"""What a chart says, in words: what the last value means, whether a target is met, each cause."""

import math
from collections.abc import Iterator

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from everyseat.files import charts
from everyseat.files.charts import marks
from everyseat.files.values import plain
from everyseat.improvement.present.computed import Computed
from everyseat.science import spc
from everyseat.science.spc import FEW, Assurance, Cause, RunChart, Runs, Variation
from everyseat.science.spc.facts import Rule, Signal

NEARLY_NONE = 0.001
KINDS = {
    Variation.COMMON: gettext_lazy("Usual variation"),
    Variation.IMPROVEMENT: gettext_lazy("Better than usual"),
    Variation.CONCERN: gettext_lazy("Worse than usual"),
    Variation.HIGH: gettext_lazy("Unusually high"),
    Variation.LOW: gettext_lazy("Unusually low"),
}
CAUSES = {
    Cause.COMMON: gettext_lazy("Usual variation"),
    Cause.ABOVE_LIMIT: gettext_lazy("Above the upper limit"),
    Cause.BELOW_LIMIT: gettext_lazy("Below the lower limit"),
    Cause.RISING: gettext_lazy("Part of seven or more that rise"),
    Cause.FALLING: gettext_lazy("Part of seven or more that fall"),
    Cause.NEAR_UPPER: gettext_lazy("Two of three close to the upper limit"),
    Cause.NEAR_LOWER: gettext_lazy("Two of three close to the lower limit"),
    Cause.RUN_ABOVE: gettext_lazy("Part of seven or more above the mean"),
    Cause.RUN_BELOW: gettext_lazy("Part of seven or more below the mean"),
}
MEANS = {
    Variation.COMMON: gettext_lazy("It goes up and down as usual. Nothing shows a change."),
    Variation.IMPROVEMENT: gettext_lazy("It has got better, by more than chance would explain."),
    Variation.CONCERN: gettext_lazy("It has got worse, by more than chance would explain."),
    Variation.HIGH: gettext_lazy("It has gone up, by more than chance would explain."),
    Variation.LOW: gettext_lazy("It has gone down, by more than chance would explain."),
}


def said(found: Computed) -> list[str]:
    """Return what a chart says: what the last value means first."""
    if isinstance(found.chart, RunChart):
        return list(_of_run_chart(found, found.chart))
    return list(_of_chart(found))


def _of_chart(found: Computed) -> Iterator[str]:
    chart = found.chart
    assert not isinstance(chart, RunChart)
    if chart.is_constant:
        yield _all_the_same(found)
        return
    signal = spc.latest(chart)
    if signal and signal.is_current:
        yield _means(chart.variation, _why(found, signal))
    else:
        yield _means(Variation.COMMON, _before(found, signal) if signal else "")
    if chart.assurance:
        yield assurance(found) if chart.variation is Variation.COMMON else _changing(found)
    if chart.stretch[-1]:
        yield _new_limits(found)
    if chart.is_on_trial[-1]:
        text = _("These limits come from fewer than %(n)s values: wait for more.")
        yield text % {"n": FEW}


def _all_the_same(found: Computed) -> str:
    """Return why there are no limits: a single value of its stretch, or equal ones."""
    if int((found.chart.stretch == found.chart.stretch[-1]).sum()) == 1:
        since = date_format(found.days[-1])
        return _("There is only one value since %(day)s, so nothing can be said yet.") % {
            "day": since
        }
    return _("Every value is the same, so there is no variation to judge by.")


def _new_limits(found: Computed) -> str:
    """Return from when there are new limits, and what the mean was before."""
    first = int((found.chart.stretch < found.chart.stretch[-1]).sum())
    text = _("New limits began on %(day)s. The mean is %(now)s since then, and was %(before)s.")
    return text % {
        "day": date_format(found.days[first]),
        "now": number(found, float(found.chart.mean[-1])),
        "before": number(found, float(found.chart.mean[first - 1])),
    }


def _of_run_chart(found: Computed, chart: RunChart) -> Iterator[str]:
    if chart.shift[-1] or chart.trend[-1]:
        yield _means(chart.kinds[-1], _shifted(chart))
    elif chart.count_of_runs is not Runs.USUAL and len(chart.values) > 1:
        yield _("The values vary in a way that chance rarely gives. Look at how they are counted.")
    else:
        yield _("Nothing shows yet that this measure has changed.")
    n = len(chart.values)
    text = ngettext(
        "There is %(n)s value. From %(few)s on, limits are drawn.",
        "There are %(n)s values. From %(few)s on, limits are drawn.",
        n,
    )
    yield text % {"n": n, "few": FEW}


def _why(found: Computed, signal: Signal) -> str:
    """Return by which rule the last values stand out."""
    texts = {
        (Rule.OUTSIDE, 1): _("The last value is above the upper limit."),
        (Rule.OUTSIDE, -1): _("The last value is below the lower limit."),
        (Rule.NEAR, 1): _("Two of the last three values are close to the upper limit."),
        (Rule.NEAR, -1): _("Two of the last three values are close to the lower limit."),
        (Rule.TREND, 1): _("The last %(n)s values, since %(day)s, rise each time."),
        (Rule.TREND, -1): _("The last %(n)s values, since %(day)s, fall each time."),
        (Rule.RUN, 1): _("The last %(n)s values, since %(day)s, are all above the mean."),
        (Rule.RUN, -1): _("The last %(n)s values, since %(day)s, are all below the mean."),
    }
    since = date_format(found.days[signal.first])
    return texts[signal.rule, signal.side] % {"n": signal.points, "day": since}


def _before(found: Computed, signal: Signal) -> str:
    """Return when values last stood out, which is over."""
    texts = {
        Variation.IMPROVEMENT: _("Values last stood out as better on %(day)s."),
        Variation.CONCERN: _("Values last stood out as worse on %(day)s."),
        Variation.HIGH: _("Values last stood out as high on %(day)s."),
        Variation.LOW: _("Values last stood out as low on %(day)s."),
    }
    return texts[signal.kind] % {"day": date_format(found.days[signal.last])}


def _means(kind: Variation, why: str) -> str:
    """Return what a value says, and then why."""
    return f"{MEANS[kind]} {why}".strip()


def _shifted(chart: RunChart) -> str:
    if chart.shift[-1]:
        above = _("The last six values or more are all above the median.")
        below = _("The last six values or more are all below the median.")
        return above if chart.shift[-1] > 0 else below
    rise = _("The last five values or more rise each time.")
    fall = _("The last five values or more fall each time.")
    return rise if chart.trend[-1] > 0 else fall


def variation(found: Computed) -> str:
    """Return the words of the icon of variation."""
    return str(KINDS[found.chart.kinds[-1]])


def assurance(found: Computed) -> str:
    """Return whether the target will be met, as things are now."""
    chart = found.chart
    assert not isinstance(chart, RunChart)
    assert chart.target is not None
    texts = {
        Assurance.PASS: _("As things are now, the target of %(target)s will nearly always be met."),
        Assurance.FAIL: _(
            "As things are now, the target of %(target)s will nearly always be missed: only a "
            "change in how things are done will meet it."
        ),
        Assurance.INCONSISTENT: _(
            "As things are now, the target of %(target)s will be met at some times and missed at "
            "others, by chance."
        ),
    }
    assert chart.assurance is not None
    return texts[chart.assurance] % {"target": number(found, chart.target)}


def _changing(found: Computed) -> str:
    """Return that a target can't be judged while a measure is changing."""
    assert found.target is not None
    text = _("It is changing, so whether the target of %(target)s will be met shows later.")
    return text % {"target": number(found, found.target)}


def cause(found: Computed, place: int) -> str:
    """Return why a value stands out, and whether that is good."""
    chart = found.chart
    kind = str(KINDS[chart.kinds[place]])
    if isinstance(chart, RunChart) or chart.kinds[place] is Variation.COMMON:
        return kind
    return f"{CAUSES[chart.causes[place]]}: {kind}"


def value(found: Computed, place: int) -> str:
    """Return a value as the table says it; of a part, with what it is out of."""
    shown = number(found, float(found.chart.values[place]))
    if found.measure.is_proportion:
        n, out_of = found.series.values[place], found.series.out_of[place]
        text = _("%(share)s (%(n)s of %(all)s)")
        return text % {"share": shown, "n": number_format(int(n)), "all": number_format(out_of)}
    return shown


def limits(found: Computed, place: int) -> str:
    """Return the limits at a value: "–" where there are none."""
    lower, upper = (float(line[place]) for line in (found.chart.lower, found.chart.upper))
    if math.isnan(lower):
        return "–"
    text = _("%(lower)s to %(upper)s")
    return text % {"lower": number(found, lower), "upper": number(found, upper)}


def number(found: Computed, value: float) -> str:
    """Return a number as sentences and tables say it, with its unit."""
    measure = found.measure
    if measure.is_proportion:
        return _per_cent(value)
    shown = _short(round(value, _places(value)))
    if measure.is_rare:
        return ngettext("%(n)s day", "%(n)s days", round(value)) % {"n": shown}
    return f"{shown} {measure.unit}" if measure.unit else shown


def _per_cent(share: float) -> str:
    """Return a share in per cent; one that is nearly none or nearly all is said to be."""
    if 0 < share < NEARLY_NONE:
        return _("under 0.1%")
    if 1 - NEARLY_NONE < share < 1:
        return _("over 99.9%")
    return f"{_short(round(share * 100, 1))}%"


def _short(value: float) -> str:
    return number_format(plain(value))


def _places(value: float) -> int:
    """Return how many digits behind the point leave about four that count."""
    return max(0, 3 - math.floor(math.log10(abs(value)))) if value else 0


def on_chart(found: Computed) -> marks.Words:
    """Return what is written on a chart, in the reader's language."""
    months = tuple(date_format(found.days[0].replace(month=n, day=1), "M") for n in range(1, 13))
    middle = _("Median") if found.is_run_chart else _("Mean")
    return charts.Words(
        mean=middle,
        limits=pgettext("control chart", "Limits"),
        upper=_("Upper limit"),
        lower=_("Lower limit"),
        target=_("Target"),
        kinds={str(kind): str(text) for kind, text in KINDS.items()},
        months=months,
    )
