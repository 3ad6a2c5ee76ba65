"""What was mistyped or prepared by mistake: a round's words after launch, and a draft."""

import pytest
from django.urls import reverse

from everyseat.giving.refusals import NotNow
from everyseat.organisations.models import AuditEntry
from everyseat.organisations.tests.checking import press
from everyseat.threesixty.actions import rounds
from everyseat.threesixty.models import Review, Round
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser(client):
    client.force_login(make.person("Olu", "organiser"))
    return client


@pytest.fixture
def draft():
    return make.feedback_round(make.person("Kim"), launched=False)


def address(page, of):
    return reverse(page, args=[of.pk])


def test_the_name_and_purpose_of_a_launched_round_can_be_corrected(organiser):
    launched = make.feedback_round(make.person("Kim"))
    page = organiser.get(address("round_wording", launched))
    sent = dict(page.context["form"].initial) | {
        field.html_name: field.value() or "" for field in page.context["form"]
    }
    new = {"name": "Leading together", "purpose": "It helps people to learn."}
    organiser.post(address("round_wording", launched), sent | new)
    launched.refresh_from_db()
    assert (launched.name, launched.purpose) == (new["name"], new["purpose"])
    assert AuditEntry.objects.filter(what="round_wording", status=302).exists()
    assert address("round_wording", launched) in (
        organiser.get(address("round", launched)).content.decode()
    )


def test_no_other_field_of_it_changes(organiser):
    launched = make.feedback_round(make.person("Kim"))
    before = Round.objects.values("mode", "rating_threshold", "collect_by").get()
    data = {"name": "New", "purpose": "", "mode": "confidential", "rating_threshold": "3"}
    organiser.post(address("round_wording", launched), data)
    assert Round.objects.values("mode", "rating_threshold", "collect_by").get() == before


def test_a_draft_is_deleted_after_a_check_and_nothing_else(organiser, draft):
    other = make.feedback_round(make.person("Ann"))
    page = organiser.get(address("round_delete", draft))
    assert "Its dates and its list of 1 leader are deleted." in text(page)
    assert Round.objects.filter(pk=draft.pk).exists()
    press(organiser, address("round_delete", draft))
    assert list(Round.objects.all()) == [other]
    assert not Review.objects.filter(round=draft.pk).exists()


def test_a_launched_round_is_not_deleted(organiser, draft):
    rounds.launch(feedback_round=draft)
    assert "you cannot delete it" in text(organiser.get(address("round_delete", draft)))
    with pytest.raises(NotNow, match="cannot delete"):
        rounds.delete_draft(feedback_round=draft)
    assert Round.objects.filter(pk=draft.pk).exists()
    assert address("round_delete", draft) not in (
        organiser.get(address("round", draft)).content.decode()
    )
