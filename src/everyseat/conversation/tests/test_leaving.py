"""Who runs conversations may leave: they stay, and another organiser looks after them."""

import pytest

from everyseat.conversation import handing_over, leaving, subject_access
from everyseat.conversation.tests import make
from everyseat.organisations import actions as organisations
from everyseat.organisations.leaving import loss
from everyseat.organisations.models import Person

pytestmark = pytest.mark.django_db


def test_the_last_organiser_is_told_what_nobody_else_can_read(conversation, sam):
    organisations.set_roles(person=Person.objects.get(name="Admin"), roles={"administrator"})
    lost = loss(sam, form_roles=set(), may_sign_in=True)
    assert "What should change?" in " ".join(leaving.waits(lost))
    make.person("Lee", "organiser")
    assert list(leaving.waits(lost)) == []


def test_a_conversation_is_handed_over(conversation, sam):
    lee = make.person("Lee", "organiser")
    (one,) = handing_over.of(sam)
    assert (one.fits(lee), one.fits(make.person("Ann"))) == (True, False)
    one.give(lee)
    conversation.refresh_from_db()
    assert conversation.organiser == lee


def test_whoever_is_erased_leaves_the_organisations_conversation(conversation, sam):
    held = subject_access.held_about(sam)
    assert held[0]["question"] == "What should change?"
    subject_access.erase(sam)
    sam.delete()
    conversation.refresh_from_db()
    assert conversation.organiser is None
