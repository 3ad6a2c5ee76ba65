"""Which columns an import has is remembered from this release on; nothing else changes with it."""

import pytest

from everyseat.organisations import actions, queries
from everyseat.organisations.models import Person
from tests.migrations.migrating import migrate

BEFORE = [("organisations", "0014_audit_log")]
HEADINGS, COLUMNS = ["Naam", "Post"], {"name": "Naam", "email": "Post"}


@pytest.mark.django_db(transaction=True)
def test_an_organisation_of_before_keeps_its_people_and_remembers_its_next_file():
    models = migrate(BEFORE)
    host = models.get_model("organisations", "Organisation").objects.create(name="Trust")
    people = models.get_model("organisations", "Person").objects
    people.create(name="Lee", email="lee@trust.example", organisation=host)
    with pytest.raises(LookupError):
        models.get_model("organisations", "ChosenColumns")
    migrate()
    assert [person.name for person in Person.objects.all()] == ["Lee"]
    assert queries.chosen_columns(HEADINGS) in (None, {})
    actions.remember_columns(headings=HEADINGS, columns=COLUMNS)
    assert queries.chosen_columns(HEADINGS) == COLUMNS
