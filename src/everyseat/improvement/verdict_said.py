"""What a measure says of a change, in sentences. They are computed, and nobody can edit them."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.science.spc import FEW, Lack, Outcome, Verdict
from everyseat.science.spc.rules import RUN


def said(verdict: Verdict, measure: str) -> list[str]:
    """Return a verdict on a measure in sentences, the first of them its outcome."""
    lines = [_outcome(verdict) % {"measure": measure, "n": _missing(verdict)}]
    if verdict.lack is None and verdict.unusual_before:
        lines.append(_("It was already unsteady before the change."))
    return [*lines, caution()]


def caution() -> str:
    """Return what is said beside every verdict."""
    return _("A signal after a change does not show that the change caused it.")


def _outcome(verdict: Verdict) -> str:
    if verdict.lack is not None:
        return _lacks(verdict, verdict.lack)
    return {
        Outcome.NO_CHANGE: _(
            "No change seen in “%(measure)s”: it varies since then as it did before."
        ),
        Outcome.IMPROVEMENT: _(
            "Improvement: “%(measure)s” has been better since then than chance explains."
        ),
        Outcome.WORSENING: _(
            "Worsening: “%(measure)s” has been worse since then than chance explains."
        ),
        Outcome.MIXED: _(
            "Mixed: since then “%(measure)s” has been both better and worse than chance explains."
        ),
        Outcome.CHANGE: _("“%(measure)s” has changed since then by more than chance explains."),
    }[verdict.outcome]


def _missing(verdict: Verdict) -> int:
    """Return how many more values are needed, from before the change or after it."""
    return FEW - verdict.before if verdict.lack == Lack.BEFORE else RUN - verdict.after


def _lacks(verdict: Verdict, lack: Lack) -> str:
    """Return what is missing."""
    if lack == Lack.BEFORE:
        return ngettext(
            "Not enough data yet: “%(measure)s” lacks %(n)s value from before the change.",
            "Not enough data yet: “%(measure)s” lacks %(n)s values from before the change.",
            _missing(verdict),
        )
    if lack == Lack.AFTER:
        return ngettext(
            "Not enough data yet: “%(measure)s” needs %(n)s more value after the change.",
            "Not enough data yet: “%(measure)s” needs %(n)s more values after the change.",
            _missing(verdict),
        )
    return _(
        "Not enough data yet: every value of “%(measure)s” from before the change is the same, so "
        "that nothing says how much is chance."
    )
