"""`everyseat themes`, as an analyst runs it."""

import csv
import json

import pytest
from click.testing import CliRunner

from everyseat.cli import main
from everyseat.science.themes.tests import made

TEXTS, LABELS, QUESTIONS = made.comments()


def run(*arguments):
    return CliRunner().invoke(main, ["themes", *map(str, arguments)])


def written(path, themes, header=("text", "q", "labels", "trust")):
    rows = zip(TEXTS, QUESTIONS, themes, ["A", "B"] * (len(TEXTS) // 2), strict=True)
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def named(row):
    return "; ".join(name for name, has in zip(made.NAMES, row, strict=True) if has)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return written(tmp_path_factory.mktemp("themes") / "known.csv", [named(row) for row in LABELS])


@pytest.fixture(scope="module")
def model(file, tmp_path_factory):
    path = tmp_path_factory.mktemp("themes") / "model"
    done = run("train", file, "--text", "text", "--question", "q", "--out", path)
    assert done.exit_code == 0
    assert "Learned from 168 comments, 3 themes" in done.stdout
    assert "Not yet reliable: learned from 168 confirmed comments" in done.stderr
    return path


@pytest.fixture
def new(tmp_path):
    path = tmp_path / "new.csv"
    path.write_text('said\nA kind nurse\n"The nurse was kind, but I waited long"\n?\n')
    return path


def test_suggestions_stand_by_line_the_surest_first(model, new):
    done = run("suggest", new, "--text", "said", "--model", model, "--json")
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    assert found["themes"] == ["Food", "Staff", "Waiting"]
    first, second, third = found["comments"]
    assert (first["line"], [one["name"] for one in first["themes"]]) == (2, ["Staff"])
    assert {one["name"] for one in second["themes"]} == {"Staff", "Waiting"}
    assert second["themes"][0]["score"] >= second["themes"][1]["score"]
    assert third["themes"] == []
    assert "Not yet reliable" in done.stderr


def test_suggestions_are_written_as_a_table_or_said_in_lines(model, new, tmp_path):
    out = tmp_path / "found.csv"
    assert run("suggest", new, "--text", "said", "--model", model, "--out", out).stdout == ""
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert (rows[0]["line"], rows[0]["theme"]) == ("2", "Staff")
    said = run("suggest", new, "--text", "said", "--model", model).stdout
    assert said.splitlines()[::2] == ["line 2: Staff", "line 4: (no words)"]


def test_a_question_that_the_model_does_not_know_is_named(model, tmp_path):
    path = tmp_path / "new.csv"
    path.write_text("said,asked\nkind nurse,why\n")
    columns = ["--text", "said", "--question", "asked", "--model", model]
    assert "does not know these questions: why" in run("suggest", path, *columns).stderr


def test_an_evaluation_has_each_theme_and_both_figures(file):
    done = run("evaluate", file, "--text", "text", "--json")
    found = json.loads(done.stdout)
    assert found["micro_f1"]["low"] <= found["micro_f1"]["value"] <= found["micro_f1"]["high"]
    assert (found["n"], found["reliable"]) == (168, False)
    assert [theme["name"] for theme in found["themes"]] == ["Food", "Staff", "Waiting"]
    assert sum(theme["n"] for theme in found["themes"]) == LABELS.sum()


def test_each_place_is_evaluated_by_what_others_taught(file):
    done = run("evaluate", file, "--text", "text", "--by", "trust", "--local", 10)
    assert done.exit_code == 0
    assert "A:\n74 comments, suggestions learned from 94 others" in done.stdout
    assert "B:" in done.stdout
    assert "Not yet reliable" in done.stdout


def test_numbers_count_the_list_of_names(tmp_path):
    cells = ["|".join(str(i) for i, has in enumerate(row) if has) for row in LABELS]
    names = tmp_path / "names.json"
    names.write_text(json.dumps({"labels": made.NAMES}))
    file = written(tmp_path / "numbers.csv", cells)
    columns = [file, "--text", "text", "--out", tmp_path / "model"]
    assert "4 themes" in run("train", *columns, "--names", names).stdout
    done = run("train", *columns)
    assert done.exit_code == 1
    assert "line 2, column labels: “0” is a number" in done.stderr


def test_rows_without_a_text_or_a_theme_are_left_out_and_counted(tmp_path):
    themes = [named(row) for row in LABELS]
    themes[3] = ""
    file = written(tmp_path / "some.csv", themes)
    done = run("train", file, "--text", "text", "--out", tmp_path / "model")
    assert "Left out 1 rows without a text or a theme." in done.stderr
    assert "Learned from 167 comments" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["evaluate", "--text", "other"], "no column is called “other”"),
        (["evaluate", "--text", "text", "--labels", "x"], "no column is called “x”"),
        (["evaluate", "--text", "text", "--local", "5"], "it needs --by"),
        (["evaluate", "--text", "text", "--by", "labels", "--local", "99"], "is left to try"),
        (["train", "--text", "text", "--out", "/no/such/folder/model"], "can't be written"),
        (["suggest", "--text", "text", "--model", __file__], "is not a model of themes"),
    ],
)
def test_what_can_not_be_done_is_said(file, arguments, told):
    verb, *rest = arguments
    done = run(verb, file, *rest)
    assert done.exit_code in (1, 2)
    assert told in done.stderr
    assert "Traceback" not in done.stderr
