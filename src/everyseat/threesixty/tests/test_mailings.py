"""E-mails to everybody invited are written some at a time, and to each person once."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from everyseat.organisations import roles
from everyseat.organisations.models import Email, Person
from everyseat.threesixty.actions import (
    changing_dates,
    closing,
    dates,
    mailings,
    reminding,
    reopening,
)
from everyseat.threesixty.models import Invitation, Mailing, Round
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import text

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def review():
    made = make.collecting({"peer": 5})
    Email.objects.all().delete()
    return made


@pytest.fixture
def slowly(monkeypatch):
    """Two e-mails are written at once, and five are not."""
    monkeypatch.setattr(mailings, "AT_ONCE", 2)


def later():
    """Return a time by which every pause is over."""
    return timezone.now() + timedelta(hours=2)


def written() -> list[str]:
    return sorted(email.to for email in Email.objects.all())


def invited(review) -> list[str]:
    return sorted(Person.objects.filter(invitations__review=review).values_list("email", flat=True))


def test_few_are_written_at_once_and_nothing_is_left_to_do(review):
    assert reminding.remind(feedback_round=review.round) == 5
    assert written() == invited(review)
    assert not Mailing.objects.exists()


def test_many_are_written_in_the_background_to_each_person_once(review, slowly):
    assert reminding.remind(feedback_round=review.round) == 5
    assert written() == []
    mailings.work()
    assert written() == invited(review)
    mailings.work()
    assert written() == invited(review)
    assert not Mailing.objects.exists()


def test_after_a_stop_in_between_the_rest_are_written_and_nobody_twice(review, slowly, monkeypatch):
    reminding.remind(feedback_round=review.round)
    draft, calls = mailings.drafted, []

    def killed(mailing, people):
        calls.append(people)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return draft(mailing, people)

    monkeypatch.setattr(mailings, "drafted", killed)
    with pytest.raises(KeyboardInterrupt):
        mailings.work()
    assert Mailing.objects.get().written == len(written()) == 2
    mailings.work()
    assert written() == invited(review)


def test_two_who_write_the_same_e_mails_write_each_once(review, slowly, monkeypatch):
    reminding.remind(feedback_round=review.round)
    draft, other = mailings.drafted, []

    def meanwhile(mailing, people):
        made = draft(mailing, people)
        if not other:
            other.append(True)
            mailings.work()
        return made

    monkeypatch.setattr(mailings, "drafted", meanwhile)
    mailings.work()
    assert written() == invited(review)


def test_a_failure_does_not_hold_up_other_rounds_and_is_tried_again(slowly, monkeypatch):
    first, second = make.collecting({"peer": 5}), make.collecting({"peer": 4}, name="Ann")
    Email.objects.all().delete()
    for review in (first, second):
        reminding.remind(feedback_round=review.round)
    draft = mailings.drafted
    with monkeypatch.context() as patched:

        def fails(mailing, people):
            if mailing.round_id == first.round_id:
                raise RuntimeError("no such placeholder")
            return draft(mailing, people)

        patched.setattr(mailings, "drafted", fails)
        mailings.work()
    assert written() == invited(second)
    mailings.work(later)
    assert written() == sorted(invited(first) + invited(second))


def test_whoever_is_no_longer_asked_by_then_gets_none(review, slowly):
    reminding.remind(feedback_round=review.round)
    gone = review.invitations.first()
    Invitation.objects.filter(pk=gone.pk).update(state=Invitation.State.REMOVED)
    mailings.work()
    assert written() == [email for email in invited(review) if email != gone.person.email]


def test_nobody_is_reminded_of_a_round_that_has_closed_meanwhile(review, slowly):
    reminding.remind(feedback_round=review.round)
    closing.close(feedback_round=review.round, may_reopen_until=closing.may_reopen_until())
    Email.objects.all().delete()
    mailings.work()
    assert written() == []
    assert not Mailing.objects.exists()


def test_an_email_says_both_days_and_that_the_round_is_open_again(review, slowly):
    before, now = review.round.collect_by, review.round.collect_by + timedelta(9)
    changing_dates.change_dates(feedback_round=review.round, dates={"collect_by": now})
    Email.objects.all().delete()
    mailings.work()
    for email in Email.objects.all():
        assert date_format(before) in email.text
        assert date_format(now) in email.text
    feedback_round = Round.objects.get()
    closing.close(feedback_round=feedback_round, may_reopen_until=closing.may_reopen_until())
    until = timezone.localdate() + timedelta(5)
    reopening.reopen(feedback_round=feedback_round, collect_by=until)
    Email.objects.all().delete()
    mailings.work()
    assert written() == invited(review)
    assert all(date_format(until) in email.text for email in Email.objects.all())


def test_the_reminder_of_a_date_goes_the_same_way(review, slowly):
    dates.keep(review.round.collect_by - timedelta(7))
    mailings.work()
    assert set(invited(review)) <= set(written())


def test_the_page_of_the_round_says_how_many_are_ready(client, review, slowly):
    reminding.remind(feedback_round=review.round)
    Mailing.objects.update(written=2)
    client.force_login(make.person("Ola", roles.ORGANISER))
    said = "a reminder”: 2 of 5 e-mails are ready to be sent"
    assert said in text(client.get(f"/rounds/{review.round_id}/"))
    client.force_login(make.person("Watches", roles.OBSERVER))
    assert said not in text(client.get(f"/rounds/{review.round_id}/"))


def test_leaders_are_written_to_in_the_background_too(slowly):
    leaders = [make.person(f"Leader {n}", manager=make.person(f"Boss {n}")) for n in range(3)]
    Email.objects.all().delete()
    launched = make.feedback_round(*leaders)
    assert written() == []
    mailings.work()
    assert written() == sorted(leader.email for leader in leaders)
    before = date_format(launched.nominate_by)
    assert all(before in email.text for email in Email.objects.all())
    Email.objects.all().delete()
    later = launched.approve_by + timedelta(2)
    waits = launched.reviews.get(recipient=leaders[0])
    waits.state = "approve"
    waits.save()
    changing_dates.change_dates(feedback_round=launched, dates={"approve_by": later})
    assert written() == ["boss.0@trust.example"]  # one is few
    Email.objects.all().delete()
    sooner = launched.nominate_by + timedelta(1)
    changing_dates.change_dates(feedback_round=launched, dates={"nominate_by": sooner})
    assert written() == ["leader.1@trust.example", "leader.2@trust.example"]
