"""The ceremonies of guardians' keys."""

import json
from datetime import timedelta

import pytest

from everyseat.giving.refusals import NotNow
from everyseat.moments import landing, subject_access, who_sees
from everyseat.moments.actions import feedback as actions
from everyseat.moments.actions import keys
from everyseat.moments.actions.cases import Malformed
from everyseat.moments.models import Case, GuardianKey
from everyseat.moments.queries import cases as queries
from everyseat.moments.queries import desk, opening
from everyseat.moments.tests import make
from everyseat.organisations.models import Email
from everyseat.safety import sealing

pytestmark = pytest.mark.django_db


@pytest.fixture
def gwen():
    return make.person("Gwen", "guardian")


def _send(client, address, content):
    return client.post(f"/guardian/{address}/", json.dumps(content), "application/json")


def test_a_new_key_takes_the_place_of_the_old_one(gwen):
    first, _ = make.key(gwen)
    second, _ = make.key(gwen)
    first.refresh_from_db()
    assert first.retired_on
    assert queries.own_key(gwen) == second


def test_a_key_in_escrow_stands_beside_them_and_belongs_to_no_account(client, gwen):
    client.force_login(gwen)
    recipient = make.recipient()
    sent = _send(client, "escrow", {"name": "A director", "recipient": recipient})
    assert sent.status_code == 200
    assert GuardianKey.objects.get().is_escrow
    assert _send(client, "escrow", {"name": "Another", "recipient": recipient}).status_code == 409


def test_a_key_in_escrow_is_used_once_a_second_guardian_has_confirmed_it(client, gwen):
    make.key(gwen)
    make.offered()
    tunde = make.person("Tunde", "guardian")
    make.key(tunde)
    without_key = make.person("Nia", "guardian")
    client.force_login(gwen)
    sent = {"name": "A director", "recipient": make.recipient()}
    first, again = _send(client, "escrow", sent), _send(client, "escrow", sent)  # a lost reply
    assert first.json() == again.json()
    assert first.json()["waits"]
    made = GuardianKey.objects.get(pk=first.json()["id"])

    def is_offered():
        return "A director" in client.get("/speak-up/").content.decode()

    assert not is_offered()
    assert _send(client, f"keys/{made.pk}/share", {"wrapped": {}}).status_code == 409
    for person in (gwen, without_key):
        client.force_login(person)
        assert _send(client, f"keys/{made.pk}/confirm", {}).status_code == 409
    assert not is_offered()
    Email.objects.all().delete()
    client.force_login(tunde)
    assert "Confirm the key of A director" in client.get("/guardian/").content.decode()
    assert _send(client, f"keys/{made.pk}/confirm", {}).status_code == 200
    assert is_offered()
    assert "made by Gwen, confirmed by Tunde" in client.get("/speak-up/").content.decode()
    assert gwen.email in {email.to for email in Email.objects.all()}
    assert _send(client, f"keys/{made.pk}/confirm", {}).status_code == 409


def test_a_key_that_waits_is_a_task_of_the_other_guardians_who_may_refuse_it(client, gwen):
    make.key(gwen)
    tunde = make.person("Tunde", "guardian")
    make.key(tunde)
    made = keys.add_escrow(name="A director", recipient=make.recipient(), made_by=gwen)

    def tasks(person):
        return [task.text for task in landing.waiting(person) if "escrow" in task.text]

    assert (len(tasks(tunde)), tasks(gwen)) == (1, [])
    client.force_login(tunde)
    assert _send(client, f"keys/{made.pk}/retire", {}).status_code == 200
    assert tasks(tunde) == []
    assert _send(client, f"keys/{made.pk}/confirm", {}).status_code == 404


def test_the_only_guardian_uses_a_key_in_escrow_at_once_and_everybody_reads_so(client, gwen):
    make.key(gwen)
    make.offered()
    made = keys.add_escrow(name="A director", recipient=make.recipient(), made_by=gwen)
    assert made in queries.keys_in_use()
    assert "keeps (made by Gwen alone)" in client.get("/speak-up/").content.decode()
    gwen.delete()
    made.refresh_from_db()
    assert "no longer here" in who_sees.on_paper(made)


def test_a_key_in_escrow_is_proposed_for_cases_from_before_it_alone(gwen):
    mine, _ = make.key(gwen)
    make.case(mine)
    escrow = keys.add_escrow(name="A director", recipient=make.recipient(), made_by=gwen)
    assert opening.to_share_with_paper(mine) == {}  # its reporter read of it today
    Case.objects.update(received_on=escrow.confirmed_on - timedelta(1))
    assert opening.to_share_with_paper(mine) == {escrow: 1}
    Case.objects.get().left_out.add(gwen)
    assert opening.to_share_with_paper(mine) == {}


@pytest.mark.parametrize("recipient", ["", "age1", "AGE-SECRET-KEY-1ABC", "age1" + "b" * 58])
def test_what_is_no_key_is_refused(gwen, recipient):
    with pytest.raises(Malformed):
        keys.add_key(person=gwen, recipient=recipient, kept="QUJD")


