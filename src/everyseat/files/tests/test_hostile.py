"""Files made to crash their reader: each gets a refusal in words, and this process goes on."""

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

import everyseat
from everyseat.files import apart, cells, tables
from everyseat.files.cells import FileError
from everyseat.files.tests.workbooks import cell, row, rows, workbook

FAR = "XFD1048576"
ONE = '<c r="A1"><v>1</v></c>'
MANY = [row(i, f'<c r="A{i}"><v>1</v></c>') for i in range(1, 100_001)]
SMALL = apart.Limits(seconds=10, memory=512 * apart.MIB, answer=4 * apart.MIB)

HUGE = {
    "double quotes": rows(row(1, ONE), f'<row r="1048576"><c r="{FAR}"><v>1</v></c></row>'),
    "single quotes": rows(row(1, ONE), f"<row r='1048576'><c r='{FAR}'><v>1</v></c></row>"),
    "line breaks": rows(row(1, ONE), f'<row\nr="1048576"\n><c\n\tr="{FAR}"\n><v>1</v></c></row>'),
    "rows without r": rows(f"<row>{ONE}</row>", f"<row><c r='{FAR}'><v>1</v></c></row>"),
    "many rows, one far cell": rows(*MANY, "<row r='100001'><c r='XFD100001'><v>1</v></c></row>"),
    "a size in the head": f'<dimension ref="A1:{FAR}"/>'
    + rows(row(1, ONE), f"<row><c r='{FAR}'><v>1</v></c></row>"),
}
WEB = ["organisations", "threesixty", "moments", "room", "site"]
FOLDERS = ["xl/worksheets/sheet1.xml", "xl/elsewhere/s.xml"]


@pytest.mark.parametrize("sheet", HUGE.values(), ids=HUGE)
@pytest.mark.parametrize("path", FOLDERS)
def test_a_workbook_that_would_fill_the_memory_is_refused(sheet, path):
    with pytest.raises(FileError, match="save the sheet with the table as a CSV file"):
        apart.cells_of(workbook(sheet, path), "people.xlsx", SMALL)


def test_a_zip_bomb_is_refused():
    narrow = apart.Limits(seconds=10, memory=160 * apart.MIB, answer=apart.MIB)
    strings = b"<sst><si><t>" + b"a" * (80 * apart.MIB) + b"</t></si></sst>"
    content = workbook(rows("<row/>"), sharedStrings=strings)
    assert len(content) < apart.MIB
    with pytest.raises(FileError, match="could not be read"):
        apart.cells_of(content, "people.xlsx", narrow)


def test_entities_that_grow_are_not_expanded():
    grow = ['<!ENTITY e0 "ha">']
    grow += [f'<!ENTITY e{i} "' + f"&e{i - 1};" * 10 + '">' for i in range(1, 12)]
    sheet = rows(row(1, cell("A1", "&e11;")))
    bomb = f"<!DOCTYPE x [{''.join(grow)}]><worksheet>{sheet}</worksheet>"
    with pytest.raises(FileError):
        apart.cells_of(workbook(bomb.encode()), "people.xlsx", SMALL)


def test_elements_within_elements_are_refused_or_read_over():
    deep = b"<worksheet>" + b"<a>" * 1_000_000 + b"</worksheet>"
    with pytest.raises(FileError):
        apart.cells_of(workbook(deep), "people.xlsx", SMALL)


def test_an_answer_that_is_too_long_is_refused():
    text = b"a\n" + b"x" * 3 * apart.MIB + b"\n" + b"y" * 3 * apart.MIB + b"\n"
    with pytest.raises(FileError, match="could not be read"):
        apart.cells_of(text, "people.csv", SMALL)


def test_a_reader_that_does_not_end_in_time_is_ended():
    at_once = apart.Limits(seconds=0, memory=512 * apart.MIB, answer=apart.MIB)
    with pytest.raises(FileError, match="could not be read"):
        apart.cells_of(workbook(rows(*MANY)), "people.xlsx", at_once)


MALFORMED = [
    None,
    [],
    {},
    {"problems": [[1]]},
    {"header": 3, "lines": [], "rows": []},
    {"header": ["a"], "lines": ["x"], "rows": [["1"]]},
    {"header": ["a"], "lines": [2], "rows": [["1", "2"]]},
    {"header": ["a"], "lines": [2, 3], "rows": [["1"]]},
]


@pytest.mark.parametrize("answer", MALFORMED, ids=json.dumps)
def test_what_the_reader_says_is_not_believed(answer):
    with pytest.raises(FileError, match="could not be read"):
        apart.parsed(json.dumps(answer).encode(), "people.csv")


