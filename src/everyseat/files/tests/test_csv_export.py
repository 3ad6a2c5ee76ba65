"""No export lets a formula out, and every text comes back."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import everyseat
from everyseat.files.csv_export import as_csv, unguarded

SOURCE = Path(everyseat.__file__).parent
HARD = st.sampled_from("=+-@'\t ＝\xa0\ufeff1\"\n,;")
TEXTS = st.text(HARD | st.characters(codec="utf-8"))


@pytest.mark.parametrize("start", list("=+-@\t\r\n＝＋－＠"))
@pytest.mark.parametrize("before", ["", " ", "\xa0 ", "\ufeff", "\u200b", "'"])
def test_what_a_spreadsheet_would_take_for_a_formula_gets_a_quote(start, before):
    text = f'{before}{start}HYPERLINK("https://x.example")'
    [[cell]] = csv.reader(io.StringIO(as_csv([[text]]), newline=""))
    assert cell == "'" + text
    assert unguarded(cell) == text


@pytest.mark.parametrize("cell", [-3, -0.5, 7, "-3", "+4", "-0.25", "a few", "mail@x.example"])
def test_numbers_and_plain_words_stay_as_they_are(cell):
    assert as_csv([[cell]]) == f"{cell}\r\n"


def test_an_empty_cell_stays_empty():
    assert as_csv([["none", None]]) == "none,\r\n"


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), max_size=4))
def test_every_text_comes_back(rows):
    read = csv.reader(io.StringIO(as_csv(rows), newline=""))
    assert [[unguarded(cell) for cell in row] for row in read] == rows


def test_nothing_else_writes_csv():
    writers = {"csv_export.py"}
    found = {p.name for p in SOURCE.rglob("*.py") if "tests" not in p.parts and _writes_csv(p)}
    assert found == writers


def _writes_csv(path: Path) -> bool:
    text = path.read_text(encoding="utf-8")
    return any(name in text for name in ("csv.writer", "DictWriter", ".write_csv("))
