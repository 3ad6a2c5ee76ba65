"""The numbers behind the charts: a table for each value, opened on demand."""

from everyseat.threesixty import relationships
from everyseat.threesixty.report import groups, sentences
from everyseat.threesixty.report.shape import Report, Row, Scale, Topic, Value
from everyseat.threesixty.report.translated import gettext as _

SPACE = "\u2002"
Line = dict[str, str]


def headings(scale: Scale) -> list[str]:
    """Return the headings of every table of numbers."""
    points = SPACE.join(str(point) for point in range(scale["low"], scale["high"] + 1))
    return [
        _("Who"),
        "n",
        _("answers %(points)s") % {"points": points},
        _("mean"),
        _("estimate, 95 % interval"),
        _("agreement"),
        _("not from these answers"),
    ]


def tables(value: Value) -> list[dict[str, object]]:
    """Return the parts of a value's table: the value as a whole, then each of its behaviours."""
    topics: list[Topic] = [value, *value["behaviours"]]
    return [{"text": topic["self_text"], "rows": _lines(topic)} for topic in topics]


def summary(report: Report) -> dict[str, object] | None:
    """Return one line a topic, for print: self, n, others, each group; None if nothing is shown."""
    if report["raters"] is None:
        return None
    blocks = groups.columns(report)
    names = [_("You")] if report["self_given"] else []
    names += ["n", _("All others"), *(relationships.names(block) for block in blocks)]
    names += [str(relationships.NAMES[name]) for name in report["named"]]
    rows = []
    for value in report["values"]:
        for topic in (value, *value["behaviours"]):
            rows.append(
                {
                    "text": topic["self_text"],
                    "is_value": topic is value,
                    "cells": _summary(topic, blocks, report),
                }
            )
    return {"headings": names, "rows": rows}


def _summary(topic: Topic, blocks: list[list[str]], report: Report) -> list[str]:
    others = topic["others"]
    cells = [sentences.number(topic["self"])] if report["self_given"] else []
    cells += [str(others["n"]), _estimate(others)] if others else ["–", "–"]
    cells += [_of_block(topic, block) for block in blocks]
    named = groups.ratings_alone(topic)
    return cells + [sentences.number(named.get(name)) for name in report["named"]]


def _of_block(topic: Topic, block: list[str]) -> str:
    """Return a block's estimate, or that of the wider one that it is shown with."""
    row = groups.row_of(topic, block)
    if row is None:
        return "–"
    estimate = sentences.number(row["estimate"])
    if len(row["relationships"]) == len(block):
        return estimate
    return _("%(estimate)s (together)") % {"estimate": estimate}


def _lines(topic: Topic) -> list[Line]:
    """Return the lines of a topic: self, named raters, all others, each group."""
    rows = []
    if topic["self"] is not None:
        rows.append(_plain(_("Yourself"), topic["self"]))
    for rater in topic["named"]:
        name = str(relationships.NAMES[rater["relationship"]])
        rows.append(_plain(name, rater["rating"], n=str(rater.get("n", 1))))
    if topic["others"]:
        rows.append(_line(topic["others"], _("All others")))
    if compared := topic.get("compared"):
        rows.append(_line(compared, _("All others, on the behaviours that you rated too")))
    rows += [_line(row, relationships.names(row["relationships"])) for row in _parts(topic)]
    if (alike := groups.alike(topic)) is not None:
        rows.append(_plain(_("Each group counting the same"), alike, n=""))
    return rows


def _parts(topic: Topic) -> list[Row]:
    """Return the groups of a topic; none where its only group is all others."""
    others, rows = topic["others"], topic["groups"]
    return [] if others and [row["n"] for row in rows] == [others["n"]] else rows


def _plain(name: str, rating: float, n: str = "1") -> Line:
    return {
        "who": name,
        "n": n,
        "mean": sentences.number(rating),
        "estimate": "",
        "counts": "",
        "agreement": "",
        "norm_share": "",
    }


def _line(row: Row, name: str) -> Line:
    return {
        "who": name,
        "n": str(row["n"]),
        "mean": sentences.number(row["mean"]),
        "estimate": _estimate(row),
        "counts": SPACE.join(str(n) for n in row["counts"] or []),
        "agreement": sentences.agreement(row),
        "norm_share": f"{100 * (1 - row['own_share']):.0f} %",
    }


def _estimate(row: Row) -> str:
    low, high = (sentences.number(end) for end in row["interval"])
    values = {"estimate": sentences.number(row["estimate"]), "low": low, "high": high}
    return _("%(estimate)s, %(low)s to %(high)s") % values
