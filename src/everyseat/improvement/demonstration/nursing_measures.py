"""What district nursing measures: visits in the promised window, calls, and pressure ulcers."""

from datetime import date, timedelta
from random import Random

from django.utils import timezone

from everyseat.files.values import Reading
from everyseat.improvement.actions import charting, measures
from everyseat.improvement.models import Measure, Service
from everyseat.organisations.models import Person

WEEKS, SINCE_CHANGE = 40, 14
"""For how many weeks it has measured, and how many weeks ago the change was made."""


def load(service: Service, by: Person, rng: Random) -> None:
    """Let calls have fallen since nurses say the evening before when they come."""
    weeks = _weeks()
    changed = weeks[-SINCE_CHANGE]
    calls = _calls(service, weeks, rng)
    charting.aim(measure=calls, since=weeks[0], value=35)
    charting.annotate(measure=calls, on=weeks[12], text="A new telephone system")
    on_time = _on_time(service, weeks, rng)
    charting.aim(measure=on_time, since=changed, value=85)
    _ulcers(service, rng)
    for measure in (calls, on_time):
        measures.show_to_everybody(measure=measure, is_public=True)


def _weeks() -> list[date]:
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    return [monday - timedelta(weeks=WEEKS - n) for n in range(WEEKS)]


def _add(service: Service, name: str, definition: str, **values: object) -> Measure:
    usual = {"kind": "outcome", "direction": "decrease", "feed": "typed", "theme": None}
    said = {"name": name, "definition": definition, "chart": "xmr", "unit": ""}
    return measures.add(service=service, values={**usual, **said, **values})


def _calls(service: Service, weeks: list[date], rng: Random) -> Measure:
    made = _add(
        service,
        "Calls that ask when the nurse comes",
        "Calls to the team’s number each week, counted by whoever answers, from Monday to Sunday.",
        unit="calls",
    )
    level = [46] * (WEEKS - SINCE_CHANGE) + [31] * SINCE_CHANGE
    found = [
        Reading(week, float(round(rng.gauss(mean, 5))), None)
        for week, mean in zip(weeks, level, strict=True)
    ]
    measures.take(measure=made, readings=found)
    return made


def _on_time(service: Service, weeks: list[date], rng: Random) -> Measure:
    made = _add(
        service,
        "Visits within the promised two hours",
        "From the times on nurses’ phones. Before windows were promised: within an hour of the "
        "time in the diary.",
        kind="process",
        direction="increase",
        chart="proportion",
    )
    found = []
    for n, week in enumerate(weeks):
        visits = rng.randint(180, 260)
        share = 0.68 if n < WEEKS - SINCE_CHANGE else 0.83
        found.append(Reading(week, float(round(visits * rng.gauss(share, 0.03))), visits))
    measures.take(measure=made, readings=found)
    return made


def _ulcers(service: Service, rng: Random) -> Measure:
    made = _add(
        service,
        "Pressure ulcers that began in our care",
        "Each of grade two or higher, on the day on which it was found.",
        kind="balancing",
        chart="rare",
    )
    day = timezone.localdate() - timedelta(days=7 * WEEKS)
    found = []
    while day < timezone.localdate():
        found.append(Reading(day, 1.0, None))
        day += timedelta(days=1 + round(rng.expovariate(1 / 16)))
    measures.take(measure=made, readings=found)
    return made
