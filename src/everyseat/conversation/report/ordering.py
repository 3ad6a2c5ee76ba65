"""Every statement of a report, in an order that a reader asks for, and as a table."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from everyseat.conversation.report import sentences

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Content = dict[str, Any]
ORDERS = {
    "agree": _("Most agree"),
    "disagree": _("Most disagree"),
    "apart": _("Groups furthest apart"),
    "audiences": _("Furthest apart side by side"),
    "answers": _("Most answers"),
    "number": _("Number"),
}
USUAL = "agree"
LEAST = {"agree": "low", "disagree": "disagree_low"}
"""The lower end of the interval of each share."""


def of(content: Content | None) -> dict[str, "StrOrPromise"]:
    """Return the orders that there are for a result, by key."""
    has_audiences = content is not None and content.get("audiences")
    return {key: name for key, name in ORDERS.items() if key != "audiences" or has_audiences}


def known(order: str) -> str:
    """Return an order that there is: the usual one for anything else."""
    return order if order in ORDERS else USUAL


def ordered(rows: Sequence[Content], order: str) -> list[Content]:
    """Return rows in an order, by what is surely so; equals stand as before.

    A share of a few people can be anything: by itself it would put what hardly anybody answered
    before what nearly everybody agrees with.
    """
    if order == "number":
        return list(rows)
    return sorted(rows, key=lambda row: -_size(row, order))


def table(content: Content) -> Iterator[list[object]]:
    """Yield the rows of a CSV file, the names of its columns first."""
    rows: list[Content] = content["all"]
    audiences = [sentences.name_of_audience(one) for one in content.get("audiences", [])]
    groups = len(rows[0]["groups"]) if rows else 0
    letters = sentences.LETTERS[:groups] if groups > 1 else ""
    shares = ("agree", "disagree", "low", "high", "disagree_low", "disagree_high")
    of_group = ("n", "agree", "disagree")
    yield [
        *("statement", "text", "source", "answers"),
        *("agree", "disagree", "agree_low", "agree_high", "disagree_low", "disagree_high"),
        *(f"{name}_{of}" for of in (*letters, *audiences) for name in ("answers", *of_group[1:])),
    ]
    for row in rows:
        own = [row[name] for name in shares]
        apart = [*row["groups"][: len(letters)], *row.get("audiences", [])]
        own += [one[name] for one in apart for name in of_group]
        yield [
            *(row["name"], row["text"], row["source"], row["n"]),
            *("" if value is None else value for value in own),
        ]


def _size(row: Content, order: str) -> float:
    if order == "answers":
        return float(row["n"])
    if order in ("apart", "audiences"):
        of_each = row["groups"] if order == "apart" else row.get("audiences", [])
        known = [one for one in of_each if one["n"]]
        if len(known) < 2:
            return -1.0
        return float(max(one["low"] for one in known) - min(one["high"] for one in known))
    return float(row[LEAST[order]] or 0)
