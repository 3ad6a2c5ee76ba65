"""The same ratings, however people have them, are the same sheets; and what can't be known asks."""

import gzip
import json
import re
import subprocess
import sys

import polars as pl
import pytest

from everyseat.files import labels
from everyseat.files.problems import FileError
from everyseat.files.ratings import Said, Scale
from everyseat.files.tables import Opening
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


@pytest.mark.parametrize(
    "word",
    ["", "NA", "n/a", "null", "NULL", "none", "–", "-", ".", "not seen", "Don’t know", "#N/A"],
)
def test_words_for_not_seen_are_counted_and_said(word):
    found = read(csv().replace("A2,3", f"A2,{word}"))
    assert sheets(found).count(("Ada", "peer", (-1, 2, 4))) == 1
    assert f"not seen: {word.strip() or 'empty'} 1" in found.understood.line(found)


@pytest.mark.parametrize("code", ["0", "99", "-9", "abstained"])
def test_a_code_that_may_be_a_rating_asks(code):
    text = csv().replace("A2,3", f"A2,{code}")
    with pytest.raises(FileError, match=f"line 4, column Q1: '{code}'"):
        read(text)
    assert ("Ada", "peer", (-1, 2, 4)) in sheets(read(text, said=Said(not_seen=(code,))))


def test_a_zero_is_not_seen_only_where_the_scale_is_said_to_have_none():
    text = "recipient,x,y\na,0,3\n"
    with pytest.raises(FileError, match="line 2") as caught:
        read(text)
    assert "--scale 0-5" in caught.value.advice
    assert "--not-seen 0" in caught.value.advice
    assert read(text, scale=Scale(1, 5)).table.tolist() == [[-1, 2]]
    assert read(text, scale=Scale(0, 5)).table.tolist() == [[0, 3]]


def test_labels_of_ones_own():
    text = "recipient,x,y\na,Poorly,Superbly\na,Fairly,Poorly\n"
    with pytest.raises(FileError) as caught:
        read(text)
    assert "--labels" in caught.value.advice
    found = read(text, said=Said("Poorly, Fairly, Superbly"))
    assert (found.scale, found.table.tolist()) == (Scale(1, 3), [[0, 2], [1, 0]])
    coded = read(text, said=Said("Superbly=5, Fairly=3, Poorly=1"))
    assert coded.table.tolist() == [[0, 4], [2, 0]]
    assert "answers poorly = 1, fairly = 3, superbly = 5" in coded.understood.line(coded)


def test_labels_that_fit_two_scales_ask():
    text = "recipient,x,y\na,Agree,Disagree\na,Strongly agree,Strongly disagree\n"
    with pytest.raises(FileError, match="more than one known scale"):
        read(text)
    assert read(text, scale=Scale(1, 4)).table.tolist() == [[2, 1], [3, 0]]
    assert read(text, scale=Scale(1, 5)).table.tolist() == [[3, 1], [4, 0]]


def test_a_label_among_numbers_is_a_slip():
    with pytest.raises(FileError, match="line 3, column x: 'Good' is not a whole number"):
        read("recipient,x\na,4\na,Good\na,5\n", scale=Scale(1, 5))


def test_a_number_has_one_label_and_a_label_one_number():
    with pytest.raises(FileError, match="is not a whole number"):
        read("recipient,x\na,1 - Never\na,2 - Never\n")


def test_numbers_that_fall_while_labels_rise_are_refused_until_turned_round():
    text = "recipient,x\na,1 - Strongly agree\na,5 - Strongly disagree\n"
    with pytest.raises(FileError, match="a higher number is a lower answer here"):
        read(text)
    found = read(text, said=Said(reverse=("x",)))
    assert found.table.tolist() == [[4], [0]]


def test_turning_an_item_round_leaves_not_seen_alone_and_is_said():
    found = read("recipient,x,y\na,1,1\na,,5\n", said=Said(reverse=("x",)))
    assert found.table.tolist() == [[4, 0], [-1, 4]]
    assert "turned round: x" in found.understood.line(found)
    with pytest.raises(FileError, match="no item is called 'z'"):
        read("recipient,x\na,1\n", said=Said(reverse=("z",)))


