"""Report data: a single report as plain data of a documented shape, for whoever may read it.

It is written field by field, so that nothing which a report holds besides can slip into it, and in
the digits of the page: a longer estimate would tell what other leaders' reports say, which it leans
on. The shape stays: docs/report-data.md.
"""

from typing import Any

from everyseat.threesixty.report import reading
from everyseat.threesixty.report.shape import Report, Row, Topic, Words

FORMAT = "everyseat report 1"
Data = dict[str, Any]


def of(report: Report, note: str = "", for_coach: bool = False) -> Data:
    """Return a report as data; `for_coach` adds the words that were meant for a coach alone.

    Of a report that shows no answers of others there is what the page has: a manager's ratings.
    """
    shown: Data = {
        "format": FORMAT,
        "recipient": report["recipient"],
        "round": report.get("title", ""),
        "scale": dict(report["scale"]),
        "fewest": dict(report["limits"]),
        "answers": report["raters"],
        "groups": report["groups"],
        "shown_alone": report["named"],
        "left_out": report.get("left_out", {}),
        "other_leaders": report["norm_people"],
        "compared_with": report["compared_with"],
        "note": note,
        "values": [
            {**_topic(v, report), "behaviours": [_behaviour(b, v, report) for b in v["behaviours"]]}
            for v in report["values"]
        ],
        "changed_by_coach": report.get("edited") or {"shortened": 0, "left_out": 0},
        "words": [_words(question, report) for question in report["words"]],
    }
    if for_coach:
        shown["words_for_coach"] = [_words(q, report) for q in report["words_for_coach"]]
    return shown


def _shown(number: float | None) -> float | None:
    """Return a number as the page has it: one digit after the point."""
    return None if number is None else float(f"{number:.1f}")


def _behaviour(behaviour: Topic, value: Topic, report: Report) -> Data:
    """Return a behaviour; its change only where the page tells it."""
    found = _topic(behaviour, report)
    if asked := behaviour.get("asked"):
        found["asked"] = asked.format(name=report["recipient"])
    return found if reading.is_told(behaviour, value) else {**found, "change": None}


def _topic(topic: Topic, report: Report) -> Data:
    compared, change = topic.get("compared"), topic["change"]
    return {
        "key": topic["key"],
        "text": topic["text"].format(name=report["recipient"]),
        "self": None if report["raters"] is None else _shown(topic["self"]),
        "others": _row(topic["others"]),
        "others_where_self_rated": _row(compared) if compared else _row(topic["others"]),
        "groups": [_row(row) for row in topic["groups"]],
        "shown_alone": [{**rater, "rating": _shown(rater["rating"])} for rater in topic["named"]],
        "verdict": topic["verdict"],
        "change": change
        and {
            "difference": _shown(change["difference"]) if change["reliable"] else None,
            "interval": [_shown(end) for end in change["interval"]],
            "reliable": change["reliable"],
        },
    }


def _row(row: Row | None) -> Data | None:
    """Return the figures of a group; those that protect somebody by their absence are None."""
    if row is None:
        return None
    return {
        "relationships": row["relationships"],
        "n": row["n"],
        "mean": _shown(row["mean"]),
        "most_chose": row["most"],
        "counts": row["counts"],
        "agreement_ad": _shown(row["ad"]),
        "estimate": _shown(row["estimate"]),
        "interval": [_shown(end) for end in row["interval"]],
        "own_share": round(row["own_share"], 2),
        "in_half_points": bool(row.get("coarse")),
    }


def _words(question: Words, report: Report) -> Data:
    text = question["text"].format(name=report["recipient"])
    return {"key": question["key"], "text": text, "words": question["words"]}
