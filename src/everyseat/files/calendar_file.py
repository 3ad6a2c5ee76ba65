"""One whole day as a file for a calendar (iCalendar, RFC 5545)."""

from datetime import date, datetime, timedelta
from functools import lru_cache

PRODUCT = "-//Everyseat//EN"
METHOD = "PUBLISH"
"""What a calendar does with it (RFC 5546): it takes it over, and answers nobody."""


@lru_cache(maxsize=32)
def whole_day(*, title: str, day: date, uid: str, sequence: int, made: datetime) -> str:
    """Return a day as a file that any calendar opens.

    It is marked as private and as free time. It names no organiser and nobody invited, so that no
    calendar answers it. One with the same `uid` and a higher `sequence` takes its place. A round
    sends the same file to thousands, so the newest are kept.
    """
    from icalendar import Calendar, Event  # takes 0.4 s, and few processes need it

    event = Event()
    event.add("uid", uid)
    event.add("sequence", sequence)
    event.add("dtstamp", made)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(1))  # the first day after it
    event.add("summary", title)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", METHOD)
    calendar.add_component(event)
    text: bytes = calendar.to_ical()
    return text.decode()
