"""Every file of the reference folder gets the right figures, a question, or an error with a place.

Its README says what is difficult in which. Never a traceback, never a wrong figure without a word.
"""

import json

import pytest
from click.testing import CliRunner, Result
from conftest import SHARED

from everyseat.cli import main

FOLDER = SHARED / "files"
pytestmark = pytest.mark.skipif(
    not FOLDER.exists(), reason="the files as people have them are not here"
)

SAME = [
    *("00-plain.csv",),
    *("01-qualtrics-3-headers.csv",),
    *("03-google-forms-labels.csv",),
    *("04-number-and-label.csv",),
    *("05-limesurvey-codes.csv",),
    *("06-decimal-comma.csv", "06c-decimal-point.csv"),
    *("07-sep-line.csv",),
    *("08-utf16le-bom.csv", "08b-utf16le-nobom.csv", "08c-utf16be-bom.txt"),
    *("09-cp1252.csv", "09b-utf8-bom.csv"),
    *("12-trailing-delim-rows.csv", "12b-trailing-delim-all.csv"),
    *("14-na-00.csv", "14-na-02.csv", "14-na-03.csv", "14-na-05.csv", "14-na-06.csv"),
    *("14-na-08.csv", "14-na-09.csv", "14-na-11.csv", "14-na-12.csv", "14-na-14.csv"),
    *("14-na-17.csv", "14-na-18.csv", "14-na-21.csv", "14-na-23.csv"),
    *("15-newlines.csv", "15b-newlines-no-comment.csv", "15e-single-cr.csv", "15f-crlf.csv"),
    *("17-plain.xlsx", "17c-second-sheet.xlsx", "17d-hidden-first.xlsx"),
    *("17f-title-row-merged.xlsx", "17j-text-numbers.xlsx", "17m-filtered-hidden-rows.xlsx"),
    *("17o-numeric-recipient.xlsx", "17p-csv-named-xlsx.xlsx", "17q-xlsx-named-csv.csv"),
    *("17s-upper.XLSX", "17t-macro.xlsm"),
    *("18b-libre.ods", "18c-spss.sav", "18e.json", "18f.tsv"),
    *("19-categorical.parquet", "19e-pandas-category-int.parquet", "19f-pandas-index.parquet"),
    *("19g-decimal.parquet", "19j-cat-text-digits.parquet", "19m-binary-recipient.parquet"),
    *("20.csv.gz", "20c-gz-named.csv"),
    *("21-comma-in-semicolon-header.csv", "21b-pipes.csv", "21c-space-padded.csv"),
    *("21d-self-variants.csv", "21f-relationship-case.csv"),
    *("23-unicode-digits.csv", "23b-1e0.csv", "23d-fraction.csv", "23j-slash-name.csv"),
    *("23k-emoji-arabic.csv", "23l-brace-item.csv"),
    *("24-long.csv", "24d-long-comment-column.csv"),
    *("25-wide-with-comment.csv",),
]
"""Files of the same ratings, read by themselves."""
MEANS = {
    "15d-inner-quote.csv": [3.125, 4.0, 3.62963],
    "16c-one-row.csv": [3.0],
    "17n-blank-column-inside.xlsx": [3.22222, 3.44444],
    "19b-nullable.parquet": [3.38889, 3.70370],
    "19n-null-type.parquet": [3.33333, 3.61111],
    "19o-pandas-nan.parquet": [3.38889, 3.70370],
    "19p-float-nan.parquet": [3.38889, 3.70370],
    "25c-wide-with-id-number.csv": [3.25, 3.5],
}
"""Files of other ratings, and the means of their people."""
SETTLED = {
    "02-surveymonkey-2-headers.csv": ("--recipient", ["--recipient", "Who do you rate?"], None),
    "09d-utf8-cut.csv": ("--encoding", ["--encoding", "utf-8"], [3.25926, 3.69697]),
    "14-na-15.csv": ("--not-seen 99", ["--not-seen", "99"], None),
    "14-na-20.csv": ("--not-seen 0", ["--not-seen", "0"], None),
    "19h-bool.parquet": ("--items", ["--items", "Q2,Q3"], [3.33333, 3.61111]),
    "19k-date.parquet": ("--items", ["--items", "Q2,Q3"], [3.33333, 3.61111]),
    "19d-struct.parquet": ("--items", ["--items", "Q2,Q3"], [3.33333, 3.61111]),
    "23f-scale10.csv": ("--scale 1-10", ["--scale", "1-10"], [6.51852, 7.25926]),
    "23g-scale0.csv": ("--scale 0-5", ["--scale", "0-3"], [1.25926, 1.62963]),
    "24b-long-norater.csv": ("--each-row", ["--each-row-is-a-rater"], [3.25926, 3.62963]),
    "24f-wide-with-rating-column.csv": ("--shape", ["--shape", "wide"], None),
}
"""Files that ask: what the message names, an answer, and the means then (None: as the plain)."""
REFUSED = {
    "10-nul-early.csv": "line 4 holds a NUL",
    "11-dup-columns.csv": "same name: Q1",
    "11b-dup-polars.csv": "same name: Q1",
    "11c-dup-recipient.csv": "'recipient': recipient, Recipient. Rename one",
    "13-short-rows.csv": "line 7: 4 fields where the first line has 6",
    "13b-blank-lines-total.csv": "line 26, column Q1: '66'",
    "15c-unclosed.csv": "line 5: a quotation mark is opened here",
    "16-zero-bytes.csv": "the file is empty",
    "16b-header-only.csv": "no rows with ratings",
    "16d-only-newlines.csv": "the file is empty",
    "16e-only-bom.csv": "the file is empty",
    "16g-one-column.csv": "no column holds ratings",
    "16h-all-blank.csv": "holds no rating",
    "16i-only-self.csv": "line 3, column relationship: a second self-assessment",
    "16j-header-no-newline.csv": "no rows with ratings",
    "17b-formula-uncached.xlsx": "line 2, column Q1: holds a formula",
    "17g-excel-date.xlsx": "line 3, column Q1: '2026-01-05'",
    "17h-error-bool.xlsx": "line 3, column Q1: holds the error #N/A",
    "17i-percent.xlsx": "line 3, column Q1: '0.75'",
    "17r-truncated.xlsx": "is damaged or cut off",
    "19l-no-rows.parquet": "no rows with ratings",
    "19r-truncated.parquet": "can't be read as Parquet",
    "23e-half.csv": "line 2, column Q1: '3.5'",
    "23h-formula-inject.csv": "line 12, column relationship: a second self-assessment",
    "23i-long-name.csv": "line 12, column relationship: a second self-assessment",
}
FILES = sorted(p.name for p in FOLDER.glob("*") if p.name != "README.md") if FOLDER.exists() else []


