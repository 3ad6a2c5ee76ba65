"""Before somebody loses a role, or may not sign in, a page says what stops and what waits."""

from html import unescape

import pytest
from django.utils import timezone

from everyseat.moments.models import GuardianKey, Moment
from everyseat.organisations import actions
from everyseat.organisations.models import Person
from everyseat.organisations.queries import host
from everyseat.room.models import Brief, Room
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya():
    return actions.set_up(organisation="Trust", name="Maya Shah", email="maya@trust.example")


@pytest.fixture
def lee(maya):
    return Person.objects.create(name="Lee", email="lee.moss@trust.example", organisation=host())


def post(client, person, roles: set[str], *, may_sign_in: bool = True, **more) -> str:
    data = {"name": person.name, "email": person.email, "organisation": host().pk, **more}
    data |= {"roles": sorted(roles)} | ({"is_active": "on"} if may_sign_in else {})
    answer = client.post(f"/people/{person.pk}/", data)
    return " ".join(unescape(answer.content.decode()).split())


def has(person: Person, role: str) -> bool:
    return person.roles.filter(role=role).exists()


def test_a_role_is_taken_only_by_a_second_press(client, maya, lee):
    actions.set_roles(person=lee, roles={"guardian", "coach"})
    client.force_login(maya)
    page = post(client, lee, {"coach"})
    assert "Take the role Guardian from Lee?" in page
    assert "Lee can no longer open the guardians' desk" in page
    assert "Nobody else has the role Guardian." in page
    assert "reports of leaders" not in page
    assert has(lee, "guardian")
    assert 'name="roles" value="coach"' in page
    post(client, lee, {"coach"}, sure="yes")
    assert not has(lee, "guardian")
    assert has(lee, "coach")


def test_nobody_becomes_administrator_and_guardian_without_a_second_press(client, maya, lee):
    actions.set_roles(person=lee, roles={"guardian"})
    client.force_login(maya)
    page = post(client, lee, {"guardian", "administrator"})
    assert "If Lee is both, some people will not dare to write." in page
    assert not has(lee, "administrator")
    post(client, lee, {"guardian", "administrator"}, sure="yes")
    assert has(lee, "administrator")
    page = post(client, lee, {"guardian", "administrator", "coach"})
    assert "If Lee is both" not in page  # they were both before
    assert has(lee, "coach")


def test_both_roles_are_warned_of_on_the_page_of_a_loss_too(client, maya, lee):
    actions.set_roles(person=lee, roles={"coach"})
    client.force_login(maya)
    page = post(client, lee, {"guardian", "administrator"})
    assert "Take the role Coach from Lee?" in page
    assert "If Lee is both" in page


def test_one_of_the_two_roles_asks_nothing(client, maya, lee):
    client.force_login(maya)
    post(client, lee, {"guardian", "coach"})
    assert has(lee, "guardian")


def test_who_can_not_sign_in_any_more_loses_every_role_in_effect(client, maya, lee):
    actions.set_roles(person=lee, roles={"coach"})
    client.force_login(maya)
    page = post(client, lee, {"coach"}, may_sign_in=False)
    assert "Stop Lee from signing in?" in page
    assert "Lee can no longer sign in, and is signed out on all devices at once." in page
    assert "Lee can no longer read or release the reports" in page
    lee.refresh_from_db()
    assert lee.is_active
    post(client, lee, {"coach"}, may_sign_in=False, sure="yes")
    lee.refresh_from_db()
    assert not lee.is_active


def test_nothing_is_asked_where_nothing_is_lost(client, maya, lee):
    client.force_login(maya)
    post(client, lee, {"facilitator"})
    assert has(lee, "facilitator")


def test_the_last_administrator_is_told_so_before_being_asked(client, maya):
    client.force_login(maya)
    page = post(client, maya, {"organiser"})
    assert "There must always be an administrator." in page
    assert "Nothing has changed yet" not in page


def test_what_waits_is_said_by_name(client, maya, lee):
    actions.set_roles(person=lee, roles={"coach", "facilitator", "guardian"})
    make.collecting({"peer": 5}, coach=lee)
    GuardianKey.objects.create(person=lee, recipient="age1x", made_on=timezone.localdate())
    room = Room.objects.create(facilitator=lee, title="Our strategy", held_on=timezone.localdate())
    Brief.objects.create(room=room, text="x", answer_by=timezone.localdate())
    Room.objects.create(facilitator=lee, title="A hall", held_on=timezone.localdate())
    client.force_login(maya)
    page = post(client, lee, set(), may_sign_in=False)
    assert "They wait until an organiser chooses another coach: Lee." in page
    assert "Nobody is left with a guardian's key." in page
    assert "what teams answer to these briefs: Our strategy." in page
    assert "Lee has prepared 1 live session, and should hand it over first." in page


def test_whom_concerns_go_to_is_said_where_somebody_is_left(client, maya, lee):
    for person in (maya, lee):
        actions.set_roles(person=person, roles={"administrator", "guardian"})
        recipient = f"age1{person.name}"
        GuardianKey.objects.create(person=person, recipient=recipient, made_on=timezone.localdate())
    client.force_login(maya)
    page = post(client, lee, {"administrator"})
    assert "New concerns go to Maya Shah." in page
    assert "The role Guardian stays with Maya Shah." in page


def test_a_manager_s_approvals_and_a_leader_s_questions_wait(client, maya):
    review = make.collecting({"peer": 5})
    review.state = "approve"
    review.save(update_fields=["state"])
    manager = review.recipient.manager
    Moment.objects.create(
        leader=manager,
        what="A meeting",
        held_on=timezone.localdate(),
        closes_on=timezone.localdate(),
    )
    client.force_login(maya)
    page = post(client, manager, set(), may_sign_in=False)
    assert "An organiser can approve them, or choose somebody else: Lee." in page
    assert f"{manager.name} has asked how 1 meeting felt." in page
    assert "A meeting" not in page


def test_nothing_that_waits_is_said_to_be_so(client, maya, lee):
    actions.set_roles(person=lee, roles={"board"})
    client.force_login(maya)
    assert "Nothing that somebody else would have to take on." in post(client, lee, set())
