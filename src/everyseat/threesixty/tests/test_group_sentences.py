"""What a group report says in words: of numbers that may be compared, and of those that may not."""

import pytest

from everyseat.threesixty.group import sentences
from everyseat.threesixty.group.build import build
from everyseat.threesixty.group.present import present
from everyseat.threesixty.tests.group_reports import SCALE, material, of, report

LABELS = ["Never", "Seldom", "Sometimes", "Often", "Always"]


def mean(value, step=0.25, n=5):
    return {"leaders": n, "mean": value, "step": step}


def content(*shown, blocks=(), **more):
    """Return a group report of values with these means, and of blocks of teams with these."""
    values = [
        {"key": f"v{i}", "text": f"V{i}", "everybody": one, "blocks": list(of_blocks),
         "spread": None, "seen": None, "change": None}
        for i, (one, of_blocks) in enumerate(zip(shown, blocks or [()] * len(shown), strict=True))
    ]  # fmt: skip
    names = [
        [{"key": str(i), "name": f"T{i}"}] for i in range(max(len(v["blocks"]) for v in values))
    ]
    kept = build(of({"a": 5}))[0]
    return {**kept, "values": values, "blocks": names, "highest": None, "lowest": None, **more}


def labelled(*shown, labels=LABELS):
    return content(*shown, scale=SCALE | {"labels": labels})


def test_where_no_value_stands_out_all_are_placed_between_labels():
    assert sentences.headline(labelled(mean(3.5), mean(3.75))) == [
        "No value clearly stands out. All are between “Sometimes” (3) and “Often” (4)."
    ]


def test_a_scale_without_labels_is_told_in_numbers():
    (text,) = sentences.headline(labelled(mean(3.5), mean(4.25), labels=[]))
    assert text.endswith("All are between 3 and 5.")


def test_values_at_one_point_of_the_scale_are_at_about_it():
    (text,) = sentences.headline(labelled(mean(4.0), mean(4.0)))
    assert text.endswith("All are at about “Often” (4).")


def test_values_in_other_steps_are_not_compared():
    (text,) = sentences.headline(labelled(mean(3.5, 0.5), mean(3.75)))
    assert "because some means are rounded more than others" in text
    assert "stands out" not in text


def test_values_that_could_not_be_compared_with_the_last_round_are_named():
    shown = content(mean(3.5), mean(3.75), mean(3.75), compared_with="Last year")
    shown["values"][0]["change"] = {"leaders": 5, "way": 1, "difference": None}
    *_, text = sentences.headline(shown)
    assert text == "These values could not be compared with “Last year”: V1; V2."


def test_without_a_round_before_nothing_is_said_of_it():
    assert len(sentences.headline(content(mean(3.5), mean(3.75)))) == 1


def test_under_each_number_stands_what_it_is_rounded_to():
    shown = present(build(of({"a": 5}))[0])
    assert shown["rows"][0]["cells"][0]["note"] == "5 leaders, rounded to 0.25"


def test_where_most_teams_are_hidden_the_table_has_the_values_that_show_them():
    both, none = (mean(3.5), mean(3.75)), (None, None)
    shown = present(content(*[mean(3.5)] * 3, blocks=[both, none, none]))
    assert [row["name"] for row in shown["rows"]] == ["V0"]
    assert shown["alone"].endswith(
        "The other values, of all leaders: V1: 3.50, rounded to 0.25; V2: 3.50, rounded to 0.25."
    )


@pytest.mark.parametrize("hidden", [0, 1, 3])
def test_otherwise_the_table_has_all_values(hidden):
    """Of teams that are hidden throughout there is no other table to show."""
    both, none = (mean(3.5), mean(3.75)), (None, None)
    shown = present(content(*[mean(3.5)] * 3, blocks=[none] * hidden + [both] * (3 - hidden)))
    assert len(shown["rows"]) == 3
    assert shown["alone"] == ""


def test_a_hidden_number_says_what_it_would_show():
    round_ = of({"a": 4, "b": 4})
    reports = round_.reports | {"b0": report(4, 3, missing={(0, 0)})}
    shown = present(build(material({p: t["key"] for p, t in round_.teams.items()}, reports))[0])
    whys = {cell["why"] for row in shown["rows"] for cell in row["cells"] if "why" in cell}
    assert whys == {"Hidden, because taking this from the total would show fewer than 4 leaders."}


def test_it_says_that_an_average_hides_differences():
    shown = present(build(of({"a": 5}))[0])
    assert "An average of leaders can hide that some are felt very differently." in shown["about"]
