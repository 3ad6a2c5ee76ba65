"""The page on which a list of raters is approved: who is ticked, and what is said before."""

import pytest
from tests.markup import markup

from everyseat.organisations import actions as organisations
from everyseat.organisations.models import Person
from everyseat.threesixty.actions import nominating
from everyseat.threesixty.models import Review
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import text, ticks

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    """A review whose list of six peers and a partner waits for Boss."""
    boss = make.person("Boss")
    made = make.feedback_round(make.person("Fran", manager=boss)).reviews.get()
    kim = organisations.add_partner(name="Kim", email="kim@city.exmaple", organisation="City")
    nominating.nominate(review=made, person=kim, relationship="partner")
    for n in range(6):
        nominating.nominate(review=made, person=make.person(f"Peer {n}"), relationship="peer")
    nominating.submit_nominations(review=made)
    return Review.objects.get(pk=made.pk)


@pytest.fixture
def boss(client, review):
    client.force_login(review.recipient.manager)
    return client


def address(review) -> str:
    return f"/reviews/{review.pk}/approve/"


def key(review, name: str) -> str:
    return str(review.invitations.get(person__name=name).pk)


def states(review) -> dict[str, str]:
    return dict(review.invitations.values_list("person__name", "state"))


def state(review) -> str:
    return Review.objects.get(pk=review.pk).state


def test_everybody_is_ticked_and_who_is_not_is_left_out(boss, review):
    page = markup(boss.get(address(review)))
    assert page.count(" checked") == 7
    sent = ticks(review, without=[key(review, "Peer 3")])
    said = text(boss.post(address(review), sent, follow=True))
    assert "Approved: 6 raters invited. Left out: Peer 3." in said
    assert states(review)["Peer 3"] == "refused"
    assert list(states(review).values()).count("invited") == 6


def test_the_page_says_by_when_and_that_they_are_invited_at_once(boss, review):
    page = text(boss.get(address(review)))
    assert "Please decide by" in page
    assert "then gets an invitation by e-mail. This cannot be undone." in page


def test_addresses_of_people_outside_are_shown(boss, review):
    page = text(boss.get(address(review)))
    assert "kim@city.exmaple" in page
    assert "peer.1@trust.example" not in page


def test_nobody_is_invited_who_was_not_on_the_list_that_was_read(boss, review):
    sent = ticks(review)
    nominating.Invitation.objects.create(
        review=review, person=make.person("Late"), relationship="peer"
    )
    page = text(boss.post(address(review), sent))
    assert "Not approved yet" in page
    assert "The list has changed since you opened this page." in page
    assert state(review) == "approve"


def test_ticks_stay_while_somebody_is_added(boss, review):
    without = key(review, "Peer 3")
    boss.post(address(review), ticks(review, without=[without]) | {"add": "1"})
    assert state(review) == "approve"
    boss.post(f"/reviews/{review.pk}/raters/", {"tick": f"peer:{make.person('Kay').pk}"})
    page = markup(boss.get(address(review)))
    assert page.count(" checked") == 7
    assert f'id="r-{without}" checked' not in page
    boss.post(address(review), ticks(review, without=[without]))
    assert not [name for name in boss.session.keys() if name.startswith("not ticked")]  # noqa: SIM118


def test_where_too_few_are_ticked_the_page_says_so_and_keeps_them(boss, review):
    without = [key(review, f"Peer {n}") for n in range(4)]
    page = text(boss.post(address(review), ticks(review, without=without)))
    assert "Not approved yet" in page
    assert "Ask at least 4 people besides the manager." in page
    assert markup(page).count(" checked") == 3
    assert state(review) == "approve"


def test_who_has_left_is_marked_and_not_invited(boss, review):
    Person.objects.filter(name="Peer 3").update(is_active=False)
    page = text(boss.get(address(review)))
    assert page.count("They can no longer be asked.") == 1
    assert markup(page).count(" checked") == 6
    said = text(boss.post(address(review), ticks(review), follow=True))
    assert "Approved: 6 raters invited. Left out: Peer 3." in said
    assert states(review)["Peer 3"] == "refused"
    assert states(review)["Kim"] == "invited"


def test_who_left_after_the_page_was_drawn_is_not_invited_either(review):
    Person.objects.filter(name="Peer 3").update(is_active=False)
    assert nominating.approve(review=review, refused=set()) == 6


def reported(leader: Person, peers: list[Person]) -> None:
    """Make an earlier report about a leader, of these peers."""
    from everyseat.threesixty.models import Questionnaire

    before = make.feedback_round(leader, asks=Questionnaire.objects.first()).reviews.get()
    for peer in peers:
        nominating.nominate(review=before, person=peer, relationship="peer")
    nominating.submit_nominations(review=before)
    nominating.approve(review=Review.objects.get(pk=before.pk), refused=set())
    for invitation in before.invitations.select_related("review__round"):
        make.answer(invitation, [1, 2, 3])
    make.close(before.round)


def test_the_page_that_comes_again_says_why_and_what_will_be_different(boss, review):
    peers = list(Person.objects.filter(name__startswith="Peer"))
    reported(review.recipient, peers)
    assert "Nearly the same people" in text(boss.get(address(review)))
    without = [key(review, "Kim"), key(review, "Peer 3")]
    page = text(boss.post(address(review), ticks(review, without=without)))
    assert page.index("Not approved yet") < page.index("<h1>")
    assert "If you leave out Kim, Peer 3, the report will show less detail." in page
    assert "Nobody has been invited." in page
    assert state(review) == "approve"


def test_that_too_few_would_be_left_is_read_before_anybody_is_invited(boss, review):
    """As many have joined as before, and one more has left: too few of the others remain."""
    review.invitations.filter(person__name="Kim").delete()
    stay = Person.objects.filter(name__in=[f"Peer {n}" for n in range(4)])
    reported(review.recipient, [*stay, *(make.person(f"Old {n}") for n in range(4))])
    nominating.Invitation.objects.create(
        review=review, person=make.person("Peer 6"), relationship="peer"
    )
    page = text(boss.get(address(review)))
    assert "3 people joined" in page
    assert "too few" not in page
    sent = ticks(review, without=[key(review, "Peer 0")])
    page = boss.post(address(review), sent | {"understood": _read(page)})
    assert "Not approved yet" in text(page)
    assert "The rest are too few to be shown on their own." in text(page)
    assert state(review) == "approve"


def _read(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('name="understood" value="')[1:]]


def test_what_was_read_need_not_be_read_again_nor_where_nothing_is_said(boss, review):
    kim = key(review, "Kim")
    reported(review.recipient, list(Person.objects.filter(name__startswith="Peer")))
    page = boss.post(address(review), ticks(review, without=[key(review, "Peer 3")]))
    assert "Not approved yet" in text(page)
    said = text(boss.post(address(review), ticks(review, without=[kim]), follow=True))
    assert "Approved: 6 raters invited. Left out: Kim." in said
