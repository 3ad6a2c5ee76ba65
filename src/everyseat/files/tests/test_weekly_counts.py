"""Weekly counts, pasted or in a file: what is read, and every line that is refused."""

import pytest

from everyseat.files.problems import FileError
from everyseat.files.values import in_file, typed
from everyseat.files.weekly_counts import counts

EIGHT = [11.0, 8.0, 15.0, 9.0, 12.0, 7.0, 14.0, 10.0]
DAYS = ["01", "08", "15", "22", "29"]


def read(text: str) -> list[float]:
    return counts(typed(text), "What you pasted")


def refused(text: str) -> str:
    with pytest.raises(FileError) as error:
        read(text)
    return str(error.value)


def test_a_column_of_counts_is_read_with_or_without_its_title():
    column = "\n".join(f"{n:g}" for n in EIGHT)
    assert read(column) == read(f"Visits\n{column}") == EIGHT


def test_weeks_with_days_may_come_in_any_order():
    months = [f"2024-01-{day}\t{n:g}" for day, n in zip(DAYS, EIGHT, strict=False)]
    months += ["05/02/2024\t7", "12 Feb 2024\t14", "2024-02-19\t1,010"]
    assert read("\n".join(reversed(months)))[-1] == 1010


def test_a_week_that_is_missing_or_comes_twice_is_named_by_its_line():
    rows = [f"2024-01-{day}\t3" for day in ("01", "08", "22", "22")]
    text = refused("\n".join(rows))
    assert "line 3: 2024-01-22 follows 2024-01-08" in text
    assert "line 4: 2024-01-22 stands in line 3 already" in text


def test_what_is_no_count_is_named_by_its_line():
    text = refused("Visits\n3\nfew\n-2")
    assert "line 3: “few” is no count" in text
    assert "line 4: “-2” is no count" in text


def test_a_row_without_a_day_among_others_with_one_is_refused():
    assert "line 2: has no day" in refused("2024-01-01\t3\n4")


def test_too_few_weeks_and_weeks_without_any_visit_are_refused():
    assert "at least 8 weeks are needed" in refused("3\n4")
    assert "there are 0" in refused("")
    assert "no visit in any week" in refused("\n".join("0" * 8))


def test_a_csv_file_is_read_whatever_its_columns_are_called():
    text = "week,visits\n" + "".join(
        f"2024-01-{d},{n}\n" for d, n in zip(DAYS, "12345", strict=True)
    )
    text += "2024-02-05,6\n2024-02-12,7\n2024-02-19,8\n"
    assert counts(in_file(text.encode(), "c.csv"), "c.csv") == [1, 2, 3, 4, 5, 6, 7, 8]
