"""Sealed cases: what a reporter's browser sends, and what the server does with it."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from everyseat.giving.refusals import NotNow
from everyseat.moments.actions import cases, feedback
from everyseat.moments.actions.offering import settings
from everyseat.moments.models import Case, Entry, Feedback
from everyseat.moments.tests import make
from everyseat.moments.tests.make import post
from everyseat.organisations import months
from everyseat.organisations.models import AuditEntry, Email
from everyseat.safety import sealing

pytestmark = pytest.mark.django_db


def test_a_case_is_kept_and_opens_with_its_receipt_alone(client, key):
    sent, identity = make.request_of([key[0]])
    assert post(client, "new", sent).status_code == 200
    opened = post(client, "open", {"locator": sent["locator"]}).json()
    found = sealing.open_with_receipt(sealing.stretch(make.RECEIPT).key, opened["for_receipt"])
    assert found == identity
    assert sealing.unseal(opened["entries"][0]["sealed"], found)["what"] == "Secret"
    assert not client.cookies


def test_sent_again_after_a_lost_reply_it_is_one_case(client, key):
    sent, _identity = make.request_of([key[0]])
    for _ in range(3):
        assert post(client, "new", sent).status_code == 200
    assert (Case.objects.count(), Entry.objects.count()) == (1, 1)
    entry = {"locator": sent["locator"], "entry": sealing.new_name(), "sealed": sent["sealed"]}
    for _ in range(2):
        assert post(client, "entry", entry).status_code == 200
    assert Entry.objects.count() == 2


def test_another_case_can_not_take_the_place_of_one(client, key):
    post(client, "new", make.request_of([key[0]])[0])
    other, _identity = make.request_of([key[0]])
    assert post(client, "new", other).status_code == 400
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"locator": "x" * 32},
        {"recipient": "age1"},
        {"for_receipt": "a plain sentence, not sealed"},
        {"sealed": "What happened was this."},
        {"sealed": "A" * 200_000},
        {"entry": "1"},
        {"entry": 7},
        {"locator": ["a"]},
        {"promise": float("inf")},
    ],
)
def test_what_is_not_sealed_or_not_of_our_page_is_refused(client, key, change):
    sent, _identity = make.request_of([key[0]])
    assert post(client, "new", sent | change).status_code == 400
    assert Case.objects.count() == 0


@pytest.mark.parametrize("body", ["", "[]", "nonsense", '{"locator": 1}'])
def test_broken_requests_get_a_clear_refusal(client, key, body):
    for address in ("new", "open", "entry", "parts", "file", "heard"):
        reply = client.post(f"/sealed/{address}/", body, content_type="application/json")
        assert (reply.status_code, "problem" in reply.json()) == (400, True)


def test_a_retired_key_is_sealed_to_no_more(client, key):
    sent, _identity = make.request_of([key[0]])
    cases.GuardianKey.objects.update(retired_on=timezone.localdate())
    reply = post(client, "new", sent)
    assert (reply.status_code, "guardians have changed" in reply.json()["problem"]) == (409, True)


def test_wrong_receipts_tell_nothing_and_are_few_a_minute(client, key):
    sent, _identity = make.request_of([key[0]])
    post(client, "new", sent)
    bucket = sealing.stored(sent["locator"])[:2]
    wrong = (f"{n:032x}" for n in range(100_000))
    same = [x for x in wrong if sealing.stored(x)[:2] == bucket][:6]
    codes = [post(client, "open", {"locator": x}).status_code for x in same]
    assert codes == [404] * 5 + [429]


def test_nobody_shuts_a_dialogue_by_guessing_receipts(client, key):
    sent, _identity = make.request_of([key[0]])
    post(client, "new", sent)
    for n in range(400):
        post(client, "open", {"locator": f"{n:032x}"})
    assert post(client, "open", {"locator": sent["locator"]}).status_code == 200


def test_what_is_stored_is_ciphertext_days_and_no_locator(client, key):
    sent, _identity = make.request_of([key[0]], what="A very secret sentence")
    post(client, "new", sent)
    case = Case.objects.get()
    stored = str(vars(case)) + str([vars(entry) for entry in case.entries.all()])
    assert sent["locator"] not in stored
    assert "secret sentence" not in stored
    assert case.received_on == timezone.localdate()


def _at(hour, days=0):
    now = timezone.localtime().replace(hour=hour) + timedelta(days)
    cases.write_daily(now)
    return Email.objects.count()


def test_emails_come_once_a_day_at_one_hour_and_say_nothing(key):
    settings()
    make.case(key[0])
    make.case(key[0], receipt="meadow silver paper candy bridge autumn pepper kitchen")
    assert all("keys" in email.subject for email in Email.objects.all())
    Email.objects.all().delete()
    assert [_at(6), _at(7), _at(8), _at(9, 1)] == [0, 1, 1, 1]
    (email,) = Email.objects.all()
    assert email.to == "gwen@trust.example"
    assert "Please look at the guardian" in email.subject


def test_that_an_anonymous_reporter_felt_heard_is_told_with_the_days_emails(client, key):
    settings()
    case = make.case(key[0])
    found = make.recalled(cases.pass_on(case=case, recipient=make.person("Lee"), words=make.WORDS))
    feedback.answer(feedback=found, answer={"acknowledge": "I hear."})
    _at(7)
    Email.objects.all().delete()
    locator = sealing.stretch(make.RECEIPT).locator
    post(client, "heard", {"locator": locator, "heard": "yes"})
    assert Email.objects.count() == 0
    assert [_at(7, 1), _at(8, 1), _at(7, 2)] == [1, 1, 1]
    assert Email.objects.get().to == "lee@trust.example"


def test_a_guardian_opens_what_is_sealed_to_them_and_nobody_else(client, guardian, key):
    other = make.person("Tunde", "guardian")
    make.key(other)
    case = make.case(key[0])
    for someone, code in (
        (guardian, 200),
        (other, 404),
        (make.person("Ad", "administrator", "organiser", "coach", "board"), 403),
    ):
        client.force_login(someone)
        assert client.get(f"/guardian/cases/{case.pk}/").status_code == code
    client.force_login(other)
    assert client.get("/guardian/cases/").json() == {"cases": []}
    done = client.post(
        f"/guardian/cases/{case.pk}/status/", '{"status": "closed"}', "application/json"
    )
    assert done.status_code == 404


def test_an_answer_of_the_guardian_acknowledges_and_the_dialogue_goes_on(client, guardian, key):
    case = make.case(key[0])
    client.force_login(guardian)
    sealed = sealing.seal({"text": "Thank you."}, [case.recipient])
    reply = {"entry": sealing.new_name(), "sealed": sealed}
    client.post(f"/guardian/cases/{case.pk}/reply/", json.dumps(reply), "application/json")
    case.refresh_from_db()
    assert (case.status, case.waits) == ("acknowledged", "reporter")
    assert case.acknowledged_on == timezone.localdate()
    locator = sealing.stretch(make.RECEIPT).locator
    entries = post(client, "open", {"locator": locator}).json()["entries"]
    assert [entry["by"] for entry in entries] == ["reporter", "guardian"]


def test_a_closed_case_is_open_again_once_its_reporter_writes(key):
    case = make.case(key[0])
    make.reply(case)
    cases.set_status(case=case, status=Case.Status.CLOSED)
    make.write_again(case)
    case.refresh_from_db()
    assert (case.status, case.closed_on, case.waits) == ("acknowledged", None, "guardian")
    cases.delete_what_is_due(months.same_day(timezone.localdate(), 30))
    assert Case.objects.count() == 1


def test_passing_on_tells_without_a_name_and_the_answer_comes_back(client, guardian, key):
    leader, case = make.person("Lee"), make.case(key[0])
    client.force_login(guardian)
    sent = {"recipient": f"Lee ({leader.email})", "words": make.WORDS}
    for nobody in ("", "Somebody Else", str(leader.pk)):
        refused = client.post(
            f"/guardian/cases/{case.pk}/pass-on/",
            json.dumps(sent | {"recipient": nobody}),
            "application/json",
        )
        assert refused.status_code == 400
    address = f"/guardian/cases/{case.pk}/pass-on/"
    assert client.post(address, json.dumps(sent), "application/json").status_code == 200
    assert client.post(address, json.dumps(sent), "application/json").status_code == 409
    found = make.recalled(Feedback.objects.get())
    client.force_login(leader)
    page = client.get(f"/feedback/{found.pk}/").content.decode()
    assert "A guardian passed this on" in page
    assert str(case.pk) not in page
    feedback.answer(feedback=found, answer={"acknowledge": "I walked past you."})
    locator = sealing.stretch(make.RECEIPT).locator
    answer = post(client, "open", {"locator": locator}).json()["answer"]
    assert answer["answer"]["acknowledge"] == "I walked past you."
    assert post(client, "heard", {"locator": locator, "heard": "partly"}).status_code == 200
    found.refresh_from_db()
    assert found.heard == "partly"


def test_only_the_receipt_puts_a_name_to_it(client, guardian, key):
    leader, ann, case = make.person("Lee"), make.person("Ann"), make.case(key[0])
    found = cases.pass_on(case=case, recipient=leader, words=make.WORDS)
    client.force_login(ann)
    client.post("/by-me/stand-by/", {"locator": "0" * 32})
    found.refresh_from_db()
    assert found.giver is None
    client.post("/by-me/stand-by/", {"locator": sealing.stretch(make.RECEIPT).locator})
    found.refresh_from_db()
    assert found.giver == ann
    with pytest.raises(NotNow, match="already a name on this"):
        feedback.stand_by(feedback=found, giver=make.person("Zoe"))


def test_a_promise_that_is_due_is_said_to_guardians_once_a_week(key):
    settings()
    make.case(key[0])
    _at(7)
    Email.objects.all().delete()
    assert [_at(7, days) for days in (4, 5, 6, 11, 12)] == [0, 1, 1, 1, 2]


def test_a_closed_case_deletes_itself_with_all_that_hangs_on_it(key):
    case = make.case(key[0])
    cases.pass_on(case=case, recipient=make.person("Lee"), words=make.WORDS)
    make.reply(case)
    cases.set_status(case=case, status=Case.Status.CLOSED)
    last_day = months.same_day(timezone.localdate(), 24)
    cases.delete_what_is_due(last_day)
    assert Case.objects.count() == 1
    cases.delete_what_is_due(last_day + timedelta(1))
    assert (Case.objects.count(), Entry.objects.count(), Feedback.objects.count()) == (0, 0, 0)


def test_words_that_were_changed_after_a_lost_reply_are_not_dropped_in_silence(client, key):
    sent, _identity = make.request_of([key[0]])
    post(client, "new", sent)
    changed = sent | {"sealed": sealing.seal({"what": "Changed"}, [sent["recipient"]])}
    assert post(client, "new", changed).status_code == 400
    entry = {"locator": sent["locator"], "entry": sealing.new_name(), "sealed": sent["sealed"]}
    assert post(client, "entry", entry).status_code == 200
    assert post(client, "entry", entry | {"sealed": changed["sealed"]}).status_code == 409


def test_nothing_is_sealed_to_somebody_who_is_no_guardian_any_more(client, guardian, key):
    sent, _identity = make.request_of([key[0]])
    guardian.roles.all().delete()
    assert post(client, "new", sent).status_code == 409
    assert "No guardian has a key here yet" in client.get("/speak-up/").content.decode()


def test_a_case_is_kept_as_long_as_was_promised_when_it_came(key):
    case = make.case(key[0])
    offer = settings()
    offer.keep_months = 1
    offer.save()
    make.reply(case)
    cases.set_status(case=case, status=Case.Status.CLOSED)
    cases.delete_what_is_due(timezone.localdate() + timedelta(100))
    assert Case.objects.count() == 1


def test_which_case_a_guardian_opened_is_not_in_the_log(client, guardian, key):
    case = make.case(key[0])
    client.force_login(guardian)
    client.get(f"/guardian/cases/{case.pk}/")
    entry = AuditEntry.objects.get()
    assert (entry.what, entry.about) == ("guardian_case", "")
