"""A single report as the sheets of a workbook: the same as its data, one row for each number."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from everyseat.threesixty import relationships
from everyseat.threesixty.report.data import Data
from everyseat.threesixty.report.sentences import verdict

Row = list[object]


def of(data: Data) -> dict[str, list[Row]]:
    """Return the rows of each sheet by its name; words have a sheet where there are any."""
    sheets = {_("Report"): _about(data), _("Figures"): _figures(data)}
    words = list(_words(data))
    if words:
        sheets[_("Words")] = [[_("Question"), _("Words"), _("Read by")], *words]
    return sheets


def _about(data: Data) -> list[Row]:
    scale, fewest = data["scale"], data["fewest"]
    few = _("fewer than %(k)s") % {"k": fewest["ratings"]}
    rows: list[Row] = [
        [_("What"), _("This report")],
        [_("About"), data["recipient"]],
        [_("Round"), data["round"]],
        [_("Scale"), _("%(low)s to %(high)s") % scale],
        [_("Answers"), few if data["answers"] is None else data["answers"]],
        [_("Groups"), "; ".join(relationships.names(block) for block in data["groups"])],
        [_("Answers left out because of an earlier report"), sum(data["left_out"].values())],
        [_("Fewest people for a number"), fewest["ratings"]],
        [_("Fewest people for words"), fewest["words"]],
        [_("Compared with"), data["compared_with"]],
        [_("Other leaders whom the estimates lean on"), data["other_leaders"]],
        [_("Note"), data["note"] or None],
        [_("Comments that the coach shortened"), data["changed_by_coach"]["shortened"]],
        [_("Comments that the coach left out"), data["changed_by_coach"]["left_out"]],
    ]
    return rows


def _figures(data: Data) -> list[Row]:
    points = range(data["scale"]["low"], data["scale"]["high"] + 1)
    headings: Row = [
        *(_("Value"), _("Statement"), _("Who"), "n", _("Mean"), _("Most chose")),
        *(_("Estimate"), _("Interval from"), _("Interval to"), _("Agreement (AD)")),
        *(_("Chose %(point)s") % {"point": point} for point in points),
        *(_("In half points"), _("Not from these answers")),
        *(_("You and others"), _("Change"), _("Change from"), _("Change to"), _("Sure change")),
    ]
    rows = [headings]
    for value in data["values"]:
        rows += _topic(value, value["text"], "", len(points))
        for behaviour in value["behaviours"]:
            rows += _topic(behaviour, value["text"], _statement(behaviour), len(points))
    return rows


def _statement(behaviour: Data) -> str:
    """Return a statement, with how it was asked where its answers are turned round."""
    if "asked" not in behaviour:
        return str(behaviour["text"])
    return _("%(statement)s (asked as “%(asked)s”, with the answers turned round)") % {
        "statement": behaviour["text"],
        "asked": behaviour["asked"],
    }


def _topic(topic: Data, value: str, statement: str, points: int) -> Iterator[Row]:
    """Yield the rows of a topic: self, raters who are shown alone, all others, and each group."""
    name: Row = [value, statement]
    if topic["self"] is not None:
        yield [*name, relationships.names(["self"]), 1, topic["self"]]
    for rater in topic["shown_alone"]:
        who = relationships.names([rater["relationship"]])
        yield [*name, who, rater.get("n", 1), rater["rating"]]
    if topic["others"]:
        change = topic["change"] or {
            "difference": None,
            "interval": [None, None],
            "reliable": False,
        }
        yield [
            *name,
            _("All others"),
            *_numbers(topic["others"], points),
            verdict(topic["verdict"]) or None,
            change["difference"],
            *change["interval"],
            _yes(change["reliable"]) if topic["change"] else None,
        ]
    for row in topic["groups"]:
        yield [*name, relationships.names(row["relationships"]), *_numbers(row, points)]


def _numbers(row: Data, points: int) -> Row:
    return [
        *(row["n"], row["mean"], row["most_chose"], row["estimate"]),
        *row["interval"],
        row["agreement_ad"],
        *(row["counts"] or [None] * points),
        _yes(row["in_half_points"]),
        round(1 - row["own_share"], 2),
    ]


def _yes(whether: bool) -> str:
    return _("Yes") if whether else _("No")


def _words(data: Data) -> Iterator[Row]:
    readers = {"words": _("You and your coach"), "words_for_coach": _("The coach alone")}
    for key, reader in readers.items():
        for question in data.get(key, ()):
            for words in question["words"]:
                yield [question["text"], words, reader]
