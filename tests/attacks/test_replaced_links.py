"""Whoever has copies of the database from before and after a correction learns nothing from it.

They see which rows changed and how: not whether a card had been drawn with the old link.
"""

import json

import pytest
from django.db.models import F

from everyseat.organisations import actions as organisations
from everyseat.threesixty.actions import new_links
from everyseat.threesixty.models import Invitation
from everyseat.threesixty.tests import make
from tests.attacks import scene_open

pytestmark = pytest.mark.django_db
SNAPSHOT = "organisations_snapshot"


def _copy():
    return {table: scene_open._rows(table) for table in scene_open._tables()}


def _shape(table, row):
    """Return a row without what is random: sealed states by their size, texts by their length."""
    if table == SNAPSHOT:
        return [len(row[-1])]
    return [value if isinstance(value, int | None) else len(str(value)) for value in row]


def _learnt(correct, name, draws):
    """Return how a correction changes the database, from two copies of it."""
    review = make.collecting({"peer": 4, "partner": 4}, name=name)
    city = organisations.add_partner(name="C", email="c@city.example", organisation="City")
    partner = review.invitations.filter(relationship="partner").select_related("person").first()
    partner.person.organisation, partner.person.is_active = city.organisation, False
    partner.person.save()
    rows = review.invitations.select_related("review__round", "review__recipient", "person")
    make.answer(rows.filter(relationship="peer").first(), [1, 1, 1])
    invitation = rows.get(pk=partner.pk)
    if draws:
        make.answer(invitation, [1, 1, 1])
    before = _copy()
    correct(invitation)
    after = _copy()
    return {
        table: sorted(str(_shape(table, json.loads(row))) for row in rows - before[table])
        for table, rows in after.items()
        if rows != before[table] and table != "threesixty_round"
    }


def _address(invitation):
    address = f"right.{invitation.review.recipient.name[-3:]}@city.example"
    new_links.correct_address(invitation=invitation, email=address)


def _relationship(invitation):
    new_links.correct_relationship(invitation=invitation, relationship="peer")


def _with_a_mark(invitation):
    """The planted weakness: a mark on the invitation where a card was drawn."""
    had_drawn = make.has_drawn(invitation)
    _address(invitation)
    if had_drawn:
        mine = Invitation.objects.filter(review=invitation.review, person=invitation.person)
        mine.update(voided=F("voided") + 1)


@pytest.mark.parametrize("correct", [_address, _relationship])
def test_two_copies_do_not_tell_whether_a_card_was_drawn(correct):
    drawn, not_drawn = (_learnt(correct, f"Ann {n}", n == "One") for n in ("One", "Two"))
    assert SNAPSHOT in drawn
    assert len(drawn[SNAPSHOT]) == 2
    assert drawn == not_drawn


def test_a_mark_on_the_invitation_would_be_found():
    drawn, not_drawn = (_learnt(_with_a_mark, f"Ann {n}", n == "One") for n in ("One", "Two"))
    assert drawn != not_drawn
