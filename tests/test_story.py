"""The demonstration as it is loaded: what it tells, and that it is the same each time."""

import json
import sqlite3

import pytest
from django.db import transaction

from everyseat.organisations.models import Person
from everyseat.site.demonstrate import load
from everyseat.site.demonstration import SEATS
from everyseat.threesixty.models import Review, Sheet

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The demonstration in the tests' database, until the last test of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)


def test_the_demonstration_tells_the_story(loaded):
    chief = Review.objects.get(recipient__name="Francis Okafor", round__name="Leading together")
    assert chief.report["raters"] == 43
    assert len({sheet.relationship for sheet in chief.sheets.all()} - {"self"}) == 5
    assert "noticing" in chief.report["findings"]["blind spot"]
    moved = {value["key"]: value["change"] for value in chief.report["values"]}
    assert moved["straight"]["reliable"]
    few = Review.objects.get(recipient__name="Bronwen Hughes")
    assert few.report["raters"] == 4
    unsure = few.report["findings"]["too few voices to tell"]
    assert len(unsure) > 20
    states = set(Review.objects.values_list("state", flat=True))
    assert {"nominate", "approve", "collect", "read", "released"} <= states


def test_each_seat_is_somebody_who_is_here_and_one_names_raters_now(loaded):
    addresses = {seat.key: seat.email for seat in SEATS}
    assert Person.objects.filter(email__in=addresses.values()).count() == len(addresses)
    review = Review.objects.get(recipient__email=addresses["naming"], round__state="open")
    assert review.state == "nominate"


def test_the_same_seed_makes_the_same_answers(loaded, demonstration, tmp_path):
    with sqlite3.connect(demonstration(tmp_path / "another") / "everyseat.sqlite3") as another:
        made = another.execute("SELECT ratings FROM threesixty_sheet").fetchall()
    here = sorted(json.dumps(sheet.ratings) for sheet in Sheet.objects.all())
    assert len(here) > 400
    assert sorted(json.dumps(json.loads(ratings)) for (ratings,) in made) == here
