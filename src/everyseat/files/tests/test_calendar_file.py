"""A day as a file for a calendar: read back by a calendar's reader, and by RFC 5545."""

from datetime import UTC, date, datetime

import icalendar

from everyseat.files.calendar_file import whole_day

LAST_OF_FEBRUARY = date(2028, 2, 29)


def made(title: str = "Spring: last day", **other) -> str:
    given = {"day": LAST_OF_FEBRUARY, "uid": "round-1@x.example", "sequence": 2} | other
    return whole_day(title=title, made=datetime(2028, 1, 5, 9, 30, tzinfo=UTC), **given)


def event(text: str):
    (found,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    return found


def test_a_day_is_whole_private_and_free():
    found = event(made())
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (LAST_OF_FEBRUARY, date(2028, 3, 1))
    assert (found["SUMMARY"], found["CLASS"]) == ("Spring: last day", "PRIVATE")
    assert found["TRANSP"] == "TRANSPARENT"
    assert (found["UID"], found["SEQUENCE"]) == ("round-1@x.example", 2)
    assert found["DTSTAMP"].dt == datetime(2028, 1, 5, 9, 30, tzinfo=UTC)


def test_it_names_nobody_and_leads_nowhere():
    names = {line.split(":")[0].split(";")[0] for line in made().splitlines()}
    assert names == {
        *("BEGIN", "END", "VERSION", "PRODID", "METHOD", "UID", "SEQUENCE", "DTSTAMP"),
        *("DTSTART", "DTEND", "SUMMARY", "CLASS", "TRANSP"),
    }


def test_a_title_of_any_script_and_length_is_one_title_and_no_second_line():
    title = "Tŷ Gwyn, 春; \\ round\r\nATTENDEE:mailto:x@y.example " + "é" * 200
    text = made(title)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\nATTENDEE" not in text
    found = event(text)
    assert "ATTENDEE" not in found
    assert str(found["SUMMARY"]).replace("\r", "") == title.replace("\r", "")