@pytest.mark.parametrize("known", labels.SETS)
def test_every_known_set_is_read_from_lowest_to_highest(known):
    points = [point.split("/") for point in known.split("|")]
    for n in range(max(map(len, points))):
        words = [same[min(n, len(same) - 1)].strip() for same in points]
        rows = [["recipient", "x"], *(["a", word] for word in words)]
        found = read(csv(rows, ";"), scale=Scale(1, len(words)))
        assert found.table[:, 0].tolist() == list(range(len(words)))


# What a file is


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


# Who rated as what


@pytest.mark.parametrize(
    "spelled",
    ["Self", "SELF ", "self-assessment", "Self assessment", "Myself", "self_rating", "Selbst"],
)
def test_self_is_self_however_spelled(spelled):
    found = read(csv().replace("self", spelled))
    assert found.relationships[0] == "self"
    assert found.by_others.sum() == 5


def test_what_may_be_self_asks():
    text = csv().replace("self", "Self (online)")
    with pytest.raises(FileError, match=r"'Self \(online\)' may be people's own") as caught:
        read(text)
    assert "--self" in caught.value.advice
    assert sheets(read(text, selves=("Self (online)",))) == PLAIN
    assert read(text, selves=("none",)).by_others.all()


def test_a_relationship_that_is_said_must_be_there():
    with pytest.raises(FileError, match="no relationship is 'boss of bosses'"):
        read(csv(), managers=("boss of bosses",))
    found = read(csv().replace("manager", "Chair"), managers=("chair",))
    assert "manager" in found.relationships


def test_a_relationship_column_of_another_name_asks():
    text = csv([[*HEADER[:1], "Role of rater", *HEADER[2:]], *ROWS])
    with pytest.raises(FileError, match="'Role of rater' seems to say who rated as what") as caught:
        read(text)
    assert "--relationship 'Role of rater'" in caught.value.advice
    assert sheets(read(text, relationship="Role of rater")) == PLAIN


def test_a_second_self_assessment_is_named():
    again = csv([*TABLE, ["Ada", "self", "A9", "1", "1", "1"]])
    with pytest.raises(FileError, match="line 9, column relationship: a second self-assessment"):
        read(again)
    assert sheets(read(again, leave_out=True)) == PLAIN


def test_a_second_self_assessment_is_named_in_a_long_file():
    long = "recipient,relationship,rater,item,rating\na,self,1,x,4\na,self,1,y,4\na,self,2,x,1\n"
    with pytest.raises(FileError, match="line 4, column relationship: a second self-assessment"):
        read(long + "a,peer,3,x,3\n")


def test_a_rater_of_the_recipients_own_name_is_no_peer():
    with pytest.raises(FileError, match="line 2, column rater: the rater has the recipient's own"):
        read("recipient,relationship,rater,x\nAda,peer,ada,4\nAda,peer,Bo,4\n")
    assert len(read("recipient,relationship,rater,x\n7,peer,7,4\n7,peer,8,4\n").table) == 2


def test_a_total_below_the_table_is_no_person():
    with pytest.raises(FileError, match="line 9, column relationship: this row does not say"):
        read(csv([*TABLE, ["Total", "", "", "3", "3", "4"]]))


def test_names_that_may_be_one_person_and_second_managers_are_said():
    rows = [["ada", "manager", "Z", "3", "3", "3"], ["Ben", "manager", "Y", "3", "3", "3"]]
    found = read(csv([*TABLE, *rows]))
    line = found.understood.line(found)
    assert "counted as different people: 'Ada' and 'ada'" in line
    assert "1 person with more than one manager" in line


def test_a_file_of_nothing_but_self_assessments_or_blanks_has_no_figures():
    with pytest.raises(FileError, match="only self-assessments"):
        read("recipient,relationship,x\na,self,3\nb,self,4\n")
    with pytest.raises(FileError, match="holds no rating"):
        read("recipient,x\na,\nb,n/a\n")


# Bytes and sheets


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
