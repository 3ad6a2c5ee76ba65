"""The group report of a round: made once, of what single reports show, and of no few leaders."""

import pytest

from everyseat.threesixty.group import leaders, moved
from everyseat.threesixty.group.build import Before, Material, build
from everyseat.threesixty.tests.group_reports import NOTHING, SCALE, material, of, report


def made(*args, **named):
    return build(*args, **named)[0]


def test_values_are_shown_by_team_and_of_all_leaders():
    content = made(of({"a": 5, "b": 6}))
    assert [[team["name"] for team in block] for block in content["blocks"]] == [["B"], ["A"]]
    assert content["values"][0]["everybody"] == {"leaders": 11, "mean": 4.0, "step": 0.25}
    assert [cell["leaders"] for cell in content["values"][0]["blocks"]] == [6, 5]


def test_a_team_of_one_leader_is_counted_together_with_the_next_smallest():
    content = made(of({"a": 5, "b": 4, "c": 1}))
    assert [[team["name"] for team in block] for block in content["blocks"]] == [["A"], ["B", "C"]]


def test_leaders_without_a_team_are_named_last():
    content = made(of({"a": 2, "": 3}))
    assert [team["key"] for team in content["blocks"][0]] == ["a", ""]


def test_of_fewer_than_k_leaders_nothing_is_shown():
    content, counted = build(of({"a": 3}))
    assert (content["blocks"], content["values"], counted) == ([], [], {})
    assert (content["told"], content["asked"], content["answered"]) == (0, 0, 0)


def test_k_is_that_of_the_round():
    teams = dict.fromkeys("pqrst", "a")
    reports = {person: report(4) for person in teams}
    assert made(material(teams, reports, k=6))["values"] == []
    assert made(material(teams, reports, k=5))["values"][0]["everybody"]["leaders"] == 5


def test_a_report_that_shows_nothing_is_counted_as_rated_alone():
    teams = dict.fromkeys("pqrstu", "a")
    content = made(material(teams, {p: report(4) for p in "pqrst"} | {"u": NOTHING}))
    assert (content["rated"], content["told"]) == (6, 5)


def test_a_value_counts_only_leaders_of_whom_all_its_behaviours_are_shown():
    """A mean over other behaviours is another thing."""
    teams = dict.fromkeys("pqrst", "a")
    reports = {p: report(4, 3) for p in "pqrs"} | {"t": report(1, 3, missing={(0, 1)})}
    first, second = made(material(teams, reports))["values"]
    assert (first["everybody"]["leaders"], second["everybody"]["leaders"]) == (4, 5)
    assert first["everybody"]["mean"] == 4.0


def test_a_value_that_would_tell_of_few_leaders_of_a_team_is_not_shown_by_team():
    round_ = of({"a": 4, "b": 4})
    reports = round_.reports | {"b0": report(4, 3, missing={(0, 0)})}
    content = made(material({p: t["key"] for p, t in round_.teams.items()}, reports))
    assert content["values"][0]["blocks"] == [None, None]
    assert None not in content["values"][1]["blocks"]


def test_of_what_most_chose_the_mean_is_that_point_and_nobody_disagrees():
    unanimous = {"mean": None, "most": 5, "ad": None}
    value = made(of({"a": 4}, **unanimous))["values"][0]
    assert (value["everybody"]["mean"], value["spread"]) == (5.0, 0.0)


def test_how_far_people_agree_is_not_shown_where_reports_do_not_show_it():
    coarse = {"ad": None, "coarse": True}
    assert made(of({"a": 4}, **coarse))["values"][0]["spread"] is None


def test_the_mean_of_all_leaders_is_made_of_those_of_the_blocks_as_shown():
    """Rounded by itself, it would say more of a block than its own mean does."""
    teams = dict.fromkeys("pqrst", "a") | dict.fromkeys("uvwxyz", "b")
    reports = {person: report(3.62 if team == "a" else 3.88) for person, team in teams.items()}
    (value,) = made(material(teams, reports))["values"]
    assert [cell["mean"] for cell in value["blocks"]] == [4.0, 3.5]
    assert value["everybody"] == {"leaders": 11, "mean": 3.75, "step": 0.25}
    reports = {person: report(3.5 if team == "a" else 4.1) for person, team in teams.items()}
    assert made(material(teams, reports))["values"][0]["everybody"] == value["everybody"]


def test_a_mean_never_leaves_the_scale():
    wide = {"low": 1, "high": 10, "labels": []}
    teams = dict.fromkeys("pqrs", "a")
    content = made(
        Material(
            "X",
            4,
            wide,
            {p: {"key": "a", "name": "A"} for p in teams},
            {p: report(1.2) for p in teams},
            40,
        )
    )
    assert content["values"][0]["everybody"]["mean"] >= 1


def test_answers_are_counted_in_steps_and_never_all():
    teams = dict.fromkeys("pqrs", "a")
    content = made(
        Material(
            "X",
            4,
            SCALE,
            {p: {"key": "a", "name": "A"} for p in teams},
            {p: report(4) for p in teams},
            asked=40,
        )
    )
    assert content["answered"] == 36


