"""What nobody sees of raters whom an organiser changes: who has drawn a card, or answered."""

import re

import pytest

from everyseat.organisations.models import AuditEntry, Person
from everyseat.threesixty.tests import changing, make
from everyseat.threesixty.tests.changing import address, again, one
from everyseat.threesixty.tests.pages import text

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def review():
    return changing.peers_and_partners()


@pytest.fixture
def organiser(client, review):
    client.force_login(make.person("Olu", "organiser"))
    return client


def _seen(client, review):
    """Return the words that an organiser reads about a review and its raters."""
    pages = [
        f"/rounds/{review.round_id}/leaders/{review.pk}/",
        address(review),
        *(address(review, i.pk) for i in review.invitations.order_by("person__name")),
    ]
    return [re.sub(r"<[^>]*>", " ", text(client.get(page))) for page in pages]


@pytest.mark.parametrize("change", ["address", "relationship", "remove", "again"])
def test_an_organiser_sees_the_same_whether_a_card_was_drawn_or_not(organiser, change):
    seen = []
    for n, draws in (("Qaa", False), ("Qbb", True)):
        review = make.collecting({"peer": 4, "partner": 4}, name=f"Ann {n}")
        invitation = one(review, "partner")
        person = invitation.person
        person.organisation = Person.objects.get(name="C").organisation
        person.is_active = False
        person.save()
        if draws:
            make.answer(invitation, [1, 1, 1])
        sent = {"email": f"right.{n}@city.example", "relationship": "peer", "understood": ""}
        organiser.post(address(review, invitation.pk, change), sent)
        seen.append(
            [page.replace(n, "N").replace(n.lower(), "N") for page in _seen(organiser, review)]
        )
    assert seen[0] == seen[1]


def test_an_organiser_is_never_shown_who_has_drawn_or_answered(organiser, review):
    before = _seen(organiser, review)
    make.answer_all(review, [1, 2, 3])
    assert _seen(organiser, review) == before


def test_the_log_does_not_say_which_rater_was_changed(organiser, review):
    invitation = one(review, "partner")
    organiser.post(address(review, invitation.pk, "address"), {"email": "right@city.example"})
    organiser.post(address(review, again(invitation).pk, "remove"))
    names = [entry.what for entry in AuditEntry.objects.order_by("pk")]
    assert names == ["rater_address", "rater_remove"]
    kept = " ".join(str(vars(entry)) for entry in AuditEntry.objects.all())
    for secret in (invitation.pk, again(invitation).pk, invitation.person_id, "right@"):
        assert str(secret) not in kept
