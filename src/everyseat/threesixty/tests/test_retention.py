"""What deletes itself, what is told, and what is erased."""

import json
from datetime import date, timedelta

import pytest

from everyseat.giving.refusals import NotNow
from everyseat.organisations import subject_access
from everyseat.organisations.models import Person
from everyseat.threesixty.actions import answers, retention
from everyseat.threesixty.audit import record
from everyseat.threesixty.models import Invitation, Review, Sheet
from everyseat.threesixty.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def closed():
    review = make.collecting({"peer": 5})
    make.answer_all(review, [4, 3, 2])
    answers.assess_self(review=review, ratings=[4, 4, 4], words={"keep": "Me."})
    make.close(review.round)
    review.refresh_from_db()
    return review


def test_answers_and_later_reports_delete_themselves(closed):
    feedback_round = closed.round
    retention.delete_what_is_due(feedback_round.answers_deleted_on - timedelta(1))
    assert Sheet.objects.count() == 6
    retention.delete_what_is_due(feedback_round.answers_deleted_on)
    assert (Sheet.objects.count(), Invitation.objects.count()) == (0, 0)
    assert Review.objects.get().report is not None
    retention.delete_what_is_due(feedback_round.reports_deleted_on)
    retention.delete_what_is_due(feedback_round.reports_deleted_on)
    assert Review.objects.get().report is None
    assert set(feedback_round.dates_kept.values_list("what", flat=True)) == {
        retention.ANSWERS,
        retention.REPORTS,
    }


def test_an_open_round_deletes_nothing():
    review = make.collecting({"peer": 4})
    make.answer_all(review, [1, 1, 1])
    retention.delete_what_is_due(date(2099, 1, 1))
    assert len(make.waiting(review)) == 4


def test_months_are_counted_over_the_years(closed):
    closed.round.collect_by = date(2026, 11, 20)
    closed.round.organisation.keep_answers = 14
    assert closed.round.answers_deleted_on == date(2028, 1, 1)


def test_a_rater_is_told_what_is_held_and_it_holds_no_answer_of_theirs(closed):
    rater = closed.invitations.first().person
    held = retention.held_about(rater)
    assert held["asked_as_rater"][0]["about"] == "Lee in Spring"
    assert held["asked_as_rater"][0]["answers_by_a_kept_link"] is None
    everything = json.dumps([held, subject_access.held_about(rater)], default=str)
    assert "[4, 3, 2]" not in everything
    assert not any(s.pk.hex in everything for s in Sheet.objects.all())


def test_a_recipient_is_told_their_report_once_it_is_released(closed):
    held = retention.held_about(closed.recipient)
    report = held["reviews_of_them"][0]["report"]
    assert report["answers"] == 5
    assert "words_for_coach" not in report
    longer = [x for x in _numbers(report) if x != round(x, 2)]
    assert longer == []  # longer estimates tell what other leaders' reports say
    assert held["reviews_of_them"][0]["own_assessment"]["words"] == {"keep": "Me."}


def _numbers(part):
    if isinstance(part, float):
        yield part
    elif isinstance(part, dict):
        for each in part.values():
            yield from _numbers(each)
    elif isinstance(part, list):
        for each in part:
            yield from _numbers(each)


def test_erasing_takes_the_name_out_and_leaves_what_nobody_can_tie_to_them(closed):
    rater = closed.invitations.first().person
    name, email = rater.name, rater.email
    retention.erase(rater)
    subject_access.erase(rater)
    assert Sheet.objects.exclude(relationship="self").count() == 5
    assert not Invitation.objects.filter(person=rater).exists()
    assert not Person.objects.filter(name=name).exists()
    assert not Person.objects.filter(email=email).exists()


def test_the_audit_file_outlives_an_erased_recipient(closed):
    before = record(closed.round)
    retention.erase(closed.recipient)
    assert record(closed.round) == before


def test_nobody_is_erased_out_of_an_open_round():
    review = make.collecting({"peer": 4})
    for person in (review.recipient, review.invitations.first().person):
        with pytest.raises(NotNow, match=r"An organiser can (stop|remove)"):
            retention.erase(person)


def test_the_words_for_the_coach_are_not_in_what_the_recipient_is_told():
    review = make.collecting({"peer": 6})
    for i, invitation in enumerate(review.invitations.all()):
        make.answer(invitation, [4, 3, 2], f"Words {i}", "coach" if i == 0 else "as written")
    make.close(review.round)
    told = json.dumps(retention.held_about(review.recipient))
    assert "Words 1" in told
    assert "Words 0" not in told
