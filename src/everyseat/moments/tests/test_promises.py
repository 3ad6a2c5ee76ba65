"""By when a case is acknowledged: said where a guardian said so, and kept for cases begun then."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from everyseat.giving.refusals import NotNow
from everyseat.moments import subject_access, who_sees
from everyseat.moments.actions import cases, promising
from everyseat.moments.models import Case, Promise
from everyseat.moments.queries import cases as queries
from everyseat.moments.queries import desk, offering
from everyseat.moments.tests import make
from everyseat.moments.tests.make import post
from everyseat.organisations import months
from everyseat.organisations.models import Email
from everyseat.safety import sealing

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
NOTHING = "Nobody here has promised by when"


@pytest.fixture
def promise(guardian):
    return promising.promise(guardian=guardian, acknowledge_days=5, feedback_months=2)


def _page(client):
    return client.get("/speak-up/").content.decode()


def _new(client, key, promise=None):
    sent, _identity = make.request_of([key[0]])
    assert post(client, "new", sent | {"promise": promise}).status_code == 200
    return Case.objects.get()


def test_nothing_is_promised_before_a_guardian_has(client, key):
    assert NOTHING in _page(client)
    assert "within" not in _page(client)
    assert NOTHING in client.get("/tell/").content.decode()


def test_a_guardian_promises_and_everybody_reads_by_whom_and_when(client, guardian, key):
    client.force_login(guardian)
    sent = {"acknowledge_days": "5", "feedback_months": "2", "promise": "yes"}
    assert client.post("/guardian/promise/", sent).status_code == 302
    client.logout()
    page = _page(client)
    assert "Gwen, a guardian here, promised on" in page
    assert "a reply within 5 days, and feedback within 2 months" in page
    assert "The guardians here have promised a reply within 5 days." in page  # when to come back
    assert NOTHING not in page


def test_a_promise_that_is_withdrawn_or_whose_guardian_has_left_is_shown_to_nobody(
    client, guardian, key, promise
):
    client.force_login(guardian)
    asked = client.post("/guardian/promise/", {"withdraw": "yes"})
    assert "From now on nothing is promised." in asked.content.decode()
    assert NOTHING not in _page(client)
    client.post("/guardian/promise/", {"withdraw": "yes", "sure": "yes"})
    assert NOTHING in _page(client)
    promising.promise(guardian=guardian, acknowledge_days=5, feedback_months=2)
    assert NOTHING not in _page(client)
    make.key(make.person("Tunde", "guardian"))
    guardian.roles.all().delete()
    assert NOTHING in _page(client)


def test_a_promise_is_changed_for_all_guardians_only_after_a_question_and_they_are_written_to(
    client, guardian, promise
):
    other = make.person("Tunde", "guardian")
    client.force_login(other)
    Email.objects.all().delete()
    sent = {"acknowledge_days": "9", "feedback_months": "1", "promise": "yes"}
    asked = client.post("/guardian/promise/", sent).content.decode()
    assert "Gwen, a guardian here, promised" in asked
    assert "a reply within 9 days" in asked
    assert offering.promise() == promise
    assert not Email.objects.exists()
    client.post("/guardian/promise/", sent | {"sure": "yes"})
    assert offering.promise().acknowledge_days == 9
    (email,) = Email.objects.all()
    assert (email.to, "Tunde has changed" in email.text) == (guardian.email, True)


@pytest.mark.parametrize("role", ["administrator", "organiser", "coach", "board"])
def test_nobody_promises_in_a_guardians_place(client, role):
    client.force_login(make.person("Somebody", role))
    sent = {"acknowledge_days": "1", "feedback_months": "1", "promise": "yes"}
    assert client.post("/guardian/promise/", sent).status_code == 403
    if role == "organiser":
        client.post("/routes/settings/", {"keep_months": "12", "acknowledge_days": "1"})
    assert Promise.objects.count() == 0


def test_one_promise_at_a_time_even_below_the_action(guardian, promise):
    promising.promise(guardian=guardian, acknowledge_days=9, feedback_months=3)
    assert list(Promise.objects.filter(withdrawn_on=None).values_list("acknowledge_days")) == [(9,)]
    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.create(acknowledge_days=1, feedback_months=1, made_on=promise.made_on)


def test_a_case_keeps_the_promise_that_its_reporter_read(client, guardian, key, promise):
    promising.promise(guardian=guardian, acknowledge_days=30, feedback_months=6)
    case = _new(client, key, promise.pk)
    assert case.promise == promise
    locator = sealing.stretch(make.RECEIPT).locator
    due = post(client, "open", {"locator": locator}).json()["due"]
    today = timezone.localdate()
    assert due == {"word": "reply", "by": str(today + timedelta(5))}
    assert queries.due_days(case)["feedback_by"] == months.same_day(today, 2)
    day_after = today + timedelta(6)
    assert [row["late"] for row in desk.rows(guardian, day_after)] == [True]
    assert offering.facts(day_after).in_time is None  # of one case nothing is told


def test_a_promise_of_another_day_is_not_taken_up(client, guardian, key, promise):
    Promise.objects.update(withdrawn_on=timezone.localdate() - timedelta(1))
    assert _new(client, key, promise.pk).promise is None


def test_where_nothing_was_promised_nothing_is_late_and_guardians_are_reminded(
    client, guardian, key
):
    case = _new(client, key)
    assert case.promise is None
    locator = sealing.stretch(make.RECEIPT).locator
    assert post(client, "open", {"locator": locator}).json()["due"] is None
    later = timezone.localdate() + timedelta(400)
    assert [row["late"] for row in desk.rows(guardian, later)] == [False]
    Case.objects.update(noted=True)
    Email.objects.all().delete()
    cases.write_daily(timezone.localtime().replace(hour=8) + timedelta(8))
    assert Email.objects.count() == 1


def test_guardians_are_reminded_by_the_promise_of_the_case(client, guardian, key, promise):
    _new(client, key, promise.pk)
    Case.objects.update(noted=True)
    Email.objects.all().delete()
    now = timezone.localtime().replace(hour=8)
    emails = []
    for days in (2, 3):
        cases.write_daily(now + timedelta(days))
        emails.append(Email.objects.count())
    assert emails == [0, 1]


def test_the_share_in_time_is_by_what_each_case_was_promised(key, guardian, promise):
    today = timezone.localdate()
    slow = promising.promise(guardian=guardian, acknowledge_days=20, feedback_months=6)
    for n in range(8):
        case = make.case(key[0], receipt=" ".join(["word"] * 7 + ["abcdefgh"[n]]))
        Case.objects.filter(pk=case.pk).update(
            promise=promise if n < 4 else slow,
            received_on=today - timedelta(40),
            acknowledged_on=today - timedelta(30),
        )
    assert offering.facts(today).in_time == pytest.approx(0.5)


def test_a_case_is_not_closed_with_feedback_before_a_guardian_has_written(client, guardian, key):
    case = _new(client, key)
    client.force_login(guardian)
    closed = ('{"status": "closed"}', "application/json")
    reply = client.post(f"/guardian/cases/{case.pk}/status/", *closed)
    assert (reply.status_code, "Write to the reporter first" in reply.json()["problem"]) == (
        409,
        True,
    )
    case.refresh_from_db()
    assert (case.status, case.closed_on) == ("received", None)
    make.reply(case)
    assert client.post(f"/guardian/cases/{case.pk}/status/", *closed).status_code == 200
    case.refresh_from_db()
    assert (case.status, case.closed_on) == ("closed", timezone.localdate())


def test_a_case_whose_reporter_wrote_last_is_answered_before_it_is_closed(key):
    case = make.case(key[0])
    make.reply(case)
    sealed = sealing.seal({"text": "And the other night?"}, [case.recipient])
    cases.add_entry(case=case, by="reporter", entry=sealing.new_name(), sealed=sealed)
    with pytest.raises(NotNow, match="Write to the reporter first"):
        cases.set_status(case=case, status="closed")


def test_the_database_refuses_a_case_that_is_closed_without_feedback(key):
    case = make.case(key[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(status="closed")


def test_a_promise_is_told_to_who_made_it_and_stays_without_them(client, guardian, key, promise):
    case = _new(client, key, promise.pk)
    assert subject_access.held_about(guardian)["promises"][0]["acknowledge_days"] == 5
    guardian.delete()
    case.refresh_from_db()
    assert (case.promise, case.promise.made_by) == (promise, None)


def test_a_promise_whose_maker_is_gone_is_nobodys():
    left = Promise(acknowledge_days=7, feedback_months=3, made_on=date(2026, 1, 5))
    assert who_sees.promised(left) == who_sees.promised(None)
    assert who_sees.come_back(left) == who_sees.come_back(None)
