"""An import is written in one short transaction: all or nothing, and twice is once."""

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from everyseat.organisations import actions, people_saving
from everyseat.organisations.models import Organisation, Person, Team

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture(autouse=True)
def admin():
    return actions.set_up(organisation="Trust", name="Admin", email="admin@trust.example")


def people(count: int) -> list[dict[str, str]]:
    return [
        {
            "name": f"Person {i}",
            "email": f"P{i}@trust.example",
            "team": f"Team {i % 3}",
            "manager": f"p{i // 10 + 1}@trust.example" if i != 1 else "",
            "organisation": "Council" if i % 5 == 4 else "",
        }
        for i in range(1, count + 1)
    ]


def statements(count: int) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        people_saving.save_people(people(count))
    return [query["sql"] for query in asked]


def test_the_number_of_statements_does_not_grow_with_the_people():
    few, many = len(statements(20)), len(statements(500))
    assert many <= few


def test_nothing_is_looked_up_while_others_wait():
    asked = statements(200)
    writes = [i for i, sql in enumerate(asked) if "INSERT" in sql or "UPDATE" in sql]
    looked_up = [sql for sql in asked[writes[0] : writes[-1]] if sql.startswith("SELECT")]
    assert looked_up == []


def test_everybody_gets_their_place_and_their_manager():
    assert people_saving.save_people(people(30)) == (30, 0)
    fourteen = Person.objects.get(email="p14@trust.example")
    assert fourteen.manager.email == "p2@trust.example"
    assert (fourteen.organisation.name, fourteen.team.name) == ("Council", "Team 2")
    assert not fourteen.is_active
    assert Person.objects.get(email="p15@trust.example").is_active
    assert Organisation.objects.count() == 2
    assert Team.objects.count() == 6


def test_saved_again_it_changes_nothing():
    people_saving.save_people(people(30))
    before = list(Person.objects.order_by("pk").values())
    assert people_saving.save_people(people(30)) == (0, 0)
    assert list(Person.objects.order_by("pk").values()) == before


def test_people_known_already_move_and_keep_what_the_file_does_not_say(admin):
    people_saving.save_people(people(3))
    one = Person.objects.get(email="p3@trust.example")
    Person.objects.filter(pk=one.pk).update(is_active=False)
    moved = {"name": "New", "email": one.email, "team": "Other", "manager": "", "organisation": ""}
    assert people_saving.save_people([moved]) == (0, 1)
    again = Person.objects.get(pk=one.pk)
    assert (again.name, again.team.name, again.is_active) == ("New", "Other", False)
    assert again.manager_id == one.manager_id


def test_a_plan_that_no_longer_fits_writes_nothing(admin):
    plan = people_saving.planned(people(30))
    Person.objects.create(name="Quick", email="p30@trust.example", organisation=admin.organisation)
    with pytest.raises(IntegrityError):
        people_saving._write(plan)
    assert Person.objects.count() == 2
    assert not Team.objects.exists()
    assert people_saving.save_people(people(30)) == (29, 1)
