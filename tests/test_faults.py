"""What a log says of a failure: its type and place, and nothing that somebody wrote."""

import logging

from everyseat import faults

WORDS = "You waved us out of the room, and it hurt."


def _raised(depth: int = 0) -> BaseException:
    try:
        try:
            int(WORDS)
        except ValueError as error:
            raise RuntimeError(WORDS) from error
    except RuntimeError as error:
        return error


def test_a_failure_is_described_by_types_and_places_alone():
    said = faults.described(_raised())
    assert said.startswith("RuntimeError at ")
    assert ", after ValueError at " in said
    assert "test_faults.py" in said
    assert WORDS not in said


def test_a_cause_that_was_hidden_stays_hidden():
    error = _raised()
    error.__cause__ = None
    assert ", after ValueError" not in faults.described(error)


def test_a_failure_that_names_itself_as_its_cause_ends():
    error = _raised()
    error.__cause__.__cause__ = error
    assert faults.described(error).count("RuntimeError") == 1


def test_a_record_that_carries_an_exception_is_written_without_its_text():
    """Also where another handler has formatted it before."""
    error = _raised()
    record = logging.LogRecord(
        "x", logging.ERROR, "x.py", 1, "It failed.", (), (type(error), error, error.__traceback__)
    )
    assert WORDS in logging.Formatter().format(record)
    said = faults.Formatter().format(record)
    assert said.startswith("It failed.\nRuntimeError at ")
    assert WORDS not in said
