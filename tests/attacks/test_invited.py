"""Nothing that is stored says which card is whose, and one invitation makes one card."""

import pytest
from django.utils import timezone

from everyseat.conversation.models import Invited
from everyseat.conversation.tests import make
from everyseat.giving import drawing
from tests.attacks import invited

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

FEW = invited.PEOPLE // 4
"""By chance an order links one. So many it does not link once in a million times."""


@pytest.fixture
def sam():
    return make.person("Sam", "organiser")


def in_the_register(one, value) -> None:
    with drawing.registering(one.conversation) as register:
        register[str(one.pk)] = value


def in_the_row(one, value) -> None:
    Invited.objects.filter(pk=one.pk).update(name=value)


PLACES = [in_the_register, in_the_row]


def test_no_value_and_no_order_links_a_person_to_a_card(sam):
    truth = invited.play(sam)
    assert len(set(truth.values())) == invited.PEOPLE
    assert invited.linked_by_a_value(truth) == 0
    assert invited.linked_by_an_order(truth) < FEW


@pytest.mark.parametrize("keep", PLACES)
def test_a_serial_beside_a_person_is_found(sam, keep):
    truth = invited.play(sam, lambda one, serial, _n: keep(one, serial.hex()))
    assert invited.linked_by_a_value(truth) == invited.PEOPLE


@pytest.mark.parametrize("keep", PLACES)
def test_a_time_beside_a_person_is_found(sam, keep):
    truth = invited.play(sam, lambda one, _serial, _n: keep(one, timezone.now().isoformat()))
    assert invited.linked_by_an_order(truth) == invited.PEOPLE


def test_one_invitation_makes_one_card(client, sam):
    one = make.by_invitation(sam).invited.first()
    assert invited.cards_of_one_invitation(client, one) == 1


def test_an_invitation_that_is_not_used_up_makes_more(client, sam, monkeypatch):
    """The planted weakness: nobody notes what an invitation was used with."""
    monkeypatch.setattr(drawing, "note", lambda _register, _invitation, _digest: None)
    one = make.by_invitation(sam).invited.first()
    assert invited.cards_of_one_invitation(client, one) == 3
