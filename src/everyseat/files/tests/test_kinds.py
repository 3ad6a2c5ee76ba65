"""Bytes and sheets: older encodings, damage, formulas, several tables, and what is no table."""

import re
import subprocess
import sys

import pytest

from everyseat.files.problems import FileError
from everyseat.files.tables import Opening
from everyseat.files.tests import plain
from everyseat.files.tests.plain import HEADER, PLAIN, ROWS, TABLE, csv, read, sheets


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
@pytest.mark.parametrize(
    "name", ["Zoë Müller", "André", "Conceição", "Straße", "Åsa", "O’Neill “Bo”"]
)
def test_older_encodings_are_told_apart_and_said(encoding, name):
    found = read(csv().replace("Ada", name).encode(encoding))
    assert name in found.recipients
    assert "letters as in " in found.understood.line(found)


def test_one_damaged_byte_names_its_line_and_garbles_nobody():
    content = csv().replace("Ada", "Zoë").encode().replace(b"Ben,self", b"Ben\xc3,self")
    with pytest.raises(FileError, match="line 6: a character here is damaged") as caught:
        read(content)
    assert "--encoding" in caught.value.advice
    found = read(content, opening=Opening(encoding="utf-8"))
    assert found.recipients[0] == "Zoë"
    assert "1 characters could not be read" in found.understood.line(found)
    with pytest.raises(FileError, match="is no encoding that is known"):
        read(content, opening=Opening(encoding="klingon"))


def test_a_nul_is_named_wherever_it_stands():
    with pytest.raises(FileError, match="line 4"):
        read(csv().replace("Ada,peer", "A\0da,peer", 1))
    with pytest.raises(FileError, match="line 906: holds a NUL character"):
        read(
            csv([HEADER, *([[f"P{i}", *ROWS[1][1:]] for i in range(900)]), *ROWS]).replace(
                "Ben", "B\0en"
            )
        )


def test_formulas_and_errors_are_never_not_seen():
    rows = plain.numbers()
    rows[1][3], rows[2][4] = "=2+2", "#N/A"
    with pytest.raises(FileError) as caught:
        read(plain.workbook(("S", rows)), "r.xlsx")
    assert [(p.line, p.column) for p in caught.value.problems] == [(2, "Q1"), (3, "Q2")]
    assert "holds a formula" in str(caught.value)
    assert "holds the error #N/A" in str(caught.value)
    assert len(read(plain.workbook(("S", rows)), "r.xlsx", leave_out=True).table) == 5
    assert len(read(plain.workbook(("S", rows)), "r.xlsx", not_items=("Q1", "Q2")).table) == 7


def test_true_false_and_dates_of_a_workbook_are_named():
    import datetime

    rows = plain.numbers()
    rows[1][3], rows[2][3] = True, datetime.date(2026, 4, 5)
    with pytest.raises(FileError, match="line 2, column Q1: 'TRUE'") as caught:
        read(plain.workbook(("S", rows)), "r.xlsx")
    assert "line 3, column Q1: '2026-04-05'" in str(caught.value)


def test_two_sheets_of_ratings_ask_which():
    two = plain.workbook(("2025", plain.numbers()), ("2026", plain.numbers()))
    with pytest.raises(
        FileError, match="2 sheets have a column 'recipient': '2025', '2026'"
    ) as caught:
        read(two, "r.xlsx")
    assert "--sheet" in caught.value.advice
    for sheet in ("2026", "1"):
        assert sheets(read(two, "r.xlsx", Opening(sheet=sheet))) == PLAIN
    with pytest.raises(FileError, match=r"there is no sheet 'x'.+'2025', '2026'"):
        read(two, "r.xlsx", Opening(sheet="x"))


def test_a_hidden_sheet_is_read_only_if_it_is_said():
    book = plain.workbook(("A", [["x"]]), ("B", [["y"]]), ("old", plain.numbers()), hidden=["old"])
    with pytest.raises(FileError, match=r"no sheet has a column 'recipient'.*'old' \(hidden\)"):
        read(book, "r.xlsx")
    assert sheets(read(book, "r.xlsx", Opening(sheet="old"))) == PLAIN


