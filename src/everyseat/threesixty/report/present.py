"""A report made ready to be read: its numbers as text, sentences and charts.

The page and the PDF are both filled from what `present` returns, so they can't differ.
"""

from everyseat.science.gaps import Verdict
from everyseat.threesixty import relationships
from everyseat.threesixty.report import charts, sentences
from everyseat.threesixty.report.material import topics
from everyseat.threesixty.report.shape import Report, Row, Scale, Topic, Value, Words
from everyseat.threesixty.report.translated import gettext as _

SPACE = "\u2002"
MARKED: dict[str, str] = {Verdict.BLIND_SPOT: "blind", Verdict.HIDDEN_STRENGTH: "hidden"}


def present(report: Report, note: str = "", for_coach: bool = False) -> dict[str, object]:
    """Return everything a template shows; `for_coach` adds the words meant for a coach alone."""
    words = report["words_for_coach"] if for_coach else []
    return {
        "title": _("How you meant to come across, and how it felt"),
        "recipient": report["recipient"],
        "round": report.get("title", ""),
        "first": sentences.first(report),
        "who": _who(report),
        "note": note,
        "labels": _labels(report["scale"]),
        "headings": _headings(report["scale"]),
        "overview": [_overview(value, report) for value in report["values"]],
        "findings": _findings(report),
        "values": [_value(value, report) for value in report["values"]],
        "words": [_question(q, report) for q in report["words"]],
        "words_for_coach": [_question(q, report) for q in words if q["words"]],
        "norm": sentences.norm(report),
        "keys": [
            {"svg": charts.key(what, words), "words": words}
            for what, words in (
                ("self", _("yourself")),
                ("others", _("others' estimate with its 95 % interval")),
                ("spread", _("how others' answers are spread")),
            )
        ],
    }


def _who(report: Report) -> str:
    return " ".join([*sentences.left_out(report), _counted(report)])


def _counted(report: Report) -> str:
    """Return how many answers are shown, and in which groups."""
    left_out, k = bool(report.get("left_out")), report["limits"]["ratings"]
    if report["raters"] is None:
        text = _("Fewer than %(k)s people answered, so we show none of their answers.")
        if left_out:
            text = _("Fewer than %(k)s answers are left, so we show none of them.")
        return text % {"k": k}
    groups = [relationships.names(block) for block in report["groups"]]
    text = _("%(n)s people answered. They are shown in groups of at least %(k)s: %(groups)s.")
    if left_out:
        text = _("%(n)s answers are shown, in groups of at least %(k)s: %(groups)s.")
    values = {"n": report["raters"], "groups": "; ".join(groups), "k": k}
    alone = _("Your manager's ratings are shown on their own. They knew this before they answered.")
    return text % values + (f" {alone}" if report["named"] else "")


def _headings(scale: Scale) -> list[str]:
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


def _labels(scale: Scale) -> str:
    points = range(scale["low"], scale["high"] + 1)
    labels = scale["labels"]
    pairs = zip(points, labels, strict=True) if len(labels) == len(points) else []
    return ", ".join(f"{point} {label}" for point, label in pairs)


def _overview(value: Value, report: Report) -> dict[str, str]:
    """Return a value's row on the first page."""
    words = sentences.topic(value)
    return {
        "name": value["text"],
        "anchor": value["key"],
        "svg": charts.strip(value, report["scale"], words),
        "words": words,
        "verdict": sentences.verdict(value["verdict"]),
        "mark": MARKED.get(value["verdict"] or "", ""),
    }


def _findings(report: Report) -> list[dict[str, object]]:
    names = {t["key"]: t["text"] for t in topics(report["values"])}
    kinds = [kind for kind in Verdict if kind not in (Verdict.IN_STEP, Verdict.TOO_FEW)]
    return [
        {
            "name": sentences.verdict(kind),
            "topics": [
                names[key].format(name=report["recipient"]) for key in report["findings"][kind]
            ],
        }
        for kind in kinds
        if report["findings"][kind]
    ]


def _value(value: Value, report: Report) -> dict[str, object]:
    return _topic(value, report) | {
        "behaviours": [_topic(behaviour, report) for behaviour in value["behaviours"]]
    }


def _topic(topic: Topic, report: Report) -> dict[str, object]:
    words = sentences.topic(topic)
    return {
        "key": topic["key"],
        "text": topic["text"].format(name=report["recipient"]),
        "words": words,
        "svg": charts.strip(topic, report["scale"], words),
        "verdict": sentences.verdict(topic["verdict"]),
        "mark": MARKED.get(topic["verdict"] or "", ""),
        "change": sentences.change(topic["change"], report["compared_with"]),
        "rows": _rows(topic),
    }


def _rows(topic: Topic) -> list[dict[str, str]]:
    """Return the lines of a topic's table: self, all others, each group, and named raters."""
    rows = []
    if topic["self"] is not None:
        rows.append(_plain_row(_("Yourself"), topic["self"]))
    for rater in topic["named"]:
        rows.append(_plain_row(str(relationships.NAMES[rater["relationship"]]), rater["rating"]))
    if topic["others"]:
        rows.append(_row(topic["others"], _("All others")))
    if compared := topic.get("compared"):
        rows.append(_row(compared, _("All others, on the behaviours that you rated too")))
    return rows + [_row(row, relationships.names(row["relationships"])) for row in topic["groups"]]


def _plain_row(name: str, rating: float) -> dict[str, str]:
    return {
        "who": name,
        "n": "1",
        "mean": sentences.number(rating),
        "estimate": "",
        "counts": "",
        "agreement": "",
        "norm_share": "",
    }


def _row(row: Row, name: str) -> dict[str, str]:
    low, high = (sentences.number(end) for end in row["interval"])
    return {
        "who": name,
        "n": str(row["n"]),
        "mean": sentences.number(row["mean"]),
        "estimate": _("%(estimate)s, %(low)s to %(high)s")
        % {"estimate": sentences.number(row["estimate"]), "low": low, "high": high},
        "counts": SPACE.join(str(n) for n in row["counts"] or []),
        "agreement": sentences.agreement(row),
        "norm_share": f"{100 * (1 - row['own_share']):.0f} %",
    }


def _question(question: Words, report: Report) -> dict[str, object]:
    return {
        "text": question["text"].format(name=report["recipient"]),
        "words": question["words"],
    }
