"""A large long Parquet file is read part by part into the same sheets, or whole like any other."""

import polars as pl
import pytest

from everyseat.files import ratings, tables, tall
from everyseat.files.ratings import Columns, Said, Scale
from everyseat.files.tests.plain import HEADER, ROWS, sheets

LONG = [
    dict(zip([*HEADER[:3], "item", "rating"], [*row[:3], item, int(r)], strict=True))
    for row in ROWS
    for item, r in zip(HEADER[3:], row[3:], strict=True)
    if (row[2], item) != ("A2", "Q2")
]


def both(rows: list[dict], path, monkeypatch, at_a_time: int = 4, **columns):
    """Return what is read part by part, and what is read whole."""
    monkeypatch.setattr(tall, "MANY", at_a_time)
    pl.DataFrame(rows).write_parquet(path)
    names = Columns(**columns)
    quick = tall.read(path, names, Scale(1, 5), Said())
    return quick, ratings.of_table(tables.read(path), names, Scale(1, 5))


@pytest.mark.parametrize("at_a_time", [1, 4, 7, 20])
@pytest.mark.parametrize("numbered", [False, True])
def test_parts_give_the_same_sheets_wherever_they_are_cut(
    at_a_time, numbered, tmp_path, monkeypatch
):
    rows = [row | {"rater": ord(row["rater"][0]) * 10 + int(row["rater"][1])} for row in LONG]
    quick, whole = both(rows if numbered else LONG, tmp_path / "r.parquet", monkeypatch, at_a_time)
    assert sheets(quick) == sheets(whole)
    assert quick.understood.line(quick) == whole.understood.line(whole)


def test_columns_of_other_names(tmp_path, monkeypatch):
    rows = [
        {"d": r["recipient"], "s": r["rater"], "item": r["item"], "y": r["rating"]} for r in LONG
    ]
    names = {"recipient": "d", "rater": "s", "rating": "y"}
    quick, whole = both(rows, tmp_path / "r.parquet", monkeypatch, **names)
    assert sheets(quick) == sheets(whole)


OTHER = {
    "a rater's rows apart": [*LONG[1:], LONG[0]],
    "an item twice": [LONG[0], *LONG],
    "an item twice, in the next part": [*LONG[:4], LONG[3], *LONG[4:]],
    "a rating off the scale": [LONG[0] | {"rating": 9}, *LONG[1:]],
    "a negative rating": [LONG[0] | {"rating": -3}, *LONG[1:]],
    "no rating": [LONG[0] | {"rating": None}, *LONG[1:]],
    "nobody": [LONG[0] | {"recipient": None}, *LONG[1:]],
    "a second self-assessment": [*LONG, LONG[0] | {"rater": "Z"}],
    "another column": [row | {"comment": "x"} for row in LONG],
    "decimals": [row | {"rating": float(row["rating"])} for row in LONG],
}


@pytest.mark.parametrize("rows", OTHER.values(), ids=OTHER)
def test_any_other_file_is_read_whole(rows, tmp_path, monkeypatch):
    monkeypatch.setattr(tall, "MANY", 4)
    pl.DataFrame(rows).write_parquet(tmp_path / "r.parquet")
    assert tall.read(tmp_path / "r.parquet", Columns(), Scale(1, 5), Said()) is None


def test_small_files_and_files_that_are_no_parquet_are_read_whole(tmp_path):
    pl.DataFrame(LONG).write_parquet(tmp_path / "r.parquet")
    (tmp_path / "r.csv").write_text("recipient,x\na,1\n")
    for path in (tmp_path / "r.parquet", tmp_path / "r.csv", tmp_path / "none"):
        assert tall.read(path, Columns(), None, Said()) is None