def test_a_guardian_lets_another_open_what_they_can_open(client, gwen):
    mine, identity = make.key(gwen)
    case = make.case(mine)
    tunde = make.person("Tunde", "guardian")
    theirs, their_identity = make.key(tunde)
    content = sealing.unseal(case.wrapped.get().sealed, identity)
    shared = sealing.seal(content, [theirs.recipient], sealing.LISTED)
    client.force_login(gwen)
    address = f"keys/{theirs.pk}/share"
    assert _send(client, address, {"wrapped": {str(case.pk): shared}}).json() == {"n": 1}
    assert _send(client, address, {"wrapped": {str(case.pk): "QUJD"}}).json() == {"n": 0}
    client.force_login(tunde)
    (row,) = client.get("/guardian/cases/").json()["cases"]
    assert sealing.unseal(row["sealed"], their_identity) == content


def test_a_case_is_never_shared_with_whom_its_reporter_left_out(gwen):
    mine, _ = make.key(gwen)
    tunde = make.person("Tunde", "guardian")
    make.key(tunde)
    case = make.case(mine)
    tunde.name = "Tunde Married"
    tunde.save()
    renewed, _ = make.key(tunde)
    paper = make.recipient()
    escrow = keys.add_escrow(name="A director", recipient=paper, made_by=tunde)
    for key in (renewed, escrow):
        assert keys.share(person=gwen, key=key, wrapped={str(case.pk): "QUJD"}) == 0
    assert case.wrapped.count() == 1


def test_a_new_key_takes_every_case_with_it_or_changes_nothing(gwen):
    old, _ = make.key(gwen)
    case = make.case(old)
    recipient, kept = make.recipient(), "QUJD"
    change = {"person": gwen, "recipient": recipient, "kept": kept, "unopened": [], "records": {}}
    with pytest.raises(NotNow, match="A new case has arrived"):
        keys.change_key(**change, wrapped={})
    assert queries.own_key(gwen) == old
    made = keys.change_key(**change, wrapped={str(case.pk): "QUJD"})
    assert queries.own_key(gwen) == made
    assert case.wrapped.filter(key=made).count() == 1


def test_no_guardian_retires_anothers_key(client, gwen):
    theirs, _ = make.key(make.person("Tunde", "guardian"))
    client.force_login(gwen)
    assert _send(client, f"keys/{theirs.pk}/retire", {}).status_code == 409
    theirs.refresh_from_db()
    assert theirs.retired_on is None


def test_every_guardian_is_told_that_keys_have_changed(gwen):
    make.person("Tunde", "guardian")
    Email.objects.all().delete()
    make.key(gwen)
    assert {email.to for email in Email.objects.all()} == {
        "gwen@trust.example",
        "tunde@trust.example",
    }


def test_nobody_shares_what_they_can_not_open(gwen):
    mine, _ = make.key(gwen)
    tunde = make.person("Tunde", "guardian")
    theirs, _ = make.key(tunde)
    case = make.case(mine)
    with pytest.raises(Malformed):
        keys.share(person=tunde, key=theirs, wrapped={str(case.pk): "QUJD"})
    assert case.wrapped.count() == 1


def test_after_a_lost_key_the_list_is_empty_until_somebody_shares(gwen):
    mine, _ = make.key(gwen)
    make.case(mine)
    from django.utils import timezone

    assert len(desk.rows(gwen, timezone.localdate())) == 1
    make.key(gwen)
    assert desk.rows(gwen, timezone.localdate()) == []
    assert Case.objects.count() == 1


def test_a_guardian_decides_on_nothing_in_which_they_are_one_of_the_two(client, gwen):
    ann, tunde = make.person("Ann"), make.person("Tunde", "guardian")
    to_gwen, by_gwen = make.feedback(ann, gwen), make.feedback(gwen, ann)
    client.force_login(gwen)
    client.post(f"/feedback/{to_gwen.pk}/abuse/")
    assert "You waved us out." not in client.get("/guardian/").content.decode()
    for feedback in (to_gwen, by_gwen):
        actions.report_abuse(feedback=make.recalled(feedback))
        assert (
            _send(client, "abuse", {"feedback": str(feedback.pk), "upheld": True}).status_code
            == 409
        )
    assert "You waved us out." not in client.get("/guardian/").content.decode()
    client.force_login(tunde)
    assert "You waved us out." in client.get("/guardian/").content.decode()


@pytest.mark.postgres
def test_two_keys_in_use_for_one_guardian_can_not_be(gwen):
    from django.db import IntegrityError, transaction

    made, _ = make.key(gwen)
    with pytest.raises(IntegrityError), transaction.atomic():
        GuardianKey.objects.create(person=gwen, recipient="age1x", made_on=made.made_on)
    with pytest.raises(NotNow):
        keys.add_escrow(name="X", recipient=made.recipient, made_by=gwen)


def test_a_guardian_who_alone_can_open_a_case_is_not_erased(gwen):
    mine, _ = make.key(gwen)
    case = make.case(mine)
    theirs, _ = make.key(make.person("Tunde", "guardian"))
    with pytest.raises(NotNow, match="share"):
        subject_access.erase(gwen)
    keys.share(person=gwen, key=theirs, wrapped={str(case.pk): "QUJD"})
    subject_access.erase(gwen)
    assert case.wrapped.count() == 1
