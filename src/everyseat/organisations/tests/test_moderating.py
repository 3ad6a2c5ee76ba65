"""The rule knows the directory, and reads it once for many texts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from everyseat.organisations import actions, moderating
from everyseat.organisations.models import Person
from everyseat.safety.moderation import Reason

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def admin():
    return actions.set_up(organisation="Trust", name="Quilliam Admin", email="a@x.example")


def reads(texts):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        for text in texts:
            moderating.reasons(text)
    return len(queries)


def test_the_directory_is_read_once_for_a_thousand_texts(admin):
    assert reads(f"answer {n}" for n in range(1000)) == 1
    assert reads(["one more"]) == 0


def test_a_new_a_changed_and_an_erased_person_count_at_once(admin):
    assert not moderating.waits("Gwenllian")
    made = Person.objects.create(
        name="Gwenllian", email="g@x.example", organisation=admin.organisation
    )
    assert moderating.reasons("Gwenllian") == (Reason.NAME,)
    made.name = "Blodeuwedd"
    made.save()
    assert moderating.waits("blodeuwedd")
    assert not moderating.waits("Gwenllian")
    made.delete()
    assert not moderating.waits("blodeuwedd")


def test_a_sign_in_does_not_have_the_directory_read_again(admin):
    moderating.reasons("calm")
    admin.save(update_fields=["last_login"])
    assert reads(["calm"]) == 0


def test_what_another_process_changed_counts_after_a_minute(admin):
    directory = moderating._Directory()
    assert directory.now().reasons("Gwenllian") == ()
    Person.objects.filter(pk=admin.pk).update(name="Gwenllian")  # no signal: as another process
    assert directory.now().reasons("Gwenllian") == ()
    directory.read_at -= moderating.KEPT
    assert directory.now().reasons("Gwenllian") == (Reason.NAME,)


def test_reasons_are_said_in_words():
    assert moderating.why("ring 496000, wanker") == "abuse, a way to reach somebody"
    assert moderating.why("calm") == ""
