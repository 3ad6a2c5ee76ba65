"""What kind of file it is, and which of its columns are items; what can't be known asks."""

import re

import pytest

from everyseat.files.problems import FileError
from everyseat.files.tests import plain
from everyseat.files.tests.plain import HEADER, PLAIN, ROWS, csv, read, sheets
from everyseat.files.tests.test_as_people_have_them import TEXTS


@pytest.mark.parametrize(
    ("text", "shape", "items"),
    [
        (
            "recipient,relationship,rater,Q1,Q2,rating\na,peer,1,4,5,3\n",
            "wide",
            ["Q1", "Q2", "rating"],
        )
    ],
)
def test_a_wide_file_with_a_column_called_rating_asks(text, shape, items):
    with pytest.raises(FileError, match="'rating'") as caught:
        read(text)
    assert "--shape long" in caught.value.advice
    assert read(text, shape=shape).items == items
    assert read(text, shape="long").items == ["rating"]


def test_a_long_file_without_raters_asks_which_rows_are_ones():
    rows = [["recipient", "item", "rating"], *(["a", i, r] for i in "xy" for r in "1234")]
    with pytest.raises(FileError, match="can't be known which rows are one person's"):
        read(csv(rows))
    assert len(read(csv(rows), each_row_is_a_rater=True).table) == 8
    assert len(read(csv([row for row in rows if row[2] in ("rating", "1")])).table) == 1


def test_a_rating_without_a_rater_is_named_in_a_long_file():
    with pytest.raises(FileError, match="line 3, column rater: this row does not say who rated"):
        read("recipient,rater,item,rating\na,1,x,4\na,,x,5\n")


@pytest.mark.parametrize("name", ["tenure", "Age group", "years_in_role", "Band"])
def test_a_column_that_tells_of_people_asks_whether_it_is_a_question(name):
    text = csv([[*HEADER, name], *([*row, "3"] for row in ROWS)])
    with pytest.raises(FileError, match=f"'{name}' may be no question.*--not-items '{name}'"):
        read(text)
    assert sheets(read(text, not_items=(name,))) == PLAIN
    assert read(text, items=("Q*", name)).items == ["Q1", "Q2", "Q3", name]


def test_one_odd_name_among_numbered_ones_asks():
    with pytest.raises(FileError, match="'ZEIT' may be no question"):
        read(csv([[*HEADER, "ZEIT"], *([*row, "3"] for row in ROWS)]))


def test_a_column_without_a_name_that_holds_something_is_named():
    text = csv([[*HEADER, ""], *([*row, str(i)] for i, row in enumerate(ROWS))])
    with pytest.raises(FileError, match="a column without a name holds something, first in line 2"):
        read(text)


def test_columns_left_out_are_said():
    found = read(TEXTS["Microsoft Forms"])
    line = found.understood.line(found)
    assert "Microsoft Forms export" in line
    assert "left out: ID, Start time, Completion time, Email, Name" in line


def test_a_pattern_that_matches_nothing_is_named():
    for columns in ({"items": ("Q*", "X*")}, {"not_items": ("X*",)}):
        with pytest.raises(FileError, match=re.escape("no column is called 'X*'")):
            read(csv(), **columns)
    for name in ("rater", "relationship"):
        with pytest.raises(FileError, match="there is no column 'nobody'"):
            read(csv(), **{name: "nobody"})


def test_two_columns_of_one_role_are_refused():
    with pytest.raises(FileError, match="several columns are called 'recipient'"):
        read("recipient,Recipient,x\na,b,3\n")
    with pytest.raises(FileError, match="two columns have the same name: Q1"):
        read("recipient,Q1,Q1_duplicated_0,Q1\na,1,2,3\n")


def test_the_line_says_shape_items_scale_relationships_and_sheet():
    found = read(plain.workbook(("Read me", [["x"]]), ("Data", plain.numbers())), "r.xlsx")
    line = found.understood.line(found)
    assert line == (
        "Read: wide; 3 items (Q1, Q2, Q3); 7 sheets about 2 people; scale 1–5 (assumed; if it is "
        "another, say --scale); self 2, manager 2, peer 3; sheet 'Data'"
    )


def test_the_text_of_a_question_is_kept_where_the_file_says_it():
    assert read(TEXTS["Qualtrics"]).texts == ["Text 3", "Text 4", "Text 5"]
    assert read(TEXTS["Google Forms"]).texts == ["Q1", "Q2", "Q3"]
    assert read(csv()).texts == ["Q1", "Q2", "Q3"]
