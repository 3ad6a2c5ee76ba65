"""A measure over time from a file as people have them."""

from datetime import date

import pytest

from everyseat.files import series, tables
from everyseat.files.problems import FileError


def read(text, day="day", value="value"):
    return series.of(tables.from_bytes(text.encode(), "x.csv"), day, value)


def test_rows_are_put_in_order_and_those_without_a_value_are_counted():
    found = read("day,value\n2024-03-01,3\n2024-01-01,1\n2024-04-01,\n2024-02-01,2\n")
    assert found.dates == [date(2024, month, 1) for month in (1, 2, 3)]
    assert (found.values, found.left_out) == ([1, 2, 3], 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-05", date(2024, 3, 5)),
        ("2024-03", date(2024, 3, 1)),
        ("05/03/2024", date(2024, 3, 5)),
        ("5.3.2024", date(2024, 3, 5)),
        ("5 March 2024", date(2024, 3, 5)),
        ("Mar-24", date(2024, 3, 1)),
        ("2024-03-05T10:00:00", date(2024, 3, 5)),
    ],
)
def test_a_date_is_read_as_people_write_it(text, day):
    assert series.read_day(text) == day


@pytest.mark.parametrize("text", ["", "soon", "31/02/2024", "13/13/2024", "Foo 2024", "2024"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r"is no date|must be in|out of range"):
        series.read_day(text)


def test_numbers_have_thousands_and_percent():
    assert read('day,value\n2024-01-01,"12,345"\n2024-02-01,61.5%\n').values == [12345, 61.5]


def test_every_line_that_is_wrong_is_named_and_nothing_is_read():
    rows = ["2024-01-01,1", "never,2", "2024-03-01,x", "01/01/2024,4", "2024-05-01,inf"]
    with pytest.raises(FileError) as wrong:
        read("day,value\n" + "\n".join(rows))
    told = [(one.line, one.column) for one in sorted(wrong.value.problems)]
    assert told == [(3, "day"), (4, "value"), (5, "day"), (6, "value")]
    assert "stands in line 2 already" in str(wrong.value)


def test_a_column_that_is_missing_is_named_with_those_there_are():
    with pytest.raises(FileError, match=r"no column is called “month”\. There are: “day”, “value”"):
        read("day,value\n2024-01-01,1\n", day="month")
    with pytest.raises(FileError, match="no row has a value"):
        read("day,value\n2024-01-01,\n")
