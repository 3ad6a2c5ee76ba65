import numpy as np
import pytest

from everyseat.files import ratings, tables
from everyseat.files.ratings import Columns, Scale
from everyseat.files.tables import FileError

LONG = "recipient,relationship,rater,item,rating\n"


def of(
    text: str, leave_out: bool = False, scale: str = "1-5", **columns: object
) -> ratings.Ratings:
    table = tables.from_bytes(text.encode(), "r.csv")
    return ratings.of_table(table, Columns(**columns), Scale.parse(scale), leave_out)


def test_long_and_wide_files_give_the_same_sheets():
    long = of(LONG + "a,peer,1,x,5\na,peer,1,y,2\na,self,2,x,4\nb,peer,1,y,1\n")
    wide = of("recipient,relationship,rater,x,y\na,peer,1,5,2\na,self,2,4,\nb,peer,1,,1\n")
    for one in (long, wide):
        assert one.recipients == ["a", "b"]
        assert one.items == ["x", "y"]
        assert sorted(one.table.tolist()) == [[-1, 0], [3, -1], [4, 1]]
        assert one.by_others.sum() == 2


def test_relationship_and_rater_may_be_missing():
    wide = of("recipient,x\na,1\na,2\n")
    assert len(wide.table) == 2
    assert wide.by_others.all()
    assert len(of("recipient,rating\na,1\na,2\n").table) == 2


@pytest.mark.parametrize("blank", ["", "0", "NA", " n/a ".strip().upper()])
def test_not_seen_is_no_rating(blank):
    assert of(f"recipient,x,y\na,{blank},3\n").table.tolist() == [[-1, 2]]


@pytest.mark.parametrize("cell", ["6", "3.5", "good", "-1"])
def test_a_bad_cell_is_named_by_line_and_column(cell):
    with pytest.raises(FileError, match=f"line 3, column y: '{cell}' is not a whole number"):
        of(f"recipient,x,y\na,1,2\na,1,{cell}\n")


def test_bad_rows_left_out_are_counted():
    read = of("recipient,x,y\na,1,2\na,1,9\nb,,x\n", leave_out=True)
    assert read.left_out == 2
    assert read.recipients == ["a"]


def test_a_rating_given_twice_is_named():
    with pytest.raises(FileError, match="line 3, column rater: this rater has rated this item"):
        of(LONG + "a,peer,1,x,5\na,peer,1,x,4\n")
    with pytest.raises(FileError, match="line 3, column rater: this rater has rated this rec"):
        of("recipient,rater,x\na,1,5\na,1,4\n")


def test_a_row_without_a_recipient_is_named():
    with pytest.raises(FileError, match="line 2, column recipient: this row names nobody"):
        of("recipient,x\n,5\n")


def test_renamed_columns_and_chosen_items():
    text = "COMPID,SUB,LEAD01,LEAD02,AGE\nc,1,3,4,61\n"
    read = of(text, recipient="COMPID", rater="SUB", items=("LEAD*",))
    assert read.items == ["LEAD01", "LEAD02"]


def test_a_column_of_no_ratings_asks_which_columns_hold_them():
    with pytest.raises(FileError, match="--items"):
        of("recipient,age,x\na,61,3\nb,44,4\n")


def test_a_missing_recipient_column_says_how_to_name_it():
    with pytest.raises(FileError, match="--recipient NAME"):
        of("who,x\na,3\n")


def test_other_scales():
    assert of("recipient,x\na,7\n", scale="1-7").table.tolist() == [[6]]
    assert of("recipient,x\na,0\n", scale="0-10").table.tolist() == [[0]]
    with pytest.raises(ValueError, match="scale"):
        Scale.parse("5-1")


def test_sheets_keep_their_recipient_when_rows_are_mixed():
    read = of(LONG + "b,peer,1,x,5\na,peer,1,x,1\nb,peer,2,x,4\n")
    by_name = {read.recipients[r]: [] for r in range(2)}
    for r, row in zip(read.recipient, read.table, strict=True):
        by_name[read.recipients[r]].append(int(row[0]))
    assert {k: sorted(v) for k, v in by_name.items()} == {"a": [0], "b": [3, 4]}
    assert isinstance(read.table, np.ndarray)