def test_a_zip_of_several_tables_asks_which():
    two = plain.zipped({"a.csv": csv().encode(), "b.csv": b"x\n1\n"})
    with pytest.raises(FileError, match=r"holds 2 tables: a.csv, b.csv"):
        read(two, "r.zip")
    assert sheets(read(two, "r.zip", Opening(sheet="a.csv"))) == PLAIN


def test_lines_that_are_said_are_skipped():
    text = csv([HEADER, ["Who", "As", "By", "Listens", "Keeps", "Tells"], *ROWS])
    with pytest.raises(FileError) as caught:
        read(text)
    assert "--skip-header 2" in caught.value.advice
    assert sheets(read(text, opening=Opening(skip={2}))) == PLAIN


SAV = """
import io, sys, pandas, pyreadstat
frame = pandas.DataFrame({"who": [1.0, 1, 1, 2, 2], "rel": [1.0, 2, 3, 2, 3],
    "Q1": [4.0, 5, 9, 2, 3], "Q2": [1.0, 2, 99, 4, 5]})
pyreadstat.write_sav(frame, sys.argv[1], column_labels={"Q1": "Listens"},
    variable_value_labels={"who": {1: "Ada", 2: "Ben"}, "rel": {1: "Self", 2: "Manager", 3: "Peer"},
    "Q1": {1: "Never", 5: "Always", 9: "Don't know"}}, missing_ranges={"Q2": [99]})
"""


def test_spss_gives_names_relationships_texts_and_what_is_missing(tmp_path):
    file = tmp_path / "r.sav"
    subprocess.run([sys.executable, "-c", SAV, file], check=True)
    found = read(file.read_bytes(), "r.sav", recipient="who", relationship="rel")
    assert found.relationships == ["self", "manager", "peer"]
    assert found.texts == ["Listens", "Q2"]
    assert sheets(found)[:3] == [
        ("Ada", "manager", (5, 2)),
        ("Ada", "peer", (-1, -1)),
        ("Ada", "self", (4, 1)),
    ]


ODS = """<office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>
 <office:spreadsheet><table:table table:name="S">{rows}</table:table></office:spreadsheet>
 </office:body></office:document-content>"""


def test_ods_is_read_and_says_what_can_not_be_known_of_it():
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = [
        "<table:table-row>" + "".join(map(cell.format, r)) + "</table:table-row>" for r in TABLE
    ]
    content = plain.zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": ODS.format(rows="".join(rows)).encode(),
            "META-INF/manifest.xml": b"<manifest/>",
        }
    )
    found = read(content, "r.ods")
    assert sheets(found) == PLAIN
    assert "error cells of this kind of workbook are read as empty" in found.understood.line(found)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"%PDF-1.7 x", "is a PDF"),
        (b"<html><table>", "is a web page"),
        (b"\x89PNG\r\n", "is a picture"),
        (b"7z\xbc\xaf\x27\x1c", "is a 7z archive"),
        (b"\x1f\x8b\x08junk", "is damaged or cut off"),
        (b"PK\x03\x04junk", "is damaged or cut off"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1junk", "can't be read as a workbook"),
        (b"$FL2junk", "can't be read as an SPSS file"),
        (b'[{"recipient": {"a": 1}}]', "line 1, column recipient: holds a list or an object"),
        (b'[{"recipient": ', "is not JSON"),
        (b"[1, 2]", "JSON is read as a list of rows"),
        (b"[" * 100_000, "is nested too deep"),
        (b"", "the file is empty"),
        (b"\n\n\n", "the file is empty"),
        (b"\xef\xbb\xbf", "the file is empty"),
        (b"\xff\xfea", "is UTF-16, and damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_table_says_what_it_is(content, why):
    with pytest.raises(FileError, match=re.escape(why)):
        read(content, "r.json" if content[:1] == b"[" else "r.dat")
