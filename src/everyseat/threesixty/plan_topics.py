"""What an aim of a plan can be about: the values and statements of a report."""

from everyseat.threesixty.report import sentences
from everyseat.threesixty.report.material import topics
from everyseat.threesixty.report.shape import Report

VERDICTS = {"blind spot", "shared weakness", "hidden strength", "shared strength"}


def named(report: Report) -> dict[str, str]:
    """Return each value and statement of a report by its key, as its text about the recipient."""
    name = report["recipient"]
    return {t["key"]: t["text"].format(name=name) for t in topics(report["values"])}


def named_by_self(report: Report) -> dict[str, str]:
    """Return the same as its recipient reads it in the report: about themselves, as "I"."""
    return {t["key"]: t["self_text"] for t in topics(report["values"])}


def statements(report: Report) -> list[str]:
    """Return the keys of a report's statements."""
    return [b["key"] for value in report["values"] for b in value["behaviours"]]


def to_rate_again(report: Report, topic: str) -> str:
    """Return the statement that a plan about a topic is first thought to ask again, or "".

    Of a statement it is the same, and of a value its only one: of several the recipient chooses.
    """
    for value in report["values"]:
        keys = [behaviour["key"] for behaviour in value["behaviours"]]
        if topic in keys:
            return topic
        if topic == value["key"] and len(keys) == 1:
            return keys[0]
    return ""


def findings_first(report: Report) -> list[tuple[str, str]]:
    """Return the topics that an aim can be about: findings first, with the report's own words."""
    texts = named_by_self(report)
    by_key = {topic["key"]: topic for topic in topics(report["values"])}
    findings = [(key, name) for name, keys in report["findings"].items() for key in keys]
    first = [
        (key, f"{texts[key]} ({sentences.badge(by_key[key], report['scale'])})")
        for key, name in findings
        if name in VERDICTS
    ]
    keys_of_findings = {key for key, _name in first}
    return first + [(key, name) for key, name in texts.items() if key not in keys_of_findings]
