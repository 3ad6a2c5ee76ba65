"""`everyseat spc`, as an analyst runs it."""

import json

import pytest
from click.testing import CliRunner

from everyseat.cli import main

VALUES = [5, 6, 5, 6, 5, 6, 5, 6, 12]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "measure.csv"
    rows = [f"2024-0{month}-01,{value}" for month, value in enumerate(VALUES, start=1)]
    path.write_text("\n".join(["month,falls", *rows]))
    return path


def run(file, *arguments):
    columns = ["--date", "month", "--value", "falls"]
    return CliRunner().invoke(main, ["spc", str(file), *columns, *map(str, arguments)])


def test_one_object_has_each_point_and_both_icons(file):
    done = run(file, "--json", "--improvement-direction", "decrease", "--target", 2)
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    assert set(found) == {"points", "variation", "assurance"}
    last = found["points"][-1]
    assert (last["date"], last["value"], last["special_cause"]) == ("2024-09-01", 12, "Above UCL")
    assert last["point_type"] == found["variation"] == "special_cause_concern"
    assert found["assurance"] == "consistent_fail"
    assert set(last) == {*("date", "value", "mean", "lpl", "upl"), "special_cause", "point_type"}


def test_limits_begin_anew_at_a_date(file):
    points = json.loads(run(file, "--json", "--rebase", "2024-05-01").stdout)["points"]
    assert points[3]["mean"] == 5.5
    assert points[4]["mean"] == pytest.approx(sum(VALUES[4:]) / 5)


@pytest.fixture
def long_file(tmp_path):
    """Return two years of a measure for two wards; from February 2024 on it is higher."""
    path = tmp_path / "wards.csv"
    rows = ["month,ward,falls"]
    for place in range(24):
        value = 5 + place % 3 + 3 * (place >= 13)
        month = f"{2023 + place // 12}-{place % 12 + 1:02d}-01"
        rows += [f"{month},A/1,{value}", f"{month},B 2,{value * 2}"]
    path.write_text("\n".join(rows))
    return path


@pytest.fixture
def ward(long_file, tmp_path):
    path = tmp_path / "ward.csv"
    lines = [line for line in long_file.read_text().splitlines() if ",B" not in line]
    path.write_text("\n".join(lines))
    return path


def test_an_action_adds_its_verdict_and_what_that_is_based_on(ward):
    found = json.loads(run(ward, "--json", "--action", "2024-02-01").stdout)
    assert set(found) == {"points", "variation", "assurance", "verdict"}
    verdict = found["verdict"]
    assert (verdict["outcome"], verdict["before"], verdict["after"]) == ("improvement", 13, 11)
    assert verdict["first"]["date"] == "2024-02-01"
    assert (verdict["better"], verdict["worse"], verdict["lack"]) == (11, 0, None)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2024-02-01", "Since 1 Feb 2024: improvement. 13 points before, 11 after."),
        ("2024-10-01", "It takes 7 points after."),
        ("2030-01-01", "24 points before, 0 after."),
        ("2020-01-01", "It takes 13 points before."),
    ],
)
def test_a_verdict_is_said_in_words(ward, day, told):
    assert told in run(ward, "--action", day).stdout


def test_a_verdict_says_that_a_signal_is_no_cause(ward):
    told = "A signal after an action does not show that the action caused it."
    assert told in run(ward, "--action", "2024-02-01").stdout
    assert told not in run(ward, "--action", "2030-01-01").stdout


@pytest.mark.parametrize(
    ("direction", "told"),
    [
        ("increase", "More is better here, so this is an improvement."),
        ("decrease", "Less is better here, so this is a concern."),
    ],
)
def test_a_chart_is_said_in_sentences(ward, direction, told):
    said = run(ward, "--improvement-direction", direction, "--target", 100).stdout
    assert "The last 11 points, since 1 Feb 2024, are all above the mean" in said
    assert told in said
    assert "The target of 100 will be" in said


def test_neither_better_nor_worse_is_said_where_neither_is(ward):
    assert "better here" not in run(ward, "--improvement-direction", "neutral").stdout


def test_targets_begin_on_days_and_the_newest_is_judged(ward):
    options = ["--json", "--target", 100, "--target-from", "2024-03-01", 0]
    assert json.loads(run(ward, *options).stdout)["assurance"] == "consistent_pass"


def test_a_drawing_is_written_with_its_action_and_what_it_says(ward, tmp_path):
    out = tmp_path / "new" / "chart.svg"
    options = ["--action", "2024-02-01", "--action-text", "Night round", "--title", "Falls, ward 1"]
    assert run(ward, "--svg", out, *options).exit_code == 0
    svg = out.read_text()
    assert '<title id="chart-title">Falls, ward 1</title>' in svg
    assert "1. 1 Feb 2024: Night round" in svg
    assert "are all above the mean" in svg


def test_a_drawing_can_be_a_png(ward, tmp_path):
    out = tmp_path / "chart.png"
    assert run(ward, "--png", out, "--width", 360).exit_code == 0
    content = out.read_bytes()
    assert content.startswith(b"\x89PNG")
    assert int.from_bytes(content[16:20], "big") == 720  # two dots a pixel