def test_the_values_felt_most_and_least_are_named_where_leaders_surely_differ():
    teams = {f"p{i}": "a" for i in range(12)}
    apart = {p: report(4 + i % 3 / 10, 3 + i % 2 / 10) for i, p in enumerate(teams)}
    content = made(material(teams, apart))
    assert (content["highest"], content["lowest"]) == ("v0", "v1")
    alike = {p: report(4 + i % 3 / 2, 4 + (i + 1) % 3 / 2) for i, p in enumerate(teams)}
    content = made(material(teams, alike))
    assert (content["highest"], content["lowest"]) == (None, None)


def test_values_in_other_steps_are_not_compared():
    teams = dict.fromkeys([f"a{i}" for i in range(10)], "a")
    reports = {p: report(4.5 + i % 3 / 10, 3 + i % 2 / 10) for i, p in enumerate(teams)}
    assert made(material(teams, reports))["highest"] == "v0"
    reports["a0"] = report(4.5, 3, missing={(1, 0)})
    content = made(material(teams, reports))
    assert [value["everybody"]["step"] for value in content["values"]] == [0.1, 0.25]
    assert (content["highest"], content["lowest"]) == (None, None)


def test_the_value_felt_most_has_the_highest_number():
    """A mean of rounded means may stand otherwise than that of the figures themselves."""
    teams = dict.fromkeys("pqrst", "a") | dict.fromkeys("uvwxyz", "b")
    of_a, of_b = report(3.62, 3.7, 1), report(3.88, 3.85, 1)
    content = made(material(teams, {p: of_a if t == "a" else of_b for p, t in teams.items()}))
    shown = {value["key"]: value["everybody"]["mean"] for value in content["values"]}
    assert shown[content["highest"]] == max(shown.values())
    assert content["lowest"] == "v2"


def two_rounds(then, now, moves=0.5):
    """Return a round's group report; in the one before others felt its leaders lower by `moves`."""
    first = of(then)
    reports = {p: report(4 - moves + i % 2 / 10, 3) for i, p in enumerate(first.reports)}
    old = material({p: t["key"] for p, t in first.teams.items()}, reports)
    counted = build(old)[1]
    return build(of(now), [counted], Before("Last year", counted, reports))[0]


def test_a_change_of_the_same_leaders_is_told_where_it_is_sure():
    first, second = two_rounds({"a": 6, "b": 6}, {"a": 6, "b": 6})["values"]
    assert first["change"] == {"leaders": 12, "way": 1, "difference": 0.5}
    assert second["change"] == {"leaders": 12, "way": 0, "difference": None}


def test_a_change_of_few_leaders_is_told_in_words_alone():
    change = two_rounds({"a": 6}, {"a": 6})["values"][0]["change"]
    assert change == {"leaders": 6, "way": 1, "difference": None}


def test_no_change_is_told_where_few_leaders_joined_or_left():
    """With the mean of both rounds it would tell how these few are felt."""
    for then, now in (({"a": 6}, {"a": 7}), ({"a": 7}, {"a": 6})):
        content = two_rounds(then, now)
        assert content["values"][0]["change"] is None
        assert content["compared_with"] is None
        assert content["values"][0]["everybody"]["step"] == 0.5


def test_a_change_is_told_where_enough_leaders_joined():
    assert two_rounds({"a": 6}, {"a": 10})["values"][0]["change"]["leaders"] == 6


def test_a_value_that_asked_something_else_has_no_change():
    _, counted = build(of({"a": 6}))
    other = {p: report(4, 3, missing=()) for p in of({"a": 6}).reports}
    for one in other.values():
        one["values"][0]["behaviours"].pop()
    content = build(of({"a": 6}), [counted], Before("Last year", counted, other))[0]
    assert content["values"][0]["change"] is None
    assert content["values"][1]["change"] is not None


def test_reports_on_another_scale_are_not_compared():
    _, counted = build(of({"a": 6}))
    other = {p: {**one, "scale": SCALE | {"high": 10}} for p, one in of({"a": 6}).reports.items()}
    content = build(of({"a": 6}), [counted], Before("Last year", counted, other))[0]
    assert content["values"][0]["change"] is None


def test_nothing_that_a_report_hides_changes_the_group_report():
    """Its words, who was released, and estimates that lean on others are not read."""
    more = {"words": [1], "released": [2], "words_for_coach": [3], "self_given": True, "named": [4]}
    bare = of({"a": 5})
    full = material(
        dict.fromkeys(bare.reports, "a"), {p: one | more for p, one in bare.reports.items()}
    )
    assert build(full) == build(bare)


def test_reports_without_figures_are_read_as_nobody():
    assert leaders.read({"p": NOTHING}).people == []
    assert leaders.read({}).people == []


@pytest.mark.parametrize(
    ("differences", "choices", "way"),
    [([0.2, 0.3, 0.25], 1, 1), ([-0.2, -0.3, -0.25], 1, -1), ([0.2, -0.3, 0.3], 1, 0), ([1], 1, 0),
     ([0.12, 0.3, 0.24, 0.2], 1, 1), ([0.12, 0.3, 0.24, 0.2], 15, 0)],
)  # fmt: skip
def test_a_difference_is_said_only_where_it_is_sure(differences, choices, way):
    assert moved.way(differences, choices) == way
