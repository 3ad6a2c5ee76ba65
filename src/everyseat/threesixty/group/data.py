"""Group report data: a group report as plain data of a documented shape (docs/report-data.md)."""

from typing import Any

from everyseat.threesixty.group import sentences
from everyseat.threesixty.group.shape import GroupReport, Team, Value

FORMAT = "everyseat group report 2"
Data = dict[str, Any]


def of(content: GroupReport) -> Data:
    """Return a group report as data; a number that is not shown is None."""
    return {
        "format": FORMAT,
        "round": content["title"],
        "scale": dict(content["scale"]),
        "fewest_leaders": content["k"],
        "leaders_rated": content["rated"],
        "leaders_with_figures": content["told"] or None,
        "invitations": content["asked"] if content["answered"] else None,
        "answers_at_least": content["answered"] or None,
        "compared_with": content["compared_with"],
        "teams": [_names(block) for block in content["blocks"]],
        "values": [_value(value, content) for value in content["values"]],
    }


def _names(block: list[Team]) -> list[str]:
    return [team["name"] for team in block]


def _value(value: Value, content: GroupReport) -> Data:
    return {
        "key": value["key"],
        "text": value["text"],
        "all_leaders": value["everybody"],
        "by_teams": [
            {"teams": _names(block), **shown} if shown else {"teams": _names(block), "mean": None}
            for block, shown in zip(content["blocks"], value["blocks"], strict=True)
        ],
        "agreement": sentences.agreement_key(value["spread"], content["scale"]),
        "seen_in_ten": sentences.seen_in_ten(value["seen"]),
        "change": value["change"],
        "is_highest": value["key"] == content["highest"],
        "is_lowest": value["key"] == content["lowest"],
    }
