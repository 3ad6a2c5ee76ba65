"""What guardians share of their work on cases: an owner, what is read, what is due."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.moments.actions import cases, desk, feedback, keys, promising
from everyseat.moments.models import Case, Wrapped
from everyseat.moments.queries import cases as queries
from everyseat.moments.queries import desk as rows_of
from everyseat.moments.tests import make
from everyseat.organisations import actions as organisations
from everyseat.organisations.models import AuditEntry, Email
from everyseat.safety import sealing

pytestmark = pytest.mark.django_db


@pytest.fixture
def other():
    return make.person("Tunde", "guardian")


@pytest.fixture
def shared(key, other):
    """A case that two guardians can open."""
    return make.case(key[0], make.key(other)[0])


def row(person, today=None):
    (found,) = rows_of.rows(person, today or timezone.localdate())
    return found


def test_a_guardian_looks_after_a_case_and_the_others_see_it(guardian, other, shared):
    assert row(guardian)["owner"] is None
    desk.look_after(case=shared, guardian=guardian, given_by=guardian)
    assert row(other)["owner"] == {"id": str(guardian.pk), "name": "Gwen"}
    desk.look_after(case=shared, guardian=None, given_by=guardian)
    assert row(guardian)["owner"] is None


def test_a_case_is_given_to_nobody_who_can_not_open_it(guardian, key, other):
    make.key(other)
    case = make.case(key[0])  # its reporter left the other guardian out
    for person in (other, make.person("Stranger")):
        with pytest.raises(Invalid):
            desk.look_after(case=case, guardian=person, given_by=guardian)
    assert Case.objects.get().owner is None
    assert [one["name"] for one in rows_of.opened(case)["guardians"]] == ["Gwen"]


def test_a_guardian_who_is_given_a_case_is_written_to_without_a_word_of_it(guardian, other, shared):
    Email.objects.all().delete()
    desk.look_after(case=shared, guardian=guardian, given_by=guardian)
    assert Email.objects.count() == 0  # who takes it knows
    for _ in range(2):  # sent twice it is one e-mail
        desk.look_after(case=shared, guardian=other, given_by=guardian)
    (email,) = Email.objects.all()
    assert email.to == other.email
    assert str(shared.pk)[:8] not in email.subject + email.text
    desk.look_after(case=shared, guardian=None, given_by=guardian)
    assert Email.objects.count() == 1


def test_a_guardian_who_answers_looks_after_the_case_unless_another_does(guardian, other, shared):
    make.reply(shared, guardian=guardian)
    assert row(other)["owner"]["name"] == "Gwen"
    make.reply(shared, guardian=other)
    assert row(other)["owner"]["name"] == "Gwen"
    organisations.set_roles(person=guardian, roles=set())
    make.reply(shared, guardian=other)
    assert row(other)["owner"]["name"] == "Tunde"


def test_what_was_passed_on_is_no_longer_called_received(guardian, shared):
    lee = make.person("Lee")
    found = cases.pass_on(case=shared, recipient=lee, words=make.WORDS, guardian=guardian)
    assert row(guardian)["owner"]["name"] == "Gwen"
    assert row(guardian)["status_words"] == "Passed on, not answered yet"
    assert queries.opened(shared)["status_words"] == "Passed on, not answered yet"
    assert shared.acknowledged_on
    with pytest.raises(NotNow, match="passed on"):
        cases.set_status(case=shared, status="received")
    make.recalled(found)
    feedback.answer(feedback=found, answer={"acknowledge": "I hear."})
    assert row(guardian)["status_words"] == "Passed on, answered"
    feedback.report_abuse(feedback=found)
    feedback.decide_abuse(feedback=found, upheld=True)
    assert row(guardian)["status_words"] == "Passed on, then ended by a guardian"
    cases.set_status(case=shared, status="looking")
    assert row(guardian)["status_words"] == "Being looked into"


def test_a_case_whose_owner_is_no_guardian_any_more_is_nobodys(guardian, other, shared):
    desk.look_after(case=shared, guardian=other, given_by=guardian)
    assert queries.waiting(guardian)[0] == 0
    organisations.set_roles(person=other, roles=set())
    assert row(guardian)["owner"] is None
    assert queries.waiting(guardian)[0] == 1


def test_a_case_waits_for_the_guardian_who_looks_after_it_and_for_all_until_one_does(
    guardian, other, shared
):
    assert [queries.waiting(person)[0] for person in (guardian, other)] == [1, 1]
    desk.look_after(case=shared, guardian=other, given_by=guardian)
    assert [queries.waiting(person)[0] for person in (guardian, other)] == [0, 1]


def test_what_a_guardian_has_read_is_their_own_until_something_new_comes(guardian, other, shared):
    desk.note_read(case=shared, person=guardian, messages=1)
    assert [row(person)["unread"] for person in (guardian, other)] == [False, True]
    make.reply(shared)
    assert not row(guardian)["unread"]  # what guardians write is new to no guardian
    make.write_again(shared)
    assert row(guardian)["unread"]
    desk.note_read(case=shared, person=guardian, messages=3)
    desk.note_read(case=shared, person=guardian, messages=0)
    assert row(guardian)["unread"]


def test_a_new_key_knows_what_its_guardian_has_read(guardian, key):
    case = make.case(key[0])
    desk.note_read(case=case, person=guardian, messages=1)
    sealed = Wrapped.objects.get().sealed
    keys.change_key(
        person=guardian,
        recipient=make.recipient(),
        kept="QUJD",
        wrapped={str(case.pk): sealed},
        unopened=[],
        records={},
    )
    assert not row(guardian)["unread"]


def test_a_case_is_due_by_what_was_promised_and_when_closed_by_nothing(guardian, key):
    promise = promising.promise(guardian=guardian, acknowledge_days=7, feedback_months=3)
    today = timezone.localdate()
    case = make.case(key[0])
    assert (row(guardian)["due"], row(guardian)["late"]) == (None, False)
    Case.objects.update(promise=promise)
    assert row(guardian)["due"] == today + timedelta(7)
    assert row(guardian, today + timedelta(8))["late"]
    case.refresh_from_db()
    make.reply(case)
    assert row(guardian)["due"] > today + timedelta(80)
    make.write_again(case)
    assert row(guardian)["due"] == queries.waiting(guardian)[1] == today + timedelta(7)
    assert row(guardian, today + timedelta(8))["late"]
    make.reply(case)
    cases.set_status(case=case, status="closed")
    assert row(guardian)["due"] is None


def test_a_guardian_says_by_when_the_reporter_hears_next_and_a_question_changes_nothing(
    client, guardian, key
):
    promise = promising.promise(guardian=guardian, acknowledge_days=7, feedback_months=3)
    today = timezone.localdate()
    case = make.case(key[0])
    Case.objects.update(promise=promise)
    client.force_login(guardian)
    in_time, entry = str(today + timedelta(7)), sealing.new_name()
    sealed = sealing.seal({"text": "May I ask?"}, [case.recipient])
    asked = {"entry": entry, "sealed": sealed, "next_on": in_time}
    assert post(client, "guardian_reply", case, asked) == 200
    assert str(row(guardian)["due"]) == in_time
    for day in ("2020-01-01", "", "tomorrow"):
        assert post(client, "guardian_next", case, {"next_on": day}) >= 400
    assert post(client, "guardian_next", case, {"next_on": str(today + timedelta(30))}) == 200
    assert row(guardian)["due"] == today + timedelta(30)
    shown = {"word": "next", "by": today + timedelta(30)}
    assert queries.opened(Case.objects.get())["due"] == shown
    case.refresh_from_db()
    make.reply(case)  # a question, say: it names no day
    assert queries.opened(Case.objects.get())["due"] == shown
    assert row(guardian)["due"] == today + timedelta(30)
    case.refresh_from_db()
    sealed = sealing.seal({"text": "It got worse."}, [case.recipient])
    cases.add_entry(case=case, by="reporter", entry=sealing.new_name(), sealed=sealed)
    assert row(guardian)["due"] == today + timedelta(7)  # who writes again waits no longer
    reply = {"word": "reply", "by": today + timedelta(7)}
    assert queries.opened(Case.objects.get())["due"] == reply  # and reads the same day


def test_no_day_is_later_than_what_was_promised(guardian, key):
    promise = promising.promise(guardian=guardian, acknowledge_days=7, feedback_months=3)
    case = make.case(key[0])
    Case.objects.update(promise=promise)
    case.refresh_from_db()
    make.reply(case)
    cases.say_next(case=case, on=timezone.localdate() + timedelta(400))
    assert row(guardian)["due"] == queries.due_days(case)["feedback_by"]
    cases.set_status(case=case, status="closed")
    with pytest.raises(NotNow, match="closed"):
        cases.say_next(case=case, on=timezone.localdate())


def test_a_browser_reads_all_that_its_guardian_can_open_and_no_more(client, guardian, other, key):
    case, theirs = make.case(key[0]), make.key(other)[0]
    words = make.RECEIPT.split()
    not_mine = make.case(theirs, receipt=" ".join(reversed(words)))
    client.force_login(guardian)
    sent = json.dumps({"cases": [str(case.pk), str(not_mine.pk), "x"]})
    found = client.post(reverse("guardian_messages"), sent, "application/json").json()["cases"]
    assert [one["case"] for one in found] == [str(case.pk)]
    assert len(found[0]["entries"]) == 1
    assert found[0]["recipients"] == [key[0].recipient]


def test_a_state_saved_by_mistake_is_undone_until_a_guardian_has_written(key):
    case = make.case(key[0])
    cases.set_status(case=case, status="looking")
    cases.set_status(case=case, status="received")
    assert (case.status, case.acknowledged_on) == ("received", None)
    make.reply(case)
    with pytest.raises(NotNow):
        cases.set_status(case=case, status="received")
    assert case.acknowledged_on


def test_a_list_of_two_hundred_cases_asks_the_database_as_often_as_one_of_three(
    guardian, key, django_assert_num_queries
):
    words = make.RECEIPT.split()
    for n in range(3):
        make.case(key[0], receipt=" ".join(words[n:] + words[:n]))
    with django_assert_num_queries(6):
        assert len(rows_of.rows(guardian, timezone.localdate())) == 3


def post(client, name, case, content):
    address = reverse(name, args=[case.pk])
    return client.post(address, json.dumps(content), content_type="application/json").status_code


def test_a_guardian_does_it_from_the_desk_and_is_refused_what_is_not_theirs(
    client, guardian, other, shared
):
    client.force_login(guardian)
    assert post(client, "guardian_owner", shared, {"owner": str(other.pk)}) == 200
    assert post(client, "guardian_owner", shared, {"owner": None}) == 200
    assert post(client, "guardian_read", shared, {"messages": 1}) == 200
    for content in ({"messages": -1}, {"messages": 100_000}, {"messages": "x"}, {}):
        assert post(client, "guardian_read", shared, content) == 400
    assert "guardian_read" not in AuditEntry.objects.values_list("what", flat=True)
    stranger = make.person("Nobody's", "guardian")
    client.force_login(stranger)
    assert post(client, "guardian_owner", shared, {"owner": None}) == 404
    assert post(client, "guardian_read", shared, {"messages": 1}) == 404


def test_what_another_guardian_saved_in_a_record_is_never_lost(client, guardian, shared):
    client.force_login(guardian)

    def save(sealed, version):
        address = reverse("guardian_record", args=[shared.pk])
        content = json.dumps({"sealed": sealed, "version": version})
        return client.post(address, content, "application/json")

    first = save("QUJD", "").json()["version"]
    late = save("REVG", "")  # from a tab that was opened before
    assert (late.status_code, late.json()["changed"]) == (409, True)
    shared.refresh_from_db()
    assert shared.record == "QUJD"
    assert rows_of.opened(shared)["version"] == first
    assert save("REVG", first).status_code == 200
    (read,) = rows_of.messages(guardian, [str(shared.pk)])
    assert (read["record"], read["version"]) == ("REVG", queries.version_of("REVG"))


def test_a_new_key_takes_no_record_that_was_saved_meanwhile(guardian, key, shared):
    cases.keep_record(case=shared, sealed="QUJD", version="")
    change = {"person": guardian, "recipient": make.recipient(), "kept": "QUJD", "unopened": []}
    change["wrapped"] = {str(shared.pk): "QUJD"}
    stale = {"sealed": "REVG", "version": queries.version_of("other")}
    with pytest.raises(cases.Changed):
        keys.change_key(**change, records={str(shared.pk): stale})
    assert queries.own_key(guardian) == key[0]
    read = {"sealed": "REVG", "version": queries.version_of("QUJD")}
    keys.change_key(**change, records={str(shared.pk): read})
    shared.refresh_from_db()
    assert shared.record == "REVG"
