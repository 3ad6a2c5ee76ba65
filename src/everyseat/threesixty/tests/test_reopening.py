"""A round that has closed can be reopened for a day: until then nothing is read or made."""

from datetime import timedelta

import pytest
from django.utils import timezone

from everyseat.giving import drawing
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.organisations.models import Email, Person
from everyseat.organisations.tests.checking import press, seal_of
from everyseat.threesixty.actions import (
    answers,
    closing,
    counting,
    dates,
    finishing,
    reopening,
    retention,
)
from everyseat.threesixty.models import (
    AuditRecord,
    Closing,
    DateKept,
    Making,
    Report,
    Round,
    Sheet,
)
from everyseat.threesixty.part import PART
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import emails_to, text

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
TODAY = timezone.localdate
DAY = timedelta(1)


def _named(name: str) -> Person:
    return Person.objects.get(name=name)


@pytest.fixture
def organiser(client):
    client.force_login(make.person("Olu", "organiser"))
    return client


@pytest.fixture
def review():
    """A review whose round has just closed, with four answers; one card was not used."""
    made = make.collecting({"peer": 6})
    for invitation in made.invitations.all()[:4]:
        make.answer(invitation, [1, 2, 3])
    closing.close(feedback_round=made.round, may_reopen_until=closing.may_reopen_until())
    Email.objects.all().delete()
    return made


def in_hours(n: int):
    return lambda: timezone.now() + timedelta(hours=n)


def test_until_then_nothing_is_read_made_or_forgotten(review):
    reopening.let_go(TODAY(), in_hours(23))
    finishing.work()
    assert not Sheet.objects.exists()
    assert not Report.objects.exists()
    assert not AuditRecord.objects.exists()
    assert len(make.waiting(review)) == 4
    assert len(drawing.register_of(review.round)) == 4
    assert Closing.objects.get().busy_until is None


def test_nobody_can_answer_meanwhile(review):
    with pytest.raises(NotNow):
        make.draw(review.invitations.select_related("review__round").last())
    with pytest.raises(NotNow):
        answers.assess_self(review=review, ratings=[1, 1, 1], words={})


def test_after_that_the_reports_are_made_by_themselves(review):
    reopening.let_go(TODAY(), in_hours(25))
    finishing.work()
    finishing.work()
    assert Round.objects.get().state == Round.State.CLOSED
    assert Report.objects.exists()
    assert drawing.register_of(review.round) == {}


def test_reopened_everything_is_as_it_was_and_people_can_answer_until_the_new_day(review):
    before, register = make.waiting(review), drawing.register_of(review.round)
    reopening.reopen(feedback_round=review.round, collect_by=TODAY() + DAY * 5)
    feedback_round = Round.objects.get()
    assert (feedback_round.state, feedback_round.collect_by) == ("open", TODAY() + DAY * 5)
    by_serial = {item["serial"]: item for item in before}
    assert {item["serial"]: item for item in make.waiting(review)} == by_serial
    assert drawing.register_of(review.round) == register
    assert not Closing.objects.exists()
    assert not Making.objects.exists()
    review.refresh_from_db()
    make.answer(review.invitations.select_related("review__round").last(), [4, 4, 4])
    assert len(make.waiting(review)) == 5


def test_it_can_be_closed_again_and_makes_its_reports_once(review):
    reopening.reopen(feedback_round=review.round, collect_by=TODAY() + DAY * 5)
    make.close(Round.objects.get())
    assert Report.objects.count() == 1
    assert Sheet.objects.count() == 4


def test_the_leader_and_everybody_invited_are_told_whether_or_not_they_answered(review):
    n = reopening.reopen(feedback_round=review.round, collect_by=TODAY() + DAY * 5)
    assert n == Email.objects.count() == 7
    written = [emails_to(i.person)[0] for i in review.invitations.all()]
    assert all("It is open again" in text for text in written)
    lengths = {len(one.replace(i.person.name, "")) for one, i in _pairs(review, written)}
    assert len(lengths) == 1
    assert "It is open again" in emails_to(review.recipient)[0]


def _pairs(review, written):
    return zip(written, review.invitations.select_related("person"), strict=True)


def test_reminders_go_out_again_before_the_new_day(review):
    DateKept.objects.create(round=review.round, what="collect 2")
    reopening.reopen(feedback_round=review.round, collect_by=TODAY() + DAY * 9)
    Email.objects.all().delete()
    dates.keep(TODAY() + DAY * 7)
    assert Email.objects.count() == 1  # raters have just been written to
    Round.objects.update(reminded_at=None)
    dates.keep(TODAY() + DAY * 7)
    assert Email.objects.count() == 7  # the leader, who has not rated themselves, is reminded too
    assert len(emails_to(review.recipient)) == 1


