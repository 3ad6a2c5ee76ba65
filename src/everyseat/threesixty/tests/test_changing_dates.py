"""Dates of a round under way move, and everybody concerned is told."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.organisations import actions as organisations
from everyseat.organisations.models import AuditEntry, Email, Person
from everyseat.organisations.tests.checking import seal_of
from everyseat.threesixty.actions import changing_dates, closing, dates, nominating, rounds
from everyseat.threesixty.models import DateKept, Review, Round
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import emails_to, text

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
DAY = timedelta(1)


def in_days(n: int):
    return timezone.localdate() + DAY * n


@pytest.fixture
def review():
    """A review that collects answers. The dates of its round are in 10, 20 and 30 days."""
    made = make.collecting({"peer": 5})
    Email.objects.all().delete()
    return made


@pytest.fixture
def others(review):
    """Ann, who has named nobody yet, and Bo, whose list waits for Bo's manager."""
    Round.objects.update(state="draft")
    draft = Round.objects.get()
    ann = make.person("Ann", manager=make.person("Boss of Ann"))
    bo = make.person("Bo", manager=make.person("Boss of Bo"))
    rounds.add_recipients(feedback_round=draft, people=[ann, bo], coach=None)
    Round.objects.update(state="open")
    waits = Review.objects.get(recipient=bo)
    for i in range(4):
        nominating.nominate(review=waits, person=make.person(f"Peer {i}"), relationship="peer")
    nominating.submit_nominations(review=waits)
    Email.objects.all().delete()
    return ann, bo


def change(review, **days):
    feedback_round = Round.objects.get(pk=review.round_id)
    return changing_dates.change_dates(feedback_round=feedback_round, dates=days)


def test_a_later_last_day_is_told_to_everybody_invited_with_both_days(review):
    first = review.invitations.first()
    make.answer(first, [1, 2, 3])
    change(review, collect_by=in_days(40))
    assert Round.objects.get().collect_by == in_days(40)
    for invitation in review.invitations.all():
        (written,) = emails_to(invitation.person)
        assert date_format(in_days(40), "D j M Y") in written
        assert date_format(in_days(30), "D j M Y") in written
        assert "#key=" in written
    assert emails_to(review.recipient)
    assert emails_to(review.recipient.manager) == []


def test_what_raters_read_does_not_depend_on_whether_they_answered(review):
    for invitation in review.invitations.all()[:3]:
        make.answer(invitation, [1, 2, 3])
    change(review, collect_by=in_days(40))
    texts = {
        emails_to(i.person)[0].replace(i.person.name, "").split("http")[0]
        for i in review.invitations.all()
    }
    assert len(texts) == 1


def test_those_whom_a_date_does_not_concern_get_no_email(review, others):
    ann, bo = others
    change(review, nominate_by=in_days(12))
    assert [bool(emails_to(p)) for p in (ann, bo, ann.manager, bo.manager)] == [1, 0, 0, 0]
    assert Email.objects.count() == 1
    Email.objects.all().delete()
    change(review, approve_by=in_days(22))
    assert [bool(emails_to(p)) for p in (ann, bo, ann.manager, bo.manager)] == [0, 0, 0, 1]
    assert Email.objects.count() == 1


def test_no_date_moves_into_the_past_or_out_of_order(review):
    for days in ({"collect_by": in_days(-1)}, {"nominate_by": in_days(-1)}):
        with pytest.raises(Invalid, match="has not passed"):
            change(review, **days)
    with pytest.raises(Invalid, match="in this order"):
        change(review, approve_by=in_days(31))
    with pytest.raises(NotNow, match="not changed a date"):
        change(review, collect_by=in_days(30))
    assert not Email.objects.exists()


def test_a_date_that_has_passed_may_stay_as_it_is(review):
    Round.objects.update(nominate_by=in_days(-5), approve_by=in_days(-2))
    change(review, collect_by=in_days(35))
    assert Round.objects.get().collect_by == in_days(35)


def test_an_earlier_last_day_leaves_three_whole_days(review):
    Round.objects.update(nominate_by=in_days(0), approve_by=in_days(1))
    with pytest.raises(Invalid, match="at least 3 whole days"):
        change(review, collect_by=in_days(2))
    change(review, collect_by=in_days(3))
    assert Round.objects.get().collect_by == in_days(3)


def test_a_later_last_day_may_be_soon(review):
    Round.objects.update(nominate_by=in_days(0), approve_by=in_days(0), collect_by=in_days(0))
    change(review, collect_by=in_days(1))
    assert Round.objects.get().collect_by == in_days(1)


