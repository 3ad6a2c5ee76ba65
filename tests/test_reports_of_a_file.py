"""`everyseat report`: every report of a file, or none; and what a file can't say is not said."""

import io
import json
import os
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from unittest.mock import patch

import openpyxl
import pytest
from click.testing import CliRunner, Result

from everyseat.cli import main, report_folder
from everyseat.files import ratings, tables
from everyseat.threesixty.report import from_file
from everyseat.threesixty.report.from_file import Writer

report = import_module("everyseat.cli.report")
"""The module: `cli.report` is the command."""
HEADER = "recipient,relationship,rater,Q1,Q2,Q3\n"
FRAMEWORK = """value,behaviour,about_me,item
Listening,{name} listens,I listen,Q3
Telling,{name} explains,I explain,Q2
Listening,{name} keeps quiet,I keep quiet,Q1
"""


def table(people: int = 2, others: int = 6) -> str:
    rows = []
    for p in range(people):
        rows.append(f"Leader {p},self,{p}-0,4,{1 + p % 5},3")
        rows += [f"Leader {p},peer,{p}-{n},{1 + n % 5},{5 - n % 3},3" for n in range(1, others + 1)]
    return HEADER + "\n".join(rows) + "\n"


def run(*arguments: object, code: int = 0, **more: object) -> Result:
    done = CliRunner().invoke(main, [*map(str, arguments)], **more)
    assert done.exit_code == code, (done.output, done.exception)
    return done


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "ratings.csv"
    path.write_text(table())
    return path


def names(folder):
    return sorted(p.name for p in folder.iterdir())


def test_what_was_understood_is_said_before_any_figure_and_beside_it(file):
    done = run("analyse", file, "--json")
    assert done.stderr.startswith("Read: wide; 3 items (Q1, Q2, Q3); 14 sheets about 2 people;")
    assert json.loads(done.stdout)["programme"]["recipients"] == 2


def test_a_dash_reads_standard_input(file):
    piped = run("analyse", "-", "--json", input=file.read_bytes())
    assert piped.stdout == run("analyse", file, "--json").stdout
    assert "standard input: the file is empty" in run("analyse", "-", input=b"", code=1).stderr


def test_options_that_can_not_be_read_say_so(file):
    assert "--skip-header" in run("analyse", file, "--skip-header", "x", code=2).stderr
    assert "is not a scale" in run("analyse", file, "--scale", "5-1", code=2).stderr
    assert "labels go from" in run("analyse", file, "--labels", "x", code=1).stderr


# The folder


def test_a_report_that_fails_leaves_no_report_and_no_trace(file, tmp_path, monkeypatch):
    write = Writer.write

    def fails_at_the_second(self, recipient, path):
        if recipient == "Leader 1":
            raise OSError("No space left on device")
        write(self, recipient, path)

    monkeypatch.setattr(Writer, "write", fails_at_the_second)
    done = run("report", file, "--out", tmp_path / "out", code=1)
    assert "No space left on device. No report was written" in done.stderr
    assert names(tmp_path) == ["ratings.csv"]


