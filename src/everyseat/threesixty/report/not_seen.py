"""How many of those whose answers are shown had not seen a behaviour, as far as a report tells."""

from everyseat.threesixty.report.shape import Report
from everyseat.threesixty.report.translated import gettext as _


def not_seen(report: Report) -> dict[str, int | None]:
    """Return for each behaviour how many of the people who are shown had not seen it.

    It follows from what stands in the report anyway: how many are shown together, and how many of
    them rated the behaviour; groups are put together before anybody is left out. None where so few
    saw it that nothing is shown, or where some answers came too late to be shown: these are not
    the same as “not seen”.
    """
    behaviours = [b for value in report["values"] for b in value["behaviours"]]
    raters, last = report["raters"], max(report["waves"], default=0)
    missing: dict[str, int | None] = {}
    for behaviour, waves in zip(behaviours, report["waves"], strict=True):
        others = behaviour["others"]
        if raters is None or others is None or waves < last:
            missing[behaviour["key"]] = None
        else:
            missing[behaviour["key"]] = raters - others["n"]
    return missing


def said(report: Report) -> str:
    """Return how many behaviours everybody had seen, and too few; "" where all saw all of them."""
    if report["raters"] is None:
        return ""
    missing = list(not_seen(report).values())
    seen, hidden, total = missing.count(0), missing.count(None), len(missing)
    if seen == total:
        return ""
    text = _(
        "People could answer “not seen”. Everybody had seen %(n)s of the %(total)s statements."
    )
    first = text % {"n": seen, "total": total}
    if not hidden:
        return first
    rest = _("Too few had seen %(n)s of them to show their answers.") % {"n": hidden}
    return f"{first} {rest}"
