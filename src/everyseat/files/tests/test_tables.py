import io

import openpyxl
import polars as pl
import pytest

from everyseat.files import tables
from everyseat.files.tables import FileError


def read(text: str | bytes, name: str = "people.csv") -> tables.Table:
    return tables.from_bytes(text.encode() if isinstance(text, str) else text, name)


def workbook(*rows: list) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"name,n\nZo\xc3\xab,1\n",
        b"\xef\xbb\xbfname,n\r\nZo\xc3\xab,1\r\n",
        "name;n\nZoë;1".encode("cp1252"),
        "name\tn\nZoë\t1\n".encode("utf-16"),
        '"name","n"\n"Zoë",1\n\n'.encode(),
    ],
)
def test_every_common_way_to_write_a_csv_reads_the_same(content):
    assert read(content).data.to_dicts() == [{"name": "Zoë", "n": "1"}]


def test_quoted_line_breaks_do_not_shift_the_line_numbers():
    table = read('name,n\n"two\nlines",1\nplain,2\n')
    assert table.lines.tolist() == [2, 4]


@pytest.mark.parametrize(
    ("text", "line"),
    [("a,b\n1,2\n1,2,3\n", 3), ("a,b\n1\n", 2), ('a,b\n1,2\n"x,2\n3,4\n', 3)],
)
def test_a_malformed_line_is_named(text, line):
    with pytest.raises(FileError) as caught:
        read(text)
    assert caught.value.problems[0].line == line


def test_a_malformed_line_8113_is_found_among_many():
    lines = ["a,b"] + ["1,2"] * 10_000
    lines[8112] = "1"
    with pytest.raises(FileError, match="line 8,113: 1 field where the first line has 2"):
        read("\n".join(lines))


@pytest.mark.parametrize("rows", ["a,a\n1,2\n", 'a,a\n"1",2\n'])
def test_two_columns_of_one_name_are_refused(rows):
    with pytest.raises(FileError, match="same name: a"):
        read(rows)


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "x.csv", "empty"),
        (b"PK\0\0junk", "x.csv", "not a CSV"),
        (b"junk", "x.xlsx", "workbook"),
        (b"junk", "x.parquet", "Parquet"),
    ],
)
def test_what_is_not_a_table_is_refused_plainly(content, name, why):
    with pytest.raises(FileError, match=why):
        read(content, name)


def test_a_workbook_reads_as_text_with_its_row_numbers():
    table = read(workbook(["name", "n"], ["Zoë", 4.0], [None, None], ["Ann", "x"]), "p.xlsx")
    assert table.data.to_dicts() == [{"name": "Zoë", "n": "4"}, {"name": "Ann", "n": "x"}]
    assert table.lines.tolist() == [2, 4]


def test_columns_are_found_whatever_their_case():
    assert read("Name,E-mail\na,b\n").column("name") == "Name"
    assert read("a,b\n1,2\n").column("name") is None


def test_a_missing_file_says_so(tmp_path):
    with pytest.raises(FileError, match="can't be opened"):
        tables.read(tmp_path / "none.csv")


def test_parquet_keeps_its_numbers(tmp_path):
    out = io.BytesIO()
    pl.DataFrame({"a": [1, 2]}).write_parquet(out)
    assert read(out.getvalue(), "x.parquet").data["a"].to_list() == [1, 2]