@pytest.mark.parametrize("answer", [b"", b"{", b"\x80\x04N.", b"[" * 100_000, b'{"lines": NaN}'])
def test_what_is_no_json_is_refused(answer):
    with pytest.raises(FileError, match="could not be read"):
        apart.parsed(answer, "people.csv")


def test_workbooks_are_read_as_before():
    people = rows(
        row(1, cell("A1", "name") + cell("B1", "n")),
        row(3, cell("A3", "Ann") + '<c r="B3"><v>2</v></c>'),
    )
    found = apart.cells_of(workbook(people), "p.xlsx", apart.UPLOAD)
    assert (found.header, found.rows, found.lines) == (["name", "n"], [["Ann", "2"]], [3])


def test_mistakes_are_named_as_if_read_here():
    for content, name in ((b"", "p.csv"), (b"a,a\n", "p.csv")):
        with pytest.raises(FileError) as here:
            cells.of_bytes(content, name)
        with pytest.raises(FileError) as there:
            apart.cells_of(content, name, apart.UPLOAD)
        assert str(there.value) == str(here.value)


def test_faulty_lines_are_named_as_if_read_here_and_refused_where_all_are_needed():
    content = b'a,b\n1\n"2\n3,4\n'
    here, there = cells.of_bytes(content, "p.csv"), apart.cells_of(content, "p.csv", apart.UPLOAD)
    assert [problem.line for problem in here.faulty] == [2, 3]
    assert (there.faulty, there.rows) == (here.faulty, [["3", "4"]])
    with pytest.raises(FileError, match="line 2: 1 field where the first line has 2"):
        tables.of_stranger(content, "p.csv")


def test_a_stranger_s_cell_without_a_value_is_named_and_never_empty():
    people = rows(
        row(1, cell("A1", "name") + cell("B1", "team")),
        row(2, '<c r="A2"><f>B2&amp;"x"</f><v></v></c>' + cell("B2", "North")),
        row(3, cell("A3", "Ann") + '<c r="B3" t="e"><v>#REF!</v></c>'),
        row(4, cell("A4", "Bo") + '<c r="B4" t="str"><f>""</f><v></v></c>'),
        row(5, cell("A5", "Cy") + cell("B5", "South") + '<c r="D5" t="e"><v>#N/A</v></c>'),
    )
    found = apart.cells_of(workbook(people), "p.xlsx", apart.UPLOAD)
    assert found.rows == [["Bo", ""], ["Cy", "South"]]
    assert [(p.line, p.column) for p in found.faulty] == [(2, "name"), (3, "team")]
    assert "holds a formula" in found.faulty[0].message
    assert "holds the error #REF!" in found.faulty[1].message


def test_a_stranger_s_damaged_letter_is_named_and_garbles_nobody():
    content = "name,email\nZoë,z@t.example\n".encode() + b"B\xc3,b@t.example\n"
    with pytest.raises(FileError, match="line 3: a character here is damaged"):
        tables.of_stranger(content, "people.csv")


def test_the_reader_gets_no_secret_and_no_open_file(monkeypatch, tmp_path):
    monkeypatch.setenv("EVERYSEAT_SECRET", "s3cret")
    with (tmp_path / "database").open("w") as database:
        os.set_inheritable(database.fileno(), True)
        process = apart.started(".csv", apart.UPLOAD)
        inside = Path(f"/proc/{process.pid}")
        environment = (inside / "environ").read_bytes()
        held = [file.readlink() for file in (inside / "fd").iterdir()]
        process.communicate(b"a\n1\n")
    assert b"s3cret" not in environment
    assert Path(database.name) not in held


def test_the_reader_limits_itself_before_it_reads():
    code = (
        "import resource, sys; from everyseat.files import reader; reader.limit_itself(7, 2**29);"
        "print([resource.getrlimit(k)[0] for k in (resource.RLIMIT_AS, resource.RLIMIT_CPU,"
        " resource.RLIMIT_FSIZE, resource.RLIMIT_CORE)])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[536870912, 7, 0, 0]"


def test_parquet_is_not_read_for_strangers():
    out = io.BytesIO()
    pl.DataFrame({"name": ["Ann"]}).write_parquet(out)
    with pytest.raises(FileError, match="is not a CSV or XLSX file"):
        tables.of_stranger(out.getvalue(), "people.parquet")


def test_no_page_reads_what_somebody_sent_in_its_own_process():
    unsafe = re.compile(r"tables\.(read|from_bytes)\(|of_workbook\(|read_parquet|calamine")
    parts = [Path(everyseat.__file__).parent / part for part in WEB]
    sources = [p for part in parts for p in part.rglob("*.py") if "tests" not in p.parts]
    assert [str(p) for p in sources if unsafe.search(p.read_text(encoding="utf-8"))] == []
