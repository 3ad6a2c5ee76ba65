"""Somebody outside is corrected before they are invited, and nobody else's list changes by it."""

import pytest

from everyseat.organisations import actions as organisations
from everyseat.organisations import outbox
from everyseat.organisations.models import AuditEntry, Person
from everyseat.threesixty.actions import nominating
from everyseat.threesixty.models import Report
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    boss = make.person("Boss")
    return make.feedback_round(make.person("Fran", manager=boss)).reviews.get()


@pytest.fixture
def kim(review):
    person = organisations.add_partner(
        name="Kim Low", email="kim.lowe@housing.exmaple", organisation="Housing"
    )
    return nominating.nominate(review=review, person=person, relationship="partner")


@pytest.fixture
def leader(client, review):
    client.force_login(review.recipient)
    return client


def address(review, invitation=None) -> str:
    more = f"{invitation.pk}/correct/" if invitation else ""
    return f"/reviews/{review.pk}/raters/{more}"


RIGHT = {"name": "Kim Lowe", "email": "Kim.Lowe@housing.example"}


def now(invitation) -> tuple[str, str]:
    person = Person.objects.get(pk=invitation.person_id)
    return person.name, person.email


def test_the_list_shows_the_address_of_who_is_outside_and_leads_to_their_page(leader, review, kim):
    nominating.nominate(review=review, person=make.person("Ann"), relationship="peer")
    page = text(leader.get(address(review)))
    assert "kim.lowe@housing.exmaple" in page
    assert f'href="{address(review, kim)}"' in page
    assert page.count("/correct/") == 1


def test_a_leader_corrects_a_name_and_an_address(leader, review, kim):
    page = text(leader.get(address(review, kim)))
    assert 'value="kim.lowe@housing.exmaple"' in page
    assert "Go back and change nothing" in page
    said = text(leader.post(address(review, kim), RIGHT, follow=True))
    assert "Corrected: Kim Lowe (kim.lowe@housing.example)." in said
    assert now(kim) == ("Kim Lowe", "kim.lowe@housing.example")
    assert review.invitations.get().person_id == kim.person_id


def test_an_organiser_corrects_and_the_leader_is_told(client, review, kim):
    client.force_login(make.person("Olu", "organiser"))
    client.post(address(review, kim), RIGHT)
    told = outbox.to_address(review.recipient.email)[-1]
    assert "Corrected: Kim Lowe (kim.lowe@housing.example)" in told.text
    assert "rater_correct" in AuditEntry.objects.values_list("what", flat=True)


@pytest.mark.parametrize("known", ["on another list", "in an earlier report", "as a sender"])
def test_who_is_known_elsewhere_is_not_corrected(leader, review, kim, known):
    """Else a leader could have somebody else's invitation sent to an address of their own."""
    other = make.collecting({"peer": 4}, name="Lee")
    if known == "on another list":
        invitation = other.invitations.first()
        invitation.person = kim.person
        invitation.save()
    elif known == "in an earlier report":
        Report.objects.create(review=other, content={}, asked={"peer": [str(kim.person_id)]})
    else:
        Person.objects.filter(name="Boss of Lee").update(manager=kim.person)
    page = text(leader.post(address(review, kim), RIGHT))
    assert "Kim Low is known here from elsewhere too" in page
    assert now(kim) == ("Kim Low", "kim.lowe@housing.exmaple")


def test_an_address_that_somebody_has_is_refused(leader, review, kim):
    sent = RIGHT | {"email": "boss@trust.example"}
    assert "Somebody else here has this address." in text(leader.post(address(review, kim), sent))
    assert now(kim) == ("Kim Low", "kim.lowe@housing.exmaple")


def test_nobody_who_works_here_is_corrected(leader, review):
    ann = nominating.nominate(review=review, person=make.person("Ann"), relationship="peer")
    assert leader.post(address(review, ann), RIGHT).status_code == 403
    assert now(ann) == ("Ann", "ann@trust.example")


def test_once_the_list_is_sent_its_leader_corrects_nothing(leader, review, kim):
    for n in range(4):
        nominating.nominate(review=review, person=make.person(f"P {n}"), relationship="peer")
    nominating.submit_nominations(review=review)
    assert leader.post(address(review, kim), RIGHT).status_code == 403
    assert now(kim) == ("Kim Low", "kim.lowe@housing.exmaple")


@pytest.mark.parametrize("role", ["coach", "administrator", "guardian", "board", ""])
def test_nobody_else_corrects_a_list(client, review, kim, role):
    client.force_login(make.person("Somebody", *filter(None, [role])))
    assert client.post(address(review, kim), RIGHT).status_code == 403
    assert now(kim) == ("Kim Low", "kim.lowe@housing.exmaple")


def test_a_rater_of_another_list_is_not_there(leader, review):
    other = make.collecting({"peer": 4}, name="Lee").invitations.first()
    assert leader.get(address(review, other)).status_code == 404
