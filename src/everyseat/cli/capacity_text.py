"""What `everyseat capacity` prints for a reader: what it means first, then tables."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Found = Mapping[str, Any]
SHOWN_WEEKS = (1, 2, 4, 8, 13, 26, 39, 52, 104, 156, 208, 260)
MEASURES = {
    "weeks_over": "weeks with more than can be done",
    "backlog_visits_at_the_end": "visits that wait at the end",
    "backlog_hours_at_the_end": "hours that wait at the end",
    "handed_on": "visits handed on or lapsed",
}


def lines(found: Found) -> Iterator[str]:
    """Yield the text, line by line."""
    if found["name"]:
        yield from (found["name"], "")
    yield from _meaning(found)
    yield found["note"]
    for table in (_weeks, _days, _establishment, _visits, _changes, _queue, _phone):
        yield from table(found)


def _meaning(found: Found) -> Iterator[str]:
    weeks = found["by_week"]
    new = sum(week["over_new_visits_alone"] for week in weeks) / len(weeks)
    yield f"{_in_ten(new)}, new visits alone are more than the team can do."
    if found["short"]:
        together = " together" if len(found["short"]) > 1 else ""
        yield f"Most often short: {', '.join(found['short'])}{together}."
    last = weeks[-1]["backlog_visits"]
    low, middle, high = (f"{round(last[name]):,}" for name in ("p10", "p50", "p90"))
    ends = f"in 8 of 10 runs {low} to {high}"
    yield f"After week {len(weeks)}, about {middle} visits are waiting ({ends})."
    if found["handed_on"] >= 0.5:
        yield f"About {found['handed_on']:,.0f} visits are handed on or lapse in that time."


def _in_ten(share: float) -> str:
    tenths = round(10 * share)
    if tenths in (0, 10):
        return "In hardly any week" if tenths == 0 else "In nearly every week"
    return f"In about {tenths} in 10 weeks"


def _weeks(found: Found) -> Iterator[str]:
    rows = [
        [
            str(week["week"]),
            *(f"{week[name]:.2f}" for name in ("over_new_visits_alone", "over")),
            *(f"{week['backlog_visits'][name]:,.0f}" for name in ("p10", "p50", "p90")),
            *(f"{week['backlog_hours'][name]:,.0f}" for name in ("p10", "p50", "p90")),
        ]
        for week in found["by_week"]
        if week["week"] in SHOWN_WEEKS or week["week"] == len(found["by_week"])
    ]
    percentiles = ["P10", "P50", "P90"]
    yield from ("", "Probability that a week's demand is more than capacity; visits, hours waiting")
    yield from _table(["week", "new visits", "with waiting", *percentiles, *percentiles], rows)


def _days(found: Found) -> Iterator[str]:
    yield from ("", "Probability that a day's new visits are more than its staff can do")
    rows = [[day["day"], f"{day['over_new_visits_alone']:.2f}"] for day in found["by_day"]]
    yield from _table(["day", "over"], rows)


def _establishment(found: Found) -> Iterator[str]:
    percentiles = list(found["establishment"][0]["wte_needed"])
    rows = [
        [
            ", ".join(group["bands"]),
            f"{group['wte']:.1f}",
            f"{group['over_new_visits_alone']:.2f}",
            *(f"{group['wte_needed'][p]:.1f}" for p in percentiles),
        ]
        for group in found["establishment"]
    ]
    yield from ("", "WTE that would be enough for what only these bands may do, by share of weeks")
    yield from _table(["bands", "WTE now", "over", *map(str.upper, percentiles)], rows)


def _visits(found: Found) -> Iterator[str]:
    rows = []
    for visit in found["visits"]:
        known = visit["dispersion"]
        ratio = f"{known['ratio']:.1f} ({known['low']:.1f} to {known['high']:.1f})" if known else ""
        weeks = str(known["weeks"]) if known else ""
        row = [visit["name"], f"{visit['per_week']:,.1f}", f"{visit['hours_per_visit']:.2f}"]
        rows.append([*row, weeks, ratio])
    yield from ("", "Visits; variance over mean of the weekly counts, with its 95 % interval")
    yield from _table(["visits", "per week", "hours each", "weeks known", "variance/mean"], rows)


def _changes(found: Found) -> Iterator[str]:
    for change in found["changes"]:
        rows = [
            [
                MEASURES[one["measure"]],
                *(f"{one[name]:,.1f}" for name in ("before", "after", "difference")),
                f"{one['error']:,.2f}",
            ]
            for one in change["differences"]
        ]
        yield from ("", f"{change['name']}: what it would change, in the same weeks")
        yield from _table(["on average", "before", "after", "difference", "± error"], rows)


def _queue(found: Found) -> Iterator[str]:
    queue = found["queue"]
    if not queue:
        return
    relief = queue["relief_capacity"]
    yield from ("", "Work that can wait")
    yield from _table(
        ["", "per week"],
        [
            ["demand over capacity", f"{queue['queue_load']:.2f}"],
            ["target mean wait, weeks", f"{queue['target_mean_wait']:.1f}"],
            ["target size of the queue", f"{queue['target_queue']:,.0f}"],
            ["capacity that keeps it", f"{queue['target_capacity']:,.1f}"],
            ["capacity for relief", f"{relief:,.1f}" if relief is not None else "not needed"],
        ],
    )


def _phone(found: Found) -> Iterator[str]:
    phone = found["phone"]
    if not phone:
        return
    wait = phone["mean_wait_seconds"]
    yield from ("", f"Duty phone, {phone['staff']} answering; nobody is taken to give up waiting")
    yield from _table(
        ["", ""],
        [
            ["share of callers who wait", f"{phone['waits']:.2f}"],
            ["mean wait, seconds", f"{wait:,.0f}" if wait is not None else "without end"],
            [f"answered within {phone['seconds']:g} s", f"{phone['answered_within']:.2f}"],
            ["share of time on the phone", f"{phone['occupancy']:.2f}"],
            [f"people needed for {phone['share']:.0%}", str(phone["staff_needed"])],
        ],
    )


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows in columns; all but the first are numbers."""
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    for row in (heads, *rows):
        first, *others = (
            cell.rjust(w) if place else cell.ljust(w)
            for place, (cell, w) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(["", first, *others]).rstrip()