def test_a_folder_that_holds_files_is_left_alone_unless_told(file, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("mine")
    (out / "Leader-0.html").write_text("old")
    done = run("report", file, "--out", out, code=1)
    assert "already holds files" in done.stderr
    assert (out / "Leader-0.html").read_text() == "old"
    run("report", file, "--out", out, "--overwrite")
    assert "mine.txt" in names(out)
    assert (out / "Leader-0.html").read_text() != "old"
    assert len(names(out)) == 5
    assert names(tmp_path) == ["out", "ratings.csv"]


def test_an_empty_folder_is_filled(file, tmp_path):
    (tmp_path / "out").mkdir()
    run("report", file, "--out", tmp_path / "out")
    assert len(names(tmp_path / "out")) == 4


def test_several_processes_write_what_one_writes(tmp_path):
    path = tmp_path / "r.csv"
    path.write_text(table(people=2 * report.WORTH_A_PROCESS))
    for jobs in (1, 2):
        with patch.object(report, "ProcessPoolExecutor", wraps=ProcessPoolExecutor) as pool:
            run("report", path, "--out", tmp_path / f"out{jobs}", "--jobs", jobs)
        assert pool.called is (jobs == 2)
    one, two = tmp_path / "out1", tmp_path / "out2"
    assert names(one) == names(two)
    assert len(names(one)) == 4 * report.WORTH_A_PROCESS
    for name in names(one):
        if name.endswith(".html"):
            assert (one / name).read_text() == (two / name).read_text()
        else:
            assert (two / name).read_bytes()[:5] == b"%PDF-"


def test_file_names_are_safe_short_and_different():
    people = [
        "Ann",
        "ann",
        "A/B",
        "A:B",
        "../../x",
        "con",
        "N" * 4000,
        "N" * 4001,
        "ß" * 300,
        "…",
        "",
    ]
    found = report_folder.file_names(people)
    assert len({name.casefold() for name in found}) == len(people)
    assert all(name and "/" not in name and name[0] != "." for name in found)
    assert max(len(name.encode()) for name in found) < 200
    assert found[5] != "con"
    assert report_folder.file_names(["A", "A", "A-2"])[0] == "A-1"
    assert len({*report_folder.file_names(["A", "A", "A-2", "A-1"])}) == 4


def test_names_that_no_file_system_takes_still_get_their_reports(tmp_path):
    path = tmp_path / "r.csv"
    path.write_text(table().replace("Leader 0", "N" * 3000).replace("Leader 1", "../../{x}"))
    run("report", path, "--out", tmp_path / "within" / "out")
    assert names(tmp_path) == ["r.csv", "within"]
    assert len(names(tmp_path / "within" / "out")) == 4


# Values


def framework(tmp_path, text: str = FRAMEWORK, name: str = "f.csv"):
    path = tmp_path / name
    path.write_text(text)
    return path


def test_a_framework_gives_values_to_figures(file, tmp_path):
    done = run("analyse", file, "--framework", framework(tmp_path), "--json")
    result = json.loads(done.stdout)
    values = result["programme"]["values"]
    assert [(v["value"], v["items"]) for v in values] == [
        ("Listening", ["Q3", "Q1"]),
        ("Telling", ["Q2"]),
    ]
    one = result["recipients"][0]
    mean = {item["item"]: item["mean"] for item in one["items"]}
    assert one["values"][1] == {"value": "Telling", "n": 6, "mean": pytest.approx(mean["Q2"])}
    assert one["values"][0]["mean"] == pytest.approx((mean["Q1"] + mean["Q3"]) / 2)
    assert "Telling (1): mean" in run("analyse", file, "--framework", framework(tmp_path)).stdout


def test_a_framework_gives_values_and_sentences_to_reports(file, tmp_path):
    run("report", file, "--framework", framework(tmp_path), "--out", tmp_path / "out")
    page = (tmp_path / "out" / "Leader-0.html").read_text()
    assert "Listening" in page
    assert "All items together" not in page
    assert "I keep quiet" in page


def test_a_column_keeps_its_ratings_wherever_its_value_stands(file):
    read = ratings.of_table(tables.read(file))
    items = [
        from_file.Item("B", 2, "third", "third"),
        from_file.Item("A", 1, "second", "second"),
        from_file.Item("B", 0, "first", "first"),
    ]
    plain, sorted_by_value = Writer(read), Writer(read, sorted(items, key=lambda i: i.value))
    told = {
        b["text"]: b["self"] for v in plain.content("Leader 1")["values"] for b in v["behaviours"]
    }
    own = sorted_by_value.content("Leader 1")["values"]
    assert [v["text"] for v in own] == ["A", "B"]
    by_text = {b["text"]: b["self"] for v in own for b in v["behaviours"]}
    assert by_text == {"first": told["Q1"], "second": told["Q2"], "third": told["Q3"]}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("value,item\nA,Q1\nA,Q2\nB,Q3\n", "f.csv"),
        ("value;behaviour\nA;Q1\nA;q2\nB;Q3\n", "f.csv"),
        (
            '{"values": [{"name": "A", "behaviours": [{"key": "Q1", "text": "One"},'
            '{"key": "Q2", "text": "Two"}, {"text": "Q3"}]}]}',
            "f.json",
        ),
    ],
)
def test_a_framework_may_be_short_or_a_questionnaire(file, tmp_path, text, name):
    done = run("analyse", file, "--framework", framework(tmp_path, text, name), "--json")
    values = json.loads(done.stdout)["programme"]["values"]
    assert sum(len(value["items"]) for value in values) == 3


