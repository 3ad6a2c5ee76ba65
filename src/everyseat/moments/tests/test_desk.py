import json

import pytest
from django.urls import reverse

from everyseat.moments.tests import make
from everyseat.moments.tests.access import DONE_AT_THE_DESK, READ_AT_THE_DESK
from everyseat.organisations.models import AuditEntry
from everyseat.organisations.roles import ROLES

pytestmark = pytest.mark.django_db

CASE = "6f1c7b52-54c4-4a0c-9d5c-0e3f6f0d7d1a"
ABOUT_NOTHING = {
    *("guardian_key", "guardian_escrow", "guardian_abuse", "guardian_publish", "guardian_new_key"),
    *("guardian_messages", "guardian_away", "guardian_back", "guardian_hand_over"),
    *("guardian_take_back", "guardian_whom"),
}


@pytest.fixture
def people():
    """Somebody of each role, and somebody of none."""
    return {role: make.person(f"A {role}", role) for role in ROLES} | {"": make.person("Stranger")}


@pytest.mark.parametrize("name", READ_AT_THE_DESK + DONE_AT_THE_DESK)
def test_nobody_but_a_guardian_does_anything_at_the_desk(people, client, name):
    arguments = [] if name in ABOUT_NOTHING else [CASE]
    arguments += [CASE, 1] * (name == "guardian_file")
    where = reverse(name, args=arguments)
    for role, person in people.items():
        client.force_login(person)
        if name in READ_AT_THE_DESK:
            answer = client.get(where)
        else:
            answer = client.post(where, "{}", "application/json")
        assert (answer.status_code == 403) == (role != "guardian"), role


def test_a_guardian_is_told_what_is_left_to_do_until_somebody_else_could_open_cases(client):
    guardian = make.person("Gwen", "guardian")
    client.force_login(guardian)

    def page():
        return client.get(reverse("guardian")).content.decode()

    first = page()
    assert all(f"Step {n} of 3" in first for n in (1, 2, 3))  # its script shows one after another
    make.key(guardian)
    assert "Do not be the only one." in page()
    make.key(make.person("Tunde", "guardian"))
    assert "Do not be the only one." not in page()
    assert "Somebody else can help: Tunde" in page()


def test_a_guardian_learns_whether_a_name_is_known_before_the_reporter_is_asked(client, people):
    client.force_login(people["guardian"])

    def whom(name):
        sent = json.dumps({"recipient": name})
        return client.post(reverse("guardian_whom"), sent, "application/json")

    unknown = whom("Dr Huw Vaughan")
    assert unknown.status_code == 400
    assert "Nobody here is called “Dr Huw Vaughan”" in unknown.json()["problem"]
    assert whom("stranger").json()["to"].startswith("Stranger (")
    assert not AuditEntry.objects.filter(what="guardian_whom").exists()


def test_each_filter_of_the_list_says_that_it_is_empty_in_words_of_its_own(client, guardian, key):
    client.force_login(guardian)
    page = client.get(reverse("guardian"))
    words = page.content.decode()
    assert [name for name in page.context["filters"] if f"data-none_{name}=" not in words] == []
