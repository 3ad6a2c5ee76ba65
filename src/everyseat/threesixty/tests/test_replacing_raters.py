"""An organiser asks somebody instead of a rater, in one step that is told of once."""

import pytest

from everyseat.organisations import actions as organisations
from everyseat.organisations.models import Email, Person
from everyseat.threesixty import small_changes
from everyseat.threesixty.actions import new_links, raters
from everyseat.threesixty.models import Invitation, Review
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import emails_to, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    made = make.collecting({"peer": 4, "report": 4, "manager": 1})
    Email.objects.all().delete()
    return Review.objects.get(pk=made.pk)


@pytest.fixture
def organiser(client, review):
    client.force_login(make.person("Olu", "organiser"))
    return client


def one(review, name: str):
    return review.invitations.get(person__name=name)


def address(review, invitation=None, page: str = "") -> str:
    parts = [f"/rounds/{review.round_id}/leaders/{review.pk}/raters"]
    return "/".join([*parts, *([str(invitation.pk)] if invitation else []), page]).rstrip("/") + "/"


def states(review) -> dict[str, str]:
    return dict(review.invitations.values_list("person__name", "state"))


def test_one_is_asked_instead_of_another_and_each_reads_one_e_mail(organiser, review):
    zoe = make.person("Zoe")
    before = one(review, "Lee report 0")
    page = text(organiser.get(address(review, before)))
    assert address(review, before, "replace") in page
    said = organiser.post(address(review, before, "replace"), {"people": "Zoe"}, follow=True)
    assert "Zoe is invited. Lee report 0 is no longer asked." in text(said)
    assert states(review)["Lee report 0"] == "removed"
    new = one(review, "Zoe")
    assert (new.state, new.relationship, new.group) == ("invited", "report", "report")
    assert (new.named_by.name, len(emails_to(zoe))) == ("Olu", 1)
    [leader], [boss] = emails_to(review.recipient), emails_to(review.recipient.manager)
    assert "Now asked: Zoe (People you lead). No longer asked: Lee report 0." in leader
    assert "Now asked: Zoe (People they lead). No longer asked: Lee report 0." in boss
    assert "who is asked about you in the round" in leader
    assert "who is asked about Lee in the round" in boss


def test_somebody_from_outside_is_asked_instead(organiser, review):
    city = organisations.add_partner(name="C", email="c@city.example", organisation="City")
    raters.add(review=review, people=[city, *_partners(3)], relationship="partner")
    sent = {"email": "n@city.example", "name": "Nia", "organisation": "City"}
    organiser.post(address(review, one(review, "C"), "replace"), sent)
    assert one(review, "Nia").state == "invited"


def _partners(n: int) -> list[Person]:
    return [
        organisations.add_partner(name=f"P{i}", email=f"p{i}@x.example", organisation="X")
        for i in range(n)
    ]


@pytest.mark.parametrize("wrong", ["nobody", "two", "asked already", "outside, as a peer"])
def test_where_it_can_not_be_nobody_is_removed(organiser, review, wrong):
    make.person("Zoe")
    outside = {"email": "n@city.example", "name": "Nia", "organisation": "City"}
    sent = {
        "nobody": {},
        "two": {"people": "Zoe", **outside},
        "asked already": {"people": "Lee peer 1"},
        "outside, as a peer": outside,
    }[wrong]
    page = organiser.post(address(review, one(review, "Lee peer 0"), "replace"), sent)
    assert "There is a problem" in text(page) or wrong == "nobody"
    assert states(review)["Lee peer 0"] == "invited"
    assert not Person.objects.filter(name="Nia").exists()
    assert not Email.objects.exists()
    assert "They are not asked any more." not in text(page)
    assert "Ask them instead" in text(page)
    assert "Go back and change nothing" in text(page)


@pytest.mark.parametrize("page", ["replace", "new"])
def test_what_can_not_be_is_said_before_what_it_would_do_to_the_report(
    organiser, review, monkeypatch, page
):
    """Nothing is said to be about to change where it can't."""
    notice = small_changes.SmallChanges(["Peers: 1 person left."], {"peer": "Fewer."}, "")
    monkeypatch.setattr("everyseat.threesixty.views.raters_joining.notice_of", lambda *_: notice)
    rater = one(review, "Lee peer 0") if page == "replace" else None
    for name in ("Lee peer 1", "Lee"):
        sent = {"people": name, "relationship": "peer", "understood": ""}
        for understood in ("", notice.seal):
            said = organiser.post(address(review, rater, page), sent | {"understood": understood})
            assert "There is a problem" in text(said)
            assert "Nothing has changed yet" not in text(said)
            assert "Peers: 1 person left." not in text(said)


def test_a_refused_correction_shows_the_address_that_is_still_used(organiser, review):
    city = organisations.add_partner(name="C", email="c@city.example", organisation="City")
    raters.add(review=review, people=[city, *_partners(3)], relationship="partner")
    Invitation.objects.update(replaced=["partner"] * new_links.MOST)
    page = text(
        organiser.post(address(review, one(review, "C"), "address"), {"email": "new@city.example"})
    )
    assert "Until now we have written to c@city.example." in page


def test_the_pages_of_an_organiser_say_people_they_lead(organiser, review):
    rater = one(review, "Lee report 0")
    for page in ("", "new"):
        assert "People they lead" in text(organiser.get(address(review, page=page)))
        assert "People you lead" not in text(organiser.get(address(review, page=page)))
    for page in ("", "relationship", "replace"):
        said = text(organiser.get(address(review, rater, page)))
        assert "People you lead" not in said


def test_the_list_says_how_to_change_it_and_shows_addresses(organiser, review):
    raters.add(review=review, people=_partners(4), relationship="partner")
    page = text(organiser.get(address(review)))
    assert "Choose a name to correct something, to ask somebody else instead" in page
    assert "p0@x.example" in page


def test_every_page_offers_to_change_nothing(organiser, review):
    rater = one(review, "Lee peer 0")
    city = organisations.add_partner(name="C", email="c@city.example", organisation="City")
    raters.add(review=review, people=[city, *_partners(3)], relationship="partner")
    pages = [address(review, rater, page) for page in ("relationship", "replace", "remove")]
    for page in (*pages, address(review, one(review, "C"), "address"), address(review, page="new")):
        assert "Go back and change nothing" in text(organiser.get(page)), page


def test_whoever_was_added_by_an_organiser_is_said_to_be(organiser, review):
    make.person("Zoe")
    organiser.post(address(review, page="new"), {"relationship": "peer", "people": ["Zoe"]})
    assert one(review, "Zoe").named_by.name == "Olu"


def test_after_the_round_nothing_offers_to_change_it(organiser, review):
    leader = f"/rounds/{review.round_id}/leaders/{review.pk}/"
    assert "See who was invited, and change it" in text(organiser.get(leader))
    make.close(review.round)
    page = text(organiser.get(leader))
    assert "See who was invited" in page
    assert "and change it" not in page
