"""The same ratings, however people have them, are the same sheets."""

import gzip
import json

import polars as pl
import pytest

from everyseat.files.problems import FileError
from everyseat.files.tests import plain
from everyseat.files.tests.plain import HEADER, PLAIN, ROWS, TABLE, changed, csv, read, sheets

AGREE = ["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"]
OFTEN = ["Byth", "Anaml", "Weithiau", "Yn aml", "Bob amser"]
IMPORT = [f'{{"ImportId":"QID{i}"}}' for i in range(6)]
COMMAS = [*HEADER[:3], "A, b, c, d, e, f", "Q2", "Q3"]
SPELLED = csv().replace("manager", "Line Manager").replace("peer", "PEER", 1)


def quoted(rows: list[list[str]]) -> str:
    return csv([['"' + cell.replace('"', '""') + '"' for cell in row] for row in rows])


def with_columns(before: list[str], value: str) -> list[list[str]]:
    return [[*before, *HEADER], *([value] * len(before) + row for row in ROWS)]


TEXTS = {
    "decimal commas": csv(changed(lambda r: f"{r},0"), ";"),
    "quoted decimal commas": csv(changed(lambda r: f'"{r},0"')),
    "decimal points": csv(changed(lambda r: f"{r}.0")),
    "a line that says the separator": "sep=;\n" + csv(delimiter=";"),
    "commas in a header of semicolons": csv([COMMAS, *ROWS], ";"),
    "pipes": csv(delimiter="|"),
    "tabs": csv(delimiter="\t"),
    "line ends of Windows": csv(end="\r\n"),
    "line ends of old Macs": csv(end="\r"),
    "spaces around everything": csv([[f" {c} " for c in row] for row in TABLE]),
    "a separator after each row": csv([HEADER, *([*row, ""] for row in ROWS)]),
    "a separator after each line": csv([[*row, ""] for row in TABLE]),
    "blank lines and rows": csv([*TABLE[:3], [""], [""] * 6, *TABLE[3:]]),
    "a title above": "360 results\n\n" + csv(),
    "digits of other scripts": csv(changed(lambda r: chr(0xFF10 + int(r)))),
    "exponents": csv(changed(lambda r: f"{r}e0")),
    "out of five": csv(changed(lambda r: f"{r}/5")),
    "stars": csv(changed(lambda r: "★" * int(r) + "☆" * (5 - int(r)))),
    "only full stars": csv(changed(lambda r: "⭐️" * int(r))),
    "numbers before labels": csv(changed(lambda r: f"{r} - {AGREE[int(r) - 1]}")),
    "numbers after labels": csv(changed(lambda r: f"{AGREE[int(r) - 1]} ({r})")),
    "labelled ends": csv(changed(lambda r: {"1": "1 - Never", "5": "5 - Always"}.get(r, r))),
    "known labels": csv(changed(lambda r: AGREE[int(r) - 1])),
    "known labels in capitals": csv(changed(lambda r: AGREE[int(r) - 1].upper())),
    "known labels in Welsh": csv(changed(lambda r: OFTEN[int(r) - 1])),
    "a column of comments": csv([[*HEADER, "Comments"], *([*row, "fine"] for row in ROWS)]),
    "an id before": csv([["id", *HEADER], *([str(i), *row] for i, row in enumerate(ROWS))]),
    "other spellings of self": csv().replace("self", "Self-assessment"),
    "other cases of relationships": SPELLED,
    "Qualtrics": quoted([HEADER, [f"Text {i}" for i in range(6)], IMPORT, *ROWS]),
    "Qualtrics with its own columns": quoted(
        [
            ["StartDate", "Finished", "ResponseId", *HEADER],
            ["Start Date", "Finished", "Response ID", *HEADER],
            ["{}", "{}", *IMPORT, '{"ImportId":"x"}'],
            *(["2026-03-01", "1", "R_1", *row] for row in ROWS),
        ]
    ),
    "SurveyMonkey": csv(
        [
            ["Respondent ID", "Collector ID", *HEADER[:3], "How often?", "", ""],
            ["", "", "Response", "Response", "Open-Ended Response", "Q1", "Q2", "Q3"],
            *(["118", "4", *row] for row in ROWS),
        ]
    ),
    "LimeSurvey": csv(
        [["id", "submitdate", "lastpage", "seed", *HEADER]]
        + [["7", "2026-03-01", "3", "99", *row[:3], *(f"A{r}" for r in row[3:])] for row in ROWS],
        ";",
    ),
    "Google Forms": quoted(
        [["Timestamp", *HEADER[:3], "How often [Q1]", "How often [Q2]", "How often [Q3]"]]
        + [["2026/03/01", *row[:3], *(AGREE[int(r) - 1] for r in row[3:])] for row in ROWS]
    ),
    "Microsoft Forms": csv(
        [["ID", "Start time", "Completion time", "Email", "Name", *HEADER]]
        + [["1", "3/1/26", "3/1/26", "anonymous", "", *row] for row in ROWS]
    ),
    "JSON": json.dumps([dict(zip(HEADER, row, strict=True)) for row in ROWS]),
    "JSON with numbers": json.dumps(
        [dict(zip(HEADER, row, strict=True)) for row in plain.numbers(ROWS)]
    ),
    "an object a line": "\n".join(json.dumps(dict(zip(HEADER, row, strict=True))) for row in ROWS),
    "long": csv(
        [[*HEADER[:3], "item", "rating"]]
        + [[*row[:3], item, r] for row in ROWS for item, r in zip(HEADER[3:], row[3:], strict=True)]
    ),
}  # fmt: skip
BYTES = {
    "UTF-8 with a mark": csv().encode("utf-8-sig"),
    "UTF-16 with a mark": csv().encode("utf-16"),
    "UTF-16 without one": csv(delimiter="\t").encode("utf-16-le"),
    "UTF-16, the other end first": csv(delimiter="\t").encode("utf-16-be"),
    "gzip": gzip.compress(csv().encode()),
    "zip": plain.zipped({"ratings.csv": csv().encode(), "notes.md": b"x"}),
    "XLSX": plain.workbook(("S", plain.numbers())),
    "XLSX with texts": plain.workbook(("S", TABLE)),
    "XLSX with a title": plain.workbook(("S", [["360"], [], *plain.numbers()])),
    "XLSX with instructions first": plain.workbook(("Read me", [["x"]]), ("S", plain.numbers())),
    "XLSX with a hidden sheet": plain.workbook(
        ("lookup", plain.numbers()), ("S", plain.numbers()), hidden=["lookup"]
    ),
    "XLSX in a zip": plain.zipped({"r.xlsx": plain.workbook(("S", TABLE))}),
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_way_to_write_a_text_gives_the_same_sheets(text):
    assert sheets(read(text)) == PLAIN


@pytest.mark.parametrize("content", BYTES.values(), ids=BYTES)
@pytest.mark.parametrize("name", ["r.csv", "R.XLSX"])
def test_a_file_is_what_is_in_it_whatever_its_name(content, name):
    assert sheets(read(content, name)) == PLAIN


@pytest.mark.parametrize(
    "kind",
    [pl.String, pl.Categorical, pl.Enum(list("12345")), pl.Int8, pl.Float64, pl.Decimal(3, 1)],
)
def test_parquet_of_every_type_that_can_hold_ratings(kind, tmp_path):
    data = pl.DataFrame(dict(zip(HEADER, zip(*ROWS, strict=True), strict=True)))
    data = data.with_columns(pl.col("Q1", "Q2", "Q3").cast(pl.Int64).cast(pl.String))
    if kind not in (pl.String, pl.Categorical) and not isinstance(kind, pl.Enum):
        data = data.with_columns(pl.col("Q1", "Q2", "Q3").cast(pl.Int64))
    data.with_columns(pl.col("Q1", "Q2", "Q3").cast(kind)).write_parquet(tmp_path / "r.parquet")
    assert sheets(read((tmp_path / "r.parquet").read_bytes(), "r.parquet")) == PLAIN


@pytest.mark.parametrize(
    ("column", "what"),
    [
        (pl.Series([True, False] * 3 + [True]), "true and false"),
        (pl.Series([{"a": 1}] * 7), "structures"),
        (pl.Series([[1]] * 7), "lists"),
        (pl.Series(["2026-01-01"] * 7).str.to_date(), "dates"),
        (pl.Series([b"\x80"] * 7), "bytes"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_parquet_of_another_type_is_no_rating_and_never_not_seen(column, what, tmp_path):
    data = pl.DataFrame(dict(zip(HEADER, zip(*ROWS, strict=True), strict=True)))
    data.with_columns(column.alias("Q2")).write_parquet(tmp_path / "r.parquet")
    with pytest.raises(FileError, match=f"column Q2 holds {what}, not ratings"):
        read((tmp_path / "r.parquet").read_bytes(), "r.parquet")


def test_nan_is_not_seen(tmp_path):
    data = {"recipient": ["a", "b"], "Q1": [1.0, None], "Q2": [float("nan"), 2.0]}
    pl.DataFrame(data).write_parquet(tmp_path / "r.parquet")
    found = read((tmp_path / "r.parquet").read_bytes(), "r.parquet")
    assert found.table.tolist() == [[0, -1], [-1, 1]]
