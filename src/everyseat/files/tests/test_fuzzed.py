"""Whatever is in a file, it is read or refused in words: no other error leaves the reader."""

import gzip
import io
import json

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from everyseat.files.problems import FileError
from everyseat.files.ratings import Columns, Said, Scale
from everyseat.files.tests import plain
from everyseat.files.tests.plain import HEADER, ROWS, TABLE, csv, read

RATINGS = st.sampled_from(["1", "2", "3", "4", "5", "4", "3", "", "n/a"])
ODD = st.sampled_from(
    [
        *("0", "99", "3.5", "4,0", "Agree", "Strongly agree", "5 - Always", "self", "–", "4/5"),
        *("★★", "A4", '"', "\0", "\ufeff", "é", "²", "٤", "1e9", "inf", "nan", "=1+1", "TRUE"),
    ]
)
CELLS = RATINGS | RATINGS | RATINGS | ODD | st.text(max_size=5)
NAMES = st.sampled_from(
    [
        *(*HEADER, "Recipient", "item", "rating", "comment", "id", "", " ", "tenure", "Timestamp"),
        *("StartDate", "ResponseId", "Respondent ID", "submitdate", "lastpage", "Q1", "Q4", "Q5"),
    ]
) | st.text(max_size=4)
TABLES = st.integers(1, 7).flatmap(
    lambda width: st.tuples(
        st.lists(NAMES, min_size=width, max_size=width, unique_by=str.casefold).map(
            lambda names: names if "Recipient" in names else ["recipient", *names[1:]]
        ),
        st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=6),
    )
)
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "shape": st.sampled_from(["long", "wide"]),
        "items": st.sampled_from([("Q*",), ("*",), ("x",)]),
        "relationship": st.sampled_from(["", "rater", "Q1"]),
        "selves": st.sampled_from([("self",), ("none",), ("peer",)]),
        "each_row_is_a_rater": st.booleans(),
    },
)
SAID = st.builds(
    Said,
    labels=st.sampled_from(["", "Never, Always", "A4=1, A5=2", "x"]),
    not_seen=st.sampled_from([(), ("99",), ("x", "0")]),
    reverse=st.sampled_from([(), ("*",)]),
)
SCALES = st.sampled_from([None, Scale(), Scale(0, 10), Scale(1, 7)])
quick = settings(max_examples=100, deadline=None, derandomize=True)
slow = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)


def parquet() -> bytes:
    out = io.BytesIO()
    pl.DataFrame(dict(zip(HEADER, zip(*ROWS, strict=True), strict=True))).write_parquet(out)
    return out.getvalue()


FILES = {
    "csv": csv().encode(),
    "quoted": csv([['"x"', *row[1:]] for row in TABLE]).encode(),
    "utf-16": csv().encode("utf-16"),
    "gzip": gzip.compress(csv().encode()),
    "zip": plain.zipped({"r.csv": csv().encode()}),
    "json": json.dumps([dict(zip(HEADER, row, strict=True)) for row in ROWS]).encode(),
    "parquet": parquet(),
}


def read_or_refused(content: bytes, name: str = "r.csv", **options: object) -> None:
    try:
        found = read(content, name, **options)
    except FileError:
        return
    assert found.understood.line(found).count("\n") == 0
    assert ((found.table >= -1) & (found.table < found.scale.points)).all()


@quick
@given(TABLES, OPTIONS, SAID, SCALES, st.booleans(), st.sampled_from(",;\t|"))
def test_tables_of_anything(table, options, said, scale, leave_out, delimiter):
    header, rows = table
    content = csv([header, *rows], delimiter).encode(errors="surrogatepass")
    read_or_refused(content, scale=scale, said=said, leave_out=leave_out, **options)


@quick
@given(st.sampled_from(sorted(FILES)), st.data())
def test_damaged_files(kind, data):
    content = bytearray(FILES[kind])
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(content)) | st.just(len(content)))
    read_or_refused(bytes(content[:cut]), data.draw(st.sampled_from(["r.csv", "r.parquet", "r"])))


@quick
@given(st.binary(max_size=60))
def test_bytes_of_anything(content):
    read_or_refused(content)


@slow
@given(st.data())
def test_damaged_workbooks(data):
    content = bytearray(plain.workbook(("S", plain.numbers())))
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    read_or_refused(bytes(content[: data.draw(st.integers(100, len(content)))]), "r.xlsx")


@slow
@given(st.binary(max_size=200))
def test_damaged_spss_and_xls(content):
    read_or_refused(b"$FL2" + content, "r.sav")
    read_or_refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + content, "r.xls")


@pytest.mark.parametrize("name", [name for name in Columns.__dataclass_fields__ if name != "shape"])
def test_every_column_may_be_called_as_another(name):
    if isinstance(getattr(Columns, name), str):
        for column in HEADER:
            try:
                read(csv(), **{name: column})
            except FileError:
                continue
