"""Who answered, in words: how many, in which groups, and who is shown alone."""

from everyseat.threesixty import relationships
from everyseat.threesixty.report import edited, groups
from everyseat.threesixty.report.material import MANAGER, topics
from everyseat.threesixty.report.shape import Report
from everyseat.threesixty.report.translated import gettext as _

UNNAMED = "rater"
"""The relationship of everybody in a file that has no column for it."""


def answered(report: Report) -> str:
    """Return how many people answered, or that they are too few to be shown."""
    if report.get("nobody_asked"):
        return _("No list of people was approved before the round closed.")
    k, left_out = report["limits"]["ratings"], bool(report.get("left_out"))
    if report["raters"] is None:
        text = _("Fewer than %(k)s people answered, so we show none of their answers.")
        if report["named"]:
            text = _("Fewer than %(k)s others answered, so we show none of their answers.")
        if left_out:
            text = _("Fewer than %(k)s answers are left, so we show none of them.")
        return text % {"k": k}
    if left_out:
        return _("%(n)s answers are shown.") % {"n": report["raters"]}
    return _("%(n)s people answered.") % {"n": report["raters"]}


def by_group(report: Report) -> list[str]:
    """Return each group with its number; without numbers where somebody is in none of them.

    The only group of a file that names none is not named.
    """
    if report["raters"] is None or report["groups"] == [[UNNAMED]]:
        return []
    sizes = [(relationships.names(block), n) for block, n in groups.sizes(report)]
    sizes += [(str(relationships.NAMES[name]), _alone(report, name)) for name in report["named"]]
    whole = sum(n for _name, n in sizes) == report["raters"]
    return [f"{name}: {n}" if whole else name for name, n in sizes]


def _alone(report: Report, name: str) -> int:
    """Return how many are shown alone by this name: a file may have two managers."""
    named = [rater for topic in topics(report["values"]) for rater in topic["named"]]
    return max((rater.get("n", 1) for rater in named if rater["relationship"] == name), default=1)


def why_groups(report: Report) -> str:
    """Return how small a group may be, "" where nothing is shown or there is one group."""
    if len(report["groups"]) < 2:
        return ""
    text = _("Every group has at least %(k)s people.")
    if MANAGER in report["named"]:
        text = _("Every other group has at least %(k)s people.")
    return text % {"k": report["limits"]["ratings"]}


def alone(report: Report) -> str:
    """Return that the manager's ratings are shown on their own, "" if there are none."""
    if MANAGER not in report["named"]:
        return ""
    texts = [_("Your manager's ratings are shown on their own.")]
    if report["raters"] is not None:
        texts = [_("Your manager's ratings count among all others, and are shown on their own.")]
    if not report.get("from_file"):
        texts.append(_("They knew this before they answered."))
    return " ".join(texts)


def left_out(report: Report) -> list[str]:
    """Return sentences about answers left out because nearly the same people were asked before."""
    numbers = report.get("left_out")
    if not numbers:
        return []
    names = "; ".join(relationships.names([label]) for label in numbers)
    text = _(
        "Nearly the same people may have been asked for an earlier report (%(groups)s). To "
        "protect anyone who joined or left since, we left out %(n)s answers and their "
        "words, chosen at random."
    ) % {"groups": names, "n": sum(numbers.values())}
    if report["raters"] is None:
        return [text]
    rest = _(
        "Their means, and those of all others together, are rounded to half points. We do "
        "not show how these answers are spread, or what has changed."
    )
    return [text, rest]


def no_words(report: Report) -> str:
    """Return why there are no comments, "" where there are some or none were asked for."""
    k, raters = report["limits"]["words"], report["raters"]
    if raters is None or raters >= k or not report["words"]:
        return ""
    return _("Comments are shown only when at least %(k)s people answer.") % {"k": k}


def notes(report: Report) -> list[str]:
    """Return everything there is to know about who and what is shown, but for the numbers."""
    lines = [alone(report), why_groups(report), no_words(report), *edited.said(report)]
    return [*left_out(report), *(line for line in lines if line)]
