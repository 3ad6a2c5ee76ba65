"""How far two coders agree, in words: what kappa says, and how sure that is."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

LEVELS = (0.2, 0.4, 0.6, 0.8)
"""Where Landis & Koch 1977, Biometrics 33, 159-174, draw the lines; by custom, not by proof."""


class Row(NamedTuple):
    """A theme, how often each coder gave it, and how far they agree, in figures and in words."""

    name: str
    first: int
    second: int
    both: int
    kappa: str
    words: str
    estimate: float


def rows(result: Mapping[str, Any]) -> list[Row]:
    """Return each theme of a result, the one on which coders agree least first."""
    found = [_row(one) for one in result.get("themes", [])]
    return sorted(found, key=lambda row: (row.estimate, row.name))


def _row(one: Mapping[str, Any]) -> Row:
    estimate, low, high = one["kappa"]
    counts = (one["name"], one["first"], one["second"], one["both"])
    if estimate is None:
        return Row(*counts, "–", _("Both gave it to every comment."), 1.0)
    shown = _("%(estimate).2f (%(low).2f to %(high).2f)")
    figures = shown % {"estimate": estimate, "low": low, "high": high}
    return Row(*counts, figures, _said(estimate, low, high), estimate)


def _said(estimate: float, low: float, high: float) -> str:
    """Return what an agreement means; that it is not known where its interval says anything."""
    words = [_("slight"), _("fair"), _("moderate"), _("substantial"), _("almost perfect")]
    least, most = _level(low), _level(high)
    if most - least >= 3:
        return _("Too few comments have this theme to say.")
    if estimate < 0:
        return _("No more than by chance.")
    if least == most:
        return _("The agreement is %(level)s.") % {"level": words[least]}
    text = _("The agreement is %(least)s to %(most)s.")
    return text % {"least": words[least], "most": words[most]}


def _level(value: float) -> int:
    return sum(value > line for line in LEVELS)
