"""A group report as the sheets of a workbook: the same numbers as on the page."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from everyseat.threesixty.group import sentences
from everyseat.threesixty.group.shape import GroupReport, Mean, Team, Value

Row = list[object]


def of(content: GroupReport) -> dict[str, list[Row]]:
    """Return the rows of each sheet by its name."""
    return {_("Group report"): _about(content), _("Values and teams"): _values(content)}


def _about(content: GroupReport) -> list[Row]:
    return [
        [_("What"), _("This report")],
        [_("Round"), content["title"]],
        [_("Scale"), _("%(low)s to %(high)s") % content["scale"]],
        [_("Leaders who were rated"), content["rated"]],
        [_("Leaders whose reports have figures"), content["told"] or None],
        [_("Invitations to answer"), content["asked"] if content["answered"] else None],
        [_("Answers, at least"), content["answered"] or None],
        [_("Fewest leaders for a number"), content["k"]],
        [_("Compared with"), content["compared_with"]],
    ]


def _values(content: GroupReport) -> list[Row]:
    headings: Row = [
        *(_("Value"), _("Teams"), _("Leaders"), _("Mean"), _("Rounded to")),
        *(_("Do people agree about a leader?"), _("Could people judge it?")),
        _("Change"),
    ]
    rows = [headings]
    for value in content["values"]:
        rows.append(
            [value["text"], _("All leaders"), *_mean(value["everybody"]), *_more(value, content)]
        )
        for block, mean in zip(content["blocks"], value["blocks"], strict=True):
            rows.append([value["text"], _teams(block), *_mean(mean)])
    return rows


def _teams(block: Sequence[Team]) -> str:
    return ", ".join(team["name"] or _("No team") for team in block)


def _mean(shown: Mean | None) -> Row:
    return [shown["leaders"], shown["mean"], shown["step"]] if shown else [None, "–", None]


def _more(value: Value, content: GroupReport) -> Row:
    return [
        sentences.agreement(value["spread"], content["scale"]),
        sentences.seen(value["seen"]),
        sentences.change(value["change"]),
    ]