def test_dates_that_move_with_the_new_day_are_said_and_told(organiser):
    boss = make.person("Boss")
    made = make.feedback_round(make.person("Ann", manager=boss), make.person("Bo", manager=boss))
    made.reviews.filter(recipient__name="Bo").update(state="approve")
    closing.close(feedback_round=made, may_reopen_until=closing.may_reopen_until())
    Email.objects.all().delete()
    page = text(
        organiser.post(
            f"/rounds/{made.pk}/reopen/", {"collect_by": (TODAY() + DAY * 5).isoformat()}
        )
    )
    assert "Leaders can name raters until" in page
    assert "Raters can be approved until" in page
    assert "We send one e-mail to somebody who has a list of raters to approve." in page
    reopening.reopen(feedback_round=made, collect_by=TODAY() + DAY * 5)
    assert "You can name the people who are to answer until" in emails_to(_named("Ann"))[0]
    assert "You can name the people" not in emails_to(_named("Bo"))[0]
    assert "You can approve the raters for Bo until" in emails_to(boss)[0]
    Email.objects.all().delete()
    dates.keep(TODAY() + DAY * 3)
    assert len(emails_to(_named("Ann"))) == 2  # to name raters, and to rate themselves


def test_whoever_is_told_of_a_new_day_is_not_reminded_of_it_at_once(organiser):
    made = make.feedback_round(make.person("Ann", manager=make.person("Boss")))
    closing.close(feedback_round=made, may_reopen_until=closing.may_reopen_until())
    reopening.reopen(feedback_round=made, collect_by=TODAY() + DAY * 6)
    Email.objects.all().delete()
    dates.keep(TODAY())
    assert not Email.objects.exists()


@pytest.mark.parametrize(("days", "warns"), [(1, True), (2, True), (3, False)])
def test_too_short_a_time_is_warned_of(review, organiser, days, warns):
    day = {"collect_by": (TODAY() + DAY * days).isoformat()}
    page = text(organiser.post(f"/rounds/{review.round_id}/reopen/", day))
    assert ("Some may not read the e-mail in time" in page) == warns


def test_once_the_reports_are_being_made_it_says_why_it_cannot_be_reopened(review):
    reopening.let_go(TODAY(), in_hours(25))
    with pytest.raises(NotNow, match="have lost their cards"):
        reopening.reopen(feedback_round=review.round, collect_by=TODAY() + DAY * 5)
    assert Round.objects.get().state != Round.State.OPEN


def test_where_the_clock_may_be_wrong_no_worker_begins_by_itself(review):
    """Only what hangs on the date lets a round go, and that is held where the clock has jumped."""
    finishing.work(in_hours(1000))
    assert not Report.objects.exists()
    assert reopening.let_go in PART.daily


def test_a_round_that_was_closed_at_once_cannot_be_reopened():
    review = make.collecting({"peer": 5})
    closing.close(feedback_round=review.round)
    assert reopening.may_reopen_until(review.round) is None
    with pytest.raises(NotNow):
        reopening.reopen(feedback_round=review.round, collect_by=TODAY() + DAY * 5)


def test_the_new_day_is_after_today(review):
    with pytest.raises(Invalid):
        reopening.reopen(feedback_round=review.round, collect_by=TODAY())


def test_a_date_closes_a_round_with_a_day_to_reopen_it():
    review = make.collecting({"peer": 5})
    dates.keep(review.round.collect_by + DAY)
    assert Round.objects.get().state == Round.State.CLOSING
    assert reopening.may_reopen_until(review.round) is not None
    dates.keep(review.round.collect_by + DAY)
    finishing.work()
    assert not Report.objects.exists()


def test_somebody_may_ask_meanwhile_what_is_held_of_them(review):
    held = [retention.held_about(i.person) for i in review.invitations.all()]
    drawn = [one["asked_as_rater"][0]["card_drawn"] for one in held]
    assert sorted(drawn) == [False, False, True, True, True, True]


def test_the_organiser_is_told_until_when_and_reopens_after_a_check(review, organiser):
    page = text(organiser.get(f"/rounds/{review.round_id}/"))
    assert "nobody reads an answer and no report is made, so that you can reopen" in page
    address = f"/rounds/{review.round_id}/reopen/"
    day = {"collect_by": (TODAY() + DAY * 5).isoformat()}
    page = text(organiser.post(address, day))
    assert "We send one e-mail to each of the 6 people who were invited" in page
    assert Round.objects.get().state == Round.State.CLOSING
    seal = seal_of(organiser.post(address, day))
    organiser.post(address, {**day, "seal": seal})
    assert Round.objects.get().state == Round.State.OPEN


def test_the_reports_are_made_now_only_after_a_check(review, organiser):
    address = f"/rounds/{review.round_id}/reports/"
    organiser.post(address)
    assert reopening.may_reopen_until(review.round) is not None
    press(organiser, address)
    assert reopening.may_reopen_until(review.round) is None
    assert "You cannot do this yet" in text(organiser.get(address))
    make.finish(review.round)
    assert Report.objects.exists()


def test_a_round_that_closes_by_hand_can_be_reopened(organiser):
    made = make.feedback_round(make.person("Lee", manager=make.person("Boss")))
    press(organiser, f"/rounds/{made.pk}/close/")
    assert reopening.may_reopen_until(made) is not None


def test_counts_that_organisers_see_stay_as_they_are_meanwhile(review, organiser):
    before = text(organiser.get(f"/rounds/{review.round_id}/"))
    counting.count_by_night()
    assert text(organiser.get(f"/rounds/{review.round_id}/")) == before
