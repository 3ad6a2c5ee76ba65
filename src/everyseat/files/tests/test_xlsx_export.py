"""What stands in a workbook is what was said, and never a formula."""

import io

import openpyxl
import pytest

from everyseat.files.xlsx_export import as_xlsx


def read(sheets, **named):
    return openpyxl.load_workbook(io.BytesIO(as_xlsx(sheets, **named)))


def test_sheets_stand_by_name_and_in_order():
    assert read({"Values": [["a"]], "Words": []}).sheetnames == ["Values", "Words"]


def test_numbers_stay_numbers_and_nothing_is_an_empty_cell():
    sheet = read({"S": [["n"], [3], [0.25], [None], [-1.5]]})["S"]
    assert [row[0].value for row in sheet.iter_rows()] == ["n", 3, 0.25, None, -1.5]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1+1", "-2+3", "@SUM(1)", "\t=1", " =1", "＝1", "=HYPERLINK(\"https://x\")",
     "https://x.example", "{=1}", "'=1"],
)  # fmt: skip
@pytest.mark.parametrize("row", [0, 1])
def test_a_text_is_never_a_formula_nor_a_link(text, row):
    sheet = read({"S": [[""]] * row + [[text]]})["S"]
    cell = sheet.cell(row + 1, 1)
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_a_text_that_begins_like_a_formula_is_marked_as_text():
    """It stays text when somebody edits the cell, or saves the sheet as CSV and opens that."""
    sheet = read({"S": [["h"], ["=1+1"], ["plain"]]})["S"]
    assert [sheet.cell(y, 1).quotePrefix for y in (2, 3)] == [True, False]


def test_a_text_that_no_cell_holds_is_cut():
    assert len(read({"S": [["h"], ["x" * 40_000]]})["S"].cell(2, 1).value) == 32_767
