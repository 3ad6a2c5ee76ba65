"""Values that people type, paste or send: dates, numbers, and what is wrong by line."""

from datetime import date

import pytest

from everyseat.files import values
from everyseat.files.problems import FileError
from everyseat.files.values import Reading


def read(text, **kind):
    kinds = {"is_part": False, "is_event": False, **kind}
    return values.readings(values.typed(text), "pasted", **kinds)


def wrong(text, **kind):
    with pytest.raises(FileError) as caught:
        read(text, **kind)
    return [(one.line, one.message) for one in sorted(caught.value.problems)]


def test_rows_are_read_with_tabs_semicolons_commas_or_spaces_and_put_in_order():
    text = "Week\tCalls\n8 Jan 2024\t1,204\n2024-01-01\t12.5"
    assert read(text) == [
        Reading(date(2024, 1, 1), 12.5, None),
        Reading(date(2024, 1, 8), 1204.0, None),
    ]
    for row in ("01/02/2024;7", "01/02/2024,7", "01/02/2024   7"):
        assert read(row) == [Reading(date(2024, 2, 1), 7.0, None)]


def test_a_part_has_what_it_is_out_of():
    assert read("2024-01-01,12,80", is_part=True) == [Reading(date(2024, 1, 1), 12.0, 80)]


def test_an_event_is_a_day_or_a_day_and_how_many():
    found = read("2024-01-01\n2024-01-09, 2", is_event=True)
    assert [(one.on.day, one.value) for one in found] == [(1, 1.0), (9, 2.0)]


def test_every_line_that_is_wrong_is_named():
    assert wrong("Day,Calls\n2024-01-01,3\nsoon,4\n2024-01-03,many\n2024-01-01,5") == [
        (3, "“soon” is no date. Write it as 2024-03-01"),
        (4, "“many” is no number"),
        (5, "2024-01-01 stands in line 2 already"),
    ]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("2024-01-01,9,8", "9 is not between 0 and 8"),
        ("2024-01-01,9", "“” is no whole number, 1 or more: say out of how many"),
        ("2024-01-01,9,9.5", "“9.5” is no whole number, 1 or more: say out of how many"),
        ("2024-01-01,-1,9", "-1 is not between 0 and 9"),
    ],
)
def test_a_part_that_is_none_is_refused(row, message):
    assert wrong(row, is_part=True) == [(1, message)]


def test_half_an_event_and_a_missing_value_are_refused():
    assert wrong("2024-01-01,0.5", is_event=True) == [
        (1, "“0.5” is no number of rare events, from 1 to 50")
    ]
    assert wrong("2024-01-01,4\n2024-01-02") == [(2, "the value is missing")]


def test_titles_alone_are_no_values():
    with pytest.raises(FileError, match="no row with a date and a value"):
        read("Day,Calls")


def test_a_file_is_read_whatever_its_columns_are_called():
    rows = values.in_file(b"Woche,Anrufe\n2024-01-01,3\n", "calls.csv")
    found = values.readings(rows, "calls.csv", is_part=False, is_event=False)
    assert found == [Reading(date(2024, 1, 1), 3.0, None)]


def test_a_file_without_titles_loses_no_row():
    rows = values.in_file(b"2024-01-01,3\n2024-01-02,4\n", "calls.csv")
    assert len(values.readings(rows, "calls.csv", is_part=False, is_event=False)) == 2


def test_the_line_of_a_mistake_far_down_is_named():
    lines = [f"{date.fromordinal(700_000 + n).isoformat()},{n}" for n in range(8_200)]
    lines[8_112] = "2024-13-01,5"
    assert wrong("\n".join(lines)) == [(8_113, "“2024-13-01” is no date. Write it as 2024-03-01")]