def test_a_column_gives_a_drawing_for_each_of_its_values(long_file, tmp_path):
    out = tmp_path / "charts"
    done = run(long_file, "--by", "ward", "--svg", out, "--action", "2024-02-01")
    assert {path.name for path in out.iterdir()} == {"1.svg", "B 2.svg"}
    assert "A/1: The last 11 points" in done.stdout
    assert done.stdout.count("Since 1 Feb 2024: improvement.") == 2
    assert "falls: B 2" in (out / "B 2.svg").read_text()


def test_values_with_names_that_are_alike_do_not_overwrite_each_other(tmp_path):
    path, out = tmp_path / "alike.csv", tmp_path / "charts"
    path.write_text("month,ward,falls\n2024-01-01,a?,1\n2024-01-01,A*,2\n")
    run(path, "--by", "ward", "--svg", out)
    assert len(list(out.iterdir())) == 2


def test_a_drawing_that_cannot_be_written_is_refused(ward, tmp_path):
    done = run(ward, "--svg", tmp_path)
    assert done.exit_code == 1
    assert "can't be written" in done.stderr


def test_where_nothing_moves_there_are_no_limits_and_it_says_so(tmp_path):
    path = tmp_path / "flat.csv"
    path.write_text("month,falls\n" + "".join(f"2024-0{m}-01,4\n" for m in range(1, 9)))
    assert "No variation" in run(path).stdout
    found = json.loads(run(path, "--json").stdout)
    assert {point["lpl"] for point in found["points"]} == {None}
    assert found["variation"] == "common_cause"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--rebase", "2025-01-01"], "no point is on 2025-01-01"),
        (["--rebase", "soon"], "soon is no date"),
        (["--fix-after", 0], "fix-after"),
        (["--improvement-direction", "up"], "up"),
        (["--target-from", "2025-01-01", 4], "no point is on 2025-01-01"),
        (["--target-from", "soon", 4], "soon is no date"),
        (["--action", "soon"], "soon is no date"),
        (["--by", "month"], "it draws charts"),
        (["--by", "month", "--svg", "out", "--json"], "leave --json out"),
        (["--width", 10], "width"),
    ],
)
def test_what_makes_no_sense_is_refused(file, arguments, told):
    done = run(file, *arguments)
    assert done.exit_code == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_wrong_is_refused_by_its_lines(tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text("month,falls\n2024-01-01,many\n")
    done = run(path)
    assert done.exit_code == 1
    assert "line 2, column falls: “many” is no number" in done.stderr


@pytest.fixture
def shares(tmp_path):
    path = tmp_path / "shares.csv"
    rows = [f"2024-{m:02d}-01,{20 + m % 3},{100 + 50 * (m % 2)}" for m in range(1, 13)]
    path.write_text("\n".join(["month,falls,patients", *rows]))
    return path


@pytest.mark.parametrize("kind", ["p", "p-prime"])
def test_counts_out_of_so_many_are_shares_with_limits_of_their_own(shares, kind):
    found = json.loads(run(shares, "--json", "--chart", kind, "--of", "patients").stdout)
    first, second = found["points"][:2]
    assert first["value"] == pytest.approx(21 / 150)
    assert second["upl"] > first["upl"]


def test_shares_are_drawn_in_per_cent(shares, tmp_path):
    out = tmp_path / "chart.svg"
    run(shares, "--chart", "p", "--of", "patients", "--svg", out)
    assert ">20%<" in out.read_text()


@pytest.mark.parametrize("kind", ["t", "g"])
def test_rare_events_are_times_or_cases_between_them(file, kind):
    found = json.loads(run(file, "--json", "--chart", kind).stdout)
    assert [point["value"] for point in found["points"]] == VALUES
    assert found["points"][0]["lpl"] >= 0


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["--chart", "p"], 2, "take --of COLUMN"),
        (["--of", "patients"], 2, "no other chart does"),
        (["--chart", "p", "--of", "patients", "--action", "2024-02-01"], 2, "--chart xmr"),
        (["--chart", "p", "--of", "beds"], 1, "no column is called “beds”"),
    ],
)
def test_charts_that_do_not_fit_their_columns_are_refused(shares, arguments, status, told):
    done = run(shares, *arguments)
    assert done.exit_code == status
    assert told in done.stderr


@pytest.mark.parametrize(
    ("row", "kind", "told"),
    [
        ("2024-01-01,5,4", ["--chart", "p", "--of", "patients"], "5 out of 4 is no share"),
        ("2024-01-01,5,", ["--chart", "p", "--of", "patients"], "no row has a value"),
        ("2024-01-01,5,9\n2024-02-01,5,", ["--chart", "p", "--of", "patients"], "and none in"),
        ("2024-01-01,-5,4", ["--chart", "t"], "below 0"),
    ],
)
def test_values_that_fit_no_chart_are_refused(tmp_path, row, kind, told):
    path = tmp_path / "bad.csv"
    path.write_text(f"month,falls,patients\n{row}\n")
    done = run(path, *kind)
    assert done.exit_code == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_column_to_draw_by_that_is_missing_or_empty_is_refused(file, tmp_path):
    done = run(file, "--by", "ward", "--svg", tmp_path / "charts")
    assert done.exit_code == 1
    assert "no column is called “ward”" in done.stderr
    path = tmp_path / "empty.csv"
    path.write_text("month,ward,falls\n2024-01-01,,1\n")
    assert (
        "no row has a value in the column “ward”" in run(path, "--by", "ward", "--svg", "x").stderr
    )