def test_a_framework_may_be_a_workbook(file, tmp_path):
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (["value", "behaviour"], ["A", "Q1"], ["A", "Q2"], ["B", "Q3"]):
        book.active.append(row)
    book.save(out)
    (tmp_path / "f.xlsx").write_bytes(out.getvalue())
    assert "B (1): mean" in run("analyse", file, "--framework", tmp_path / "f.xlsx").stdout


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("value,item\nA,Q1\nA,Q2\n", "f.csv", "the item 'Q3' is in no value"),
        ("value,item\nA,Q1\nA,Q2\nB,Q3\nB,Q9\n", "f.csv", "no item is called 'Q9'"),
        (
            "value,behaviour,item\nA,x,Q1\nA,y,Q2\nB,z,Q3\nB,w,Q1\n",
            "f.csv",
            "'Q1' is more than once",
        ),
        ("item\nQ1\n", "f.csv", "value"),
        ("{", "f.json", "Line 1 is not JSON"),
        ("value,item\n,Q1\n", "f.csv", "line 2, column value"),
    ],
)
def test_a_framework_that_does_not_fit_is_refused_before_anything_is_written(
    file, tmp_path, text, name, why
):
    path = framework(tmp_path, text, name)
    done = run("report", file, "--framework", path, "--out", tmp_path / "out", code=1)
    assert why in done.stderr
    assert not (tmp_path / "out").exists()


# What a file says


def test_a_report_of_a_file_says_that_it_is_one(file):
    assert Writer(ratings.of_table(tables.read(file))).content("Leader 0")["from_file"] is True


def test_two_managers_are_two(tmp_path):
    rows = ["a,manager,1,4,4,4", "a,manager,2,2,,2", *(f"a,peer,p{i},3,3,3" for i in range(5))]
    read = ratings.of_table(tables.from_bytes((HEADER + "\n".join(rows)).encode(), "r.csv"))
    value = Writer(read).content("a")["values"][0]
    assert value["named"] == [{"relationship": "manager", "rating": pytest.approx(10 / 3), "n": 2}]
    assert [b["named"][0].get("n", 1) for b in value["behaviours"]] == [2, 1, 2]


def test_the_text_that_a_file_has_for_a_question_is_the_one_in_the_report(tmp_path):
    text = table()
    head = '"Who","As","By","Listens, always","Keeps promises","Explains {x}"\n'
    imports = ",".join('"{""ImportId"":""Q""}"' for _ in range(6)) + "\n"
    first, rest = text.split("\n", 1)
    (tmp_path / "q.csv").write_text(f"{first}\n{head}{imports}{rest}")
    done = run("report", tmp_path / "q.csv", "--out", tmp_path / "out")
    assert "Qualtrics export" in done.stderr
    page = (tmp_path / "out" / "Leader-0.html").read_text()
    assert "Listens, always" in page
    assert "Explains (x)" in page


def test_the_ends_of_a_scale_have_the_labels_of_the_file():
    text = table().replace(",5,", ",5 - Always,").replace(",1,", ",1 - Never,")
    read = ratings.of_table(tables.from_bytes(text.encode(), "r.csv"))
    scale = Writer(read).content("Leader 0")["scale"]
    assert scale["labels"] == ["Never", "", "", "", "Always"]
    plain = ratings.of_table(tables.from_bytes(table().encode(), "r.csv"))
    assert Writer(plain).content("Leader 0")["scale"]["labels"] == []


def test_no_site_is_made_by_a_report(file, tmp_path, monkeypatch):
    monkeypatch.delenv("EVERYSEAT_VAR", raising=False)
    monkeypatch.chdir(tmp_path)
    run("report", file, "--out", "out")
    assert names(tmp_path) == ["out", "ratings.csv"]
    os.environ.pop("EVERYSEAT_VAR", None)
