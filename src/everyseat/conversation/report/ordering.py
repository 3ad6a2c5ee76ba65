"""Every statement of a report, in an order that a reader asks for, and as a table."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from everyseat.conversation.report import sentences

Content = dict[str, Any]
ORDERS = {
    "agree": _("Most agree"),
    "disagree": _("Most disagree"),
    "apart": _("Groups furthest apart"),
    "answers": _("Most answers"),
    "number": _("Number"),
}
USUAL = "agree"


def known(order: str) -> str:
    """Return an order that there is: the usual one for anything else."""
    return order if order in ORDERS else USUAL


def ordered(rows: Sequence[Content], order: str) -> list[Content]:
    """Return rows in an order; equals stand as before."""
    if order == "number":
        return list(rows)
    return sorted(rows, key=lambda row: -_size(row, order))


def table(rows: Sequence[Content]) -> Iterator[list[object]]:
    """Yield the rows of a CSV file, the names of its columns first."""
    groups = len(rows[0]["groups"]) if rows else 0
    letters = sentences.LETTERS[:groups] if groups > 1 else ""
    yield [
        *("statement", "text", "source", "answers", "agree", "disagree", "low", "high"),
        *(f"agree_{letter}" for letter in letters),
    ]
    for row in rows:
        shares = [row["agree"], row["disagree"], row["low"], row["high"]]
        shares += [one["agree"] for one in row["groups"][: len(letters)]]
        yield [
            *(row["name"], row["text"], row["source"], row["n"]),
            *("" if share is None else round(share, 4) for share in shares),
        ]


def _size(row: Content, order: str) -> float:
    if order == "answers":
        return float(row["n"])
    if order == "apart":
        shares = [one["agree"] for one in row["groups"] if one["agree"] is not None]
        return max(shares) - min(shares) if shares else 0.0
    return float(row[order] or 0)