def run(name: str, *options: str) -> Result:
    """Run `analyse` on one of the files; anything but an answer or an error in words fails."""
    done = CliRunner().invoke(main, ["analyse", str(FOLDER / name), "--json", *options])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert "Traceback" not in done.output
    return done


def means(done: Result) -> list[float]:
    assert done.exit_code == 0, done.output
    return [one["mean"] for one in json.loads(done.stdout)["recipients"]]


@pytest.fixture(scope="module")
def plain() -> dict:
    return json.loads(run("00-plain.csv").stdout)


def figures(of: dict) -> list:
    """Return all figures, without the names of people and items."""
    people = [{**one, "recipient": "", "items": _unnamed(one)} for one in of["recipients"]]
    return [of["programme"], *people]


def _unnamed(one: dict) -> list[dict]:
    return [{**item, "item": ""} for item in one["items"]]


def test_nothing_in_the_folder_is_left_untested():
    assert sorted([*SAME, *MEANS, *SETTLED, *REFUSED]) == FILES


@pytest.mark.parametrize("name", SAME)
def test_the_same_ratings_have_the_same_figures(name, plain):
    done = run(name)
    assert done.exit_code == 0, done.output
    assert figures(json.loads(done.stdout)) == figures(plain)
    assert done.stderr.startswith("Read: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("name", MEANS)
def test_other_ratings_have_their_own_figures(name):
    assert means(run(name)) == pytest.approx(MEANS[name], abs=1e-5)


@pytest.mark.parametrize("name", SETTLED)
def test_a_question_is_settled_by_the_option_that_it_names(name, plain):
    named, options, expected = SETTLED[name]
    asked = run(name)
    assert asked.exit_code == 1
    assert named in asked.stderr
    expected = expected or [one["mean"] for one in plain["recipients"]]
    assert means(run(name, *options)) == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("name", REFUSED)
def test_an_error_says_where_and_what(name):
    done = run(name)
    assert done.exit_code == 1
    assert name in done.stderr
    assert REFUSED[name] in done.stderr


@pytest.mark.parametrize("name", ["00-plain.csv", "23j-slash-name.csv", "23k-emoji-arabic.csv"])
def test_reports_of_any_name_stay_in_their_folder(name, tmp_path):
    out = tmp_path / "within" / "out"
    done = CliRunner().invoke(main, ["report", str(FOLDER / name), "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert len(list(out.iterdir())) == 4
    assert [p for p in tmp_path.rglob("*") if p.is_file() and p.parent != out] == []
