"""The last days of a round in calendars: which e-mail carries which, and none tells on raters."""

from datetime import timedelta

import icalendar
import pytest
from django.utils import timezone

from everyseat.organisations.mail import message as mail_message
from everyseat.organisations.models import Email
from everyseat.threesixty.actions import changing_dates, emails, reopening
from everyseat.threesixty.email_kinds import KINDS
from everyseat.threesixty.models import Round
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    return make.collecting({"manager": 1, "peer": 4})


def events(email: Email) -> list[icalendar.Event]:
    """Return the days that an e-mail carries, as a mail program gets them."""
    email.save(force_insert=email._state.adding)
    parts = mail_message.message(email).message().walk()
    files = [part for part in parts if part.get_content_type() == "text/calendar"]
    return [
        event
        for file in files
        for event in icalendar.Calendar.from_ical(file.get_payload(decode=True)).walk("VEVENT")
    ]


def about(review, kind: str) -> Email:
    return emails.email_about(review, review.recipient, kind)


def invitation(review) -> Email:
    return emails.to_raters(emails.to_remind(review.round), "invitation")[0]


@pytest.mark.parametrize(
    ("kind", "date"),
    [("nominate", "nominate_by"), ("approve", "approve_by"), ("rate_yourself", "collect_by")],
)
def test_what_asks_for_something_carries_its_last_day(review, kind, date):
    (event,) = events(about(review, kind))
    assert event["DTSTART"].dt == getattr(review.round, date)


def test_an_invitation_carries_the_last_day_to_answer(review):
    email = invitation(review)
    (event,) = events(email)
    assert event["DTSTART"].dt == review.round.collect_by
    assert "It names the round, and not what you are asked." in email.text


def test_mail_programs_know_the_file_as_a_day_to_take_over(review):
    email = invitation(review)
    email.save(force_insert=True)
    message = mail_message.message(email).message()
    assert message.get_content_type() == "multipart/mixed"
    text, file = message.get_payload()
    assert text.get_content_type() == "multipart/alternative"
    assert file.get_content_type() == "text/calendar"
    assert (file.get_param("method"), file.get_filename()) == ("PUBLISH", "last-day.ics")
    assert file.get_content_disposition() == "attachment"


def test_a_day_that_is_over_is_not_carried_but_the_next_one(review):
    Round.objects.update(nominate_by=timezone.localdate() - timedelta(1))
    review.round.refresh_from_db()
    (event,) = events(about(review, "nominate"))
    assert event["DTSTART"].dt == review.round.approve_by


def test_reminders_and_reports_carry_none(review):
    for email in [*make.reminders(review.round), about(review, "released")]:
        assert events(email) == []
        assert "calendar" not in email.text


def test_a_shared_calendar_does_not_tell_raters_from_leaders_nor_about_whom(review):
    """Whoever looks at it sees the name of the round, and nothing else."""
    days = [*events(invitation(review)), *events(about(review, "rate_yourself"))]
    days += [*events(about(review, "nominate")), *events(about(review, "approve"))]
    assert {str(event["SUMMARY"]) for event in days} == {"Spring: last day"}
    for event in days:
        assert not {"DESCRIPTION", "URL", "ORGANIZER", "ATTENDEE", "LOCATION"} & set(event)
        assert "Lee" not in event.to_ical().decode()
    assert days[0]["UID"] == days[1]["UID"]


def test_that_of_a_follow_up_says_no_more_than_that_of_the_round_before(review):
    again = make.feedback_round(make.person("Ann"), launched=False)
    again.parent, again.name = review.round, "Follow-up: Spring"
    again.save()
    (event,) = events(about(again.reviews.get(), "nominate"))
    assert event["SUMMARY"] == "Spring: last day"


def test_a_day_that_moved_takes_the_place_of_the_first(review):
    (first,) = events(invitation(review))
    for n in (1, 2):
        new = review.round.collect_by + timedelta(7)
        Email.objects.all().delete()
        changing_dates.change_dates(feedback_round=review.round, dates={"collect_by": new})
        moved = [event for email in Email.objects.all() for event in events(email)]
        assert len(moved) == 6  # five raters, and the leader
        assert {event["UID"] for event in moved} == {first["UID"]}
        assert {event["SEQUENCE"] for event in moved} == {n}
        assert {event["DTSTART"].dt for event in moved} == {new}


def test_a_leader_who_names_raters_gets_both_days_that_moved():
    naming = make.feedback_round(make.person("Ann"))
    new = {
        name: getattr(naming, name) + timedelta(7)
        for name in ("nominate_by", "approve_by", "collect_by")
    }
    Email.objects.all().delete()
    changing_dates.change_dates(feedback_round=naming, dates=new)
    (email,) = Email.objects.all()
    assert [event["DTSTART"].dt for event in events(email)] == [
        new["nominate_by"],
        new["collect_by"],
    ]
    assert "They name the round, and not what you are asked." in email.text


def test_a_round_that_is_open_again_has_its_new_day_in_calendars(review):
    make.closing.close(
        feedback_round=review.round, may_reopen_until=make.closing.may_reopen_until()
    )
    day = timezone.localdate() + timedelta(5)
    Email.objects.all().delete()
    reopening.reopen(feedback_round=Round.objects.get(), collect_by=day)
    moved = [event for email in Email.objects.all() for event in events(email)]
    assert {(event["DTSTART"].dt, event["SEQUENCE"]) for event in moved} == {(day, 1)}


def test_every_kind_with_a_day_in_calendars_says_which(review):
    for key, kind in KINDS.items():
        assert not kind.in_calendar or kind.date or key == "dates_to_leaders"
