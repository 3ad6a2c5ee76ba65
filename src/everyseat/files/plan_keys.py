"""What a plan of capacity may hold: its tables, their keys, and what each value may be."""

import difflib
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Check = Callable[[Any], str]
"""Returns what a value must be, or "" if it is."""
PLAIN_NAME = "must be the name of a file beside the plan"
FEWEST_WEEKS = 8
"""With fewer weeks of history nothing can be said of how much they vary."""

MOST_WEEKS = 2_000
MOST = 1_000_000
MOST_UNKNOWN, LONGEST_KNOWN, MOST_KNOWN = 20, 60, 60
"""Unknown names that are told one by one; how long and how many names are compared."""


@dataclass(frozen=True, order=True)
class PlanProblem:
    """A mistake in a plan: the key it is at, such as `visits[2].minutes`, and what to do."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


@dataclass(frozen=True)
class Key:
    """What a key holds, and whether it has to be there."""

    check: Check
    required: bool = False


def number(
    *, above: float | None = None, least: float | None = None, most: float | None = None
) -> Check:
    """Return a check for a number within limits: above one, or at least, and at most."""
    limits = {"above": above, "of at least": least, "of at most": most}
    told = [f"{word} {limit:,.16g}" for word, limit in limits.items() if limit is not None]
    message = f"must be a number {' and '.join(told)}"

    def check(value: Any) -> str:
        if not _is_number(value):
            return message
        low = (above is None or value > above) and (least is None or value >= least)
        return "" if low and (most is None or value <= most) else message

    return check


def whole(least: int, most: int) -> Check:
    """Return a check for a whole number within limits."""

    def check(value: Any) -> str:
        right = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
        return "" if right else f"must be a whole number from {least} to {most:,}"

    return check


def text(value: Any) -> str:
    """Say what is wrong with a text."""
    return "" if isinstance(value, str) and value.strip() else "must be a text in quotes"


def names(value: Any) -> str:
    """Say what is wrong with a list of names."""
    right = isinstance(value, list) and value and not any(map(text, value))
    return "" if right else 'must be a list of names, such as ["Band 5", "Band 6"]'


def seven(value: Any) -> str:
    """Say what is wrong with a pattern of the week."""
    right = isinstance(value, list) and len(value) == 7 and all(map(_is_count, value))
    return "" if right and sum(value) > 0 else "must be seven numbers from Monday, none below 0"


def history(value: Any) -> str:
    """Say what is wrong with counts of past weeks, or with the name of a file that holds them."""
    if isinstance(value, str):
        is_plain = value not in ("", ".", "..") and not set(value) & set("/\\\0")
        return "" if is_plain else PLAIN_NAME
    if not isinstance(value, list) or not all(map(_is_count, value)):
        return "must be a list of counts, the newest last, or the name of a file"
    if not FEWEST_WEEKS <= len(value) <= MOST_WEEKS:
        limits = f"at least {FEWEST_WEEKS} weeks and at most {MOST_WEEKS:,}"
        return f"must have {limits}, not {len(value):,}"
    return "" if sum(value) > 0 else "must not be 0 in every week"


def mismatches(
    where: str, keys: Mapping[str, Key], table: Any, *, whole_table: bool = True
) -> Iterator[PlanProblem]:
    """Yield unknown keys, wrong values, and (in a whole table) missing keys."""
    if not isinstance(table, dict):
        yield PlanProblem(where, "must be a table")
        return
    yield from _unknown(where, keys, [name for name in table if name not in keys])
    for name, value in table.items():
        if name in keys and (told := keys[name].check(value)):
            yield PlanProblem(_inside(where, name), told)
    for name, key in keys.items():
        if whole_table and key.required and name not in table:
            yield PlanProblem(_inside(where, name), "is missing")


def _unknown(where: str, keys: Mapping[str, Key], names: list[str]) -> Iterator[PlanProblem]:
    for name in names[:MOST_UNKNOWN]:
        yield PlanProblem(_inside(where, name), f"is not a key of a plan.{near(name, keys)}")
    others = len(names[MOST_UNKNOWN:])
    if others:
        yield PlanProblem(where or "the plan", f"has {others} more keys that are none of a plan")


def near(name: str, known: Mapping[str, Any] | list[str]) -> str:
    """Return a question whether a known name is meant, or ""."""
    if len(name) > LONGEST_KNOWN or len(known) > MOST_KNOWN:
        return ""  # no slip of the fingers, and slow to compare
    found = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f" Did you mean “{found[0]}”?" if found else ""


def _inside(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _is_number(value: Any) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and math.isfinite(value)


def _is_count(value: Any) -> bool:
    return _is_number(value) and 0 <= value <= MOST


SHARE = number(least=0, most=1)
NOT_BELOW_0, ABOVE_0 = number(least=0, most=MOST), number(above=0, most=MOST)
VISIT = {
    "name": Key(text, required=True),
    "expected": Key(ABOVE_0),
    "minutes": Key(ABOVE_0, required=True),
    "travel": Key(NOT_BELOW_0),
    "records": Key(NOT_BELOW_0),
    "bands": Key(names, required=True),
    "history": Key(history),
    "history_column": Key(text),
    "dispersion": Key(number(least=1, most=1000)),
    "backlog": Key(NOT_BELOW_0),
    "deferred": Key(SHARE),
}
STAFF = {
    "band": Key(text, required=True),
    "wte": Key(NOT_BELOW_0, required=True),
    "hours": Key(number(above=0, most=168)),
    **{name: Key(SHARE) for name in ("leave", "training", "sickness", "other")},
}
WEEK = {"demand": Key(seven), "staff": Key(seven)}
QUEUE = {
    "demand": Key(ABOVE_0, required=True),
    "capacity": Key(ABOVE_0, required=True),
    "waiting": Key(NOT_BELOW_0, required=True),
    "target_wait": Key(ABOVE_0, required=True),
    "factor": Key(ABOVE_0),
    "cv_demand": Key(NOT_BELOW_0),
    "cv_capacity": Key(NOT_BELOW_0),
    "weeks_to_target": Key(ABOVE_0),
}
PHONE = {
    "calls_per_hour": Key(number(above=0, most=100_000), required=True),
    "minutes": Key(number(above=0, most=600), required=True),
    "staff": Key(whole(1, 10_000)),
    "seconds": Key(NOT_BELOW_0),
    "share": Key(number(least=0.01, most=0.999)),
}


def anything(_value: Any) -> str:
    """Say nothing: a table of its own, checked by its own keys."""
    return ""


TOP = {
    "name": Key(text),
    "weeks": Key(whole(1, 260)),
    "history_date": Key(text),
    "week": Key(anything),
    "visits": Key(anything, required=True),
    "staff": Key(anything, required=True),
    "queue": Key(anything),
    "phone": Key(anything),
    "change": Key(anything),
}
CHANGE = {"name": Key(text, required=True), "visits": Key(anything), "staff": Key(anything)}
CHANGED_VISIT = {
    name: VISIT[name]
    for name in ("expected", "minutes", "travel", "records", "dispersion", "backlog", "deferred")
}
CHANGED_STAFF = {name: key for name, key in STAFF.items() if name != "band"}