def test_reminders_go_out_again_before_a_later_day_and_not_with_the_news(review):
    DateKept.objects.create(round=review.round, what="collect 2")
    change(review, collect_by=in_days(40))
    Email.objects.all().delete()
    Round.objects.update(reminded_at=None)
    dates.keep(in_days(38))
    assert Email.objects.count() == 6  # the leader, who has not rated themselves, is reminded too
    assert len(emails_to(review.recipient)) == 1
    Email.objects.all().delete()
    Round.objects.update(nominate_by=in_days(0), approve_by=in_days(1))
    change(review, collect_by=in_days(3))
    Email.objects.all().delete()
    dates.keep(in_days(0))
    assert not Email.objects.exists()


def test_only_of_a_round_under_way(review):
    closing.close(feedback_round=review.round)
    with pytest.raises(NotNow, match="while the round is under way"):
        change(review, collect_by=in_days(40))
    assert Round.objects.get().collect_by == in_days(30)


def test_a_round_whose_day_moved_closes_after_the_new_day(review):
    change(review, collect_by=in_days(40))
    dates.keep(in_days(31))
    assert Round.objects.get().state == Round.State.OPEN
    dates.keep(in_days(41))
    assert Round.objects.get().state == Round.State.CLOSING


@pytest.fixture
def organiser(client):
    client.force_login(make.person("Olu", "organiser"))
    return client


def filled(**changes):
    now = {"nominate_by": in_days(10), "approve_by": in_days(20), "collect_by": in_days(30)}
    return {name: day.isoformat() for name, day in (now | changes).items()}


def test_an_organiser_reads_first_who_is_told(review, others, organiser):
    address = f"/rounds/{review.round_id}/dates/"
    new = filled(collect_by=in_days(40))
    page = organiser.post(address, new)
    assert "We send one e-mail to each of the 5 people who were invited" in text(page)
    assert "We send one e-mail to each of 3 leaders." in text(page)
    assert Round.objects.get().collect_by == in_days(30)
    organiser.post(address, {**new, "seal": seal_of(page)})
    assert Round.objects.get().collect_by == in_days(40)
    assert Email.objects.count() == 8


def test_it_says_that_answers_are_deleted_later_too(review, organiser):
    """They are deleted months after the last day to answer, on the first of a month."""
    address = f"/rounds/{review.round_id}/dates/"
    before = Round.objects.get()
    page = text(organiser.post(address, filled(collect_by=in_days(70))))
    after = Round(collect_by=in_days(70), organisation=before.organisation)
    deleted = date_format(after.answers_deleted_on)
    assert f"Answers are deleted on {deleted} instead of" in page
    assert f"Reports are deleted on {date_format(after.reports_deleted_on)}." in page
    page = text(organiser.post(address, filled(nominate_by=in_days(9))))
    assert "Answers are deleted on" not in page


def test_a_seal_of_other_dates_changes_nothing(review, organiser):
    address = f"/rounds/{review.round_id}/dates/"
    seal = seal_of(organiser.post(address, filled(collect_by=in_days(40))))
    page = organiser.post(address, {**filled(collect_by=in_days(50)), "seal": seal})
    assert "Something has changed" in text(page)
    assert Round.objects.get().collect_by == in_days(30)


def test_the_audit_log_says_from_when_to_when(review, organiser):
    address = f"/rounds/{review.round_id}/dates/"
    new = filled(collect_by=in_days(40))
    organiser.post(address, {**new, "seal": seal_of(organiser.post(address, new))})
    entries = AuditEntry.objects.filter(what="round_dates")
    (entry,) = entries
    assert entry.about == f"{review.round_id} collect_by {in_days(30)} {in_days(40)}"
    olu = Person.objects.get(name="Olu")
    organisations.set_roles(person=olu, roles={"organiser", "administrator"})
    page = text(organiser.get("/audit-log/"))
    assert "Olu changed the dates of the round" in page
    days = f"from {date_format(in_days(30))} to {date_format(in_days(40))}"
    assert f": last day to answer {days}." in page


def test_what_was_wrong_is_said_beside_the_date(review, organiser):
    page = organiser.post(f"/rounds/{review.round_id}/dates/", filled(collect_by=in_days(-1)))
    assert "Choose a date that has not passed." in text(page)


def test_a_reminder_after_news_of_a_day_says_what_the_last_email_was(organiser, review):
    change(review, collect_by=in_days(40))
    page = text(organiser.get(f"/rounds/{review.round_id}/remind/"))
    assert "went out on" in page
    assert "a reminder, or news of a new last day." in page
    assert "less than 48 hours after the last e-mail" in page
