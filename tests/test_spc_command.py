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
