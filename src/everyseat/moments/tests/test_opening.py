"""Who can open a case, after a guardian has lost their key."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from everyseat.moments import landing, who_sees
from everyseat.moments.actions import keys
from everyseat.moments.models import Wrapped
from everyseat.moments.queries import cases as queries
from everyseat.moments.queries import desk, opening
from everyseat.moments.tests import make
from everyseat.organisations import actions as organisations
from everyseat.safety import sealing

pytestmark = pytest.mark.django_db

OTHER_RECEIPT = "meadow silver paper candy bridge autumn pepper kitchen"


@pytest.fixture
def other():
    return make.person("Tunde", "guardian")


@pytest.fixture
def lost(guardian, key, other):
    """Two cases of a guardian who has lost her key: another can open the first alone."""
    theirs, _ = make.key(other)
    shared, alone = make.case(key[0], theirs), make.case(key[0], receipt=OTHER_RECEIPT)
    new, _ = make.key(guardian)
    return shared, alone, new


def waiting(person):
    return [str(task.text) for task in landing.waiting(person)]


def test_a_guardian_with_a_new_key_is_told_what_it_does_not_open(guardian, lost, client):
    said = " ".join(who_sees.closed(opening.closed_to(guardian)))
    assert "2 cases are closed to your new key" in said
    assert "Tunde can share 1 of them" in said
    assert "1 of them can be opened by nobody" in said
    assert any("2 concerns are closed to your new key" in text for text in waiting(guardian))
    client.force_login(guardian)
    assert "2 cases are closed" in client.get(reverse("guardian")).content.decode()


def test_another_guardian_is_told_what_they_can_share(other, lost):
    assert "Gwen has a new key: share a concern with them" in waiting(other)
    shared, _, new = lost
    keys.share(person=other, key=new, wrapped={str(shared.pk): "QUJD"})
    assert not any("new key" in text for text in waiting(other))


def test_where_no_key_was_lost_nothing_is_said(guardian, key, other):
    make.case(key[0], make.key(other)[0])
    assert opening.closed_to(guardian).n == 0
    assert not any("new key" in text for text in waiting(guardian) + waiting(other))


def test_a_reporter_reads_that_nobody_can_open_it_and_lets_a_new_key_in(client, guardian, lost):
    _, alone, new = lost
    locator = sealing.stretch(OTHER_RECEIPT).locator
    found = make.post(client, "open", {"locator": locator}).json()
    assert found["readers"] == []
    assert [one["id"] for one in found["renewed"]] == [str(new.pk)]
    sent = {"locator": locator, "keys": {str(new.pk): "QUJD"}}
    assert make.post(client, "again", sent).status_code == 200
    found = make.post(client, "open", {"locator": locator}).json()
    assert found["readers"] == [{"name": "Gwen", "since": None, "on_paper": False}]
    assert found["renewed"] == []
    assert [row["case"] for row in desk.rows(guardian, timezone.localdate())] == [str(alone.pk)]


def test_a_reporter_lets_nobody_in_whom_they_did_not_choose(client, other, key):
    case, theirs = make.case(key[0]), make.key(other)[0]
    locator = sealing.stretch(make.RECEIPT).locator
    sent = {"locator": locator, "keys": {str(theirs.pk): "QUJD"}}
    assert make.post(client, "again", sent).status_code == 409
    assert case.wrapped.count() == 1


def test_a_dialogue_says_who_can_open_it_too_and_since_when(guardian, key, other):
    case = make.case(key[0])
    case.left_out.clear()  # the other became a guardian later
    keys.share(person=guardian, key=make.key(other)[0], wrapped={str(case.pk): "QUJD"})
    Wrapped.objects.filter(key__person=other).update(shared_on=timezone.localdate() - timedelta(2))
    renewed, _ = make.key(other)
    keys.share(person=guardian, key=renewed, wrapped={str(case.pk): "QUJD"})
    assert [(one["name"], one["since"]) for one in opening.readers(case)] == [
        ("Gwen", None),
        ("Tunde", timezone.localdate() - timedelta(2)),
    ]
    organisations.set_roles(person=other, roles=set())
    assert [one["name"] for one in opening.readers(case)] == ["Gwen"]


def test_a_guardian_who_has_changed_their_name_is_read_of_by_the_new_one(
    client, guardian, key, other
):
    """By whoever chooses a guardian, by whoever wrote to one, and by other guardians."""
    make.offered("guardian")
    case = make.case(key[0])
    organisations.save_person(person=guardian, values={"name": "Gwendolen Rees"})
    assert [one["name"] for one in opening.readers(case)] == ["Gwendolen Rees"]
    page = client.get(reverse("speak_up")).content.decode()
    assert "Gwendolen Rees" in page
    assert "Gwen<" not in page
    assert "(Gwen)" not in page
    assert [str(made) for made in queries.keys_in_use()] == ["Gwendolen Rees"]


def test_the_list_says_whom_each_reporter_chose_and_left_out(guardian, key, other):
    make.key(other)
    make.case(key[0])
    (row,) = desk.rows(guardian, timezone.localdate())
    assert row["chosen"] == [str(guardian.pk)]
    assert row["left_out"] == [str(other.pk)]
    assert row["keys"] == [str(key[0].pk)]


def test_an_earlier_key_is_given_to_its_own_guardian_alone(client, guardian, other, key, lost):
    client.force_login(guardian)
    found = client.get(reverse("guardian_closed")).json()
    assert [one["id"] for one in found["keys"]] == [str(key[0].pk)]
    assert len(found["cases"]) == 2
    client.force_login(other)
    assert client.get(reverse("guardian_closed")).json() == {"keys": [], "cases": []}
