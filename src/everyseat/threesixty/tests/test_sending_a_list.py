"""A list of raters is sent for approval: by its leader, or by an organiser for them."""

import pytest
from django.utils import timezone

from everyseat.threesixty.actions import nominating
from everyseat.threesixty.models import Review
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    boss = make.person("Boss")
    return make.feedback_round(make.person("Fran", manager=boss)).reviews.get()


def address(review, *more: str) -> str:
    return "/".join(["/reviews", str(review.pk), "raters", *more]) + "/"


def peers(n: int) -> list[str]:
    return [f"peer:{make.person(f'Peer {i}').pk}" for i in range(n)]


@pytest.mark.parametrize("launched", [True, False])
def test_an_organiser_who_sends_it_comes_back_to_a_page_that_is_theirs(client, review, launched):
    if not launched:
        review.round.state = "draft"
        review.round.save(update_fields=["state"])
    client.force_login(make.person("Olu", "organiser"))
    answer = client.post(address(review, "send"), {"tick": peers(4)}, follow=True)
    assert answer.status_code == 200
    expected = f"/rounds/{review.round_id}/" + f"leaders/{review.pk}/" * launched
    assert answer.redirect_chain[-1][0] == expected
    assert "The list for Fran has been sent for approval. Boss checks it." in text(answer)
    assert Review.objects.get(pk=review.pk).state == "approve"


def test_a_leader_who_sends_it_reads_who_checks_it(client, review):
    client.force_login(review.recipient)
    answer = client.post(address(review, "send"), {"tick": peers(4)}, follow=True)
    assert "Your list has been sent for approval. Boss checks it." in text(answer)


def test_a_page_with_something_wrong_opens_again_at_its_address(client, review):
    client.force_login(review.recipient)
    client.post(address(review), {"tick": peers(2)})
    rater = str(review.invitations.first().pk)
    wrong = {"found-0-person": "Nobody Such"}
    for page in (address(review, rater, "remove"), address(review, "send")):
        assert client.post(page, wrong).status_code == 200
        assert client.get(page)["Location"] == address(review)
    assert review.invitations.count() == 1
    again = client.post(address(review, rater, "remove"), wrong)
    assert "Nobody here is called “Nobody Such”." in text(again)
    assert review.invitations.count() == 1


def test_what_is_missing_is_said_to_whoever_sends(client, review):
    review.round.limits = {"report": [2, 9]}
    review.round.save()
    for person, name in ((review.recipient, "you"), (make.person("Olu", "organiser"), "they")):
        client.force_login(person)
        said = text(client.post(address(review, "send"), follow=True))
        assert f"Name at least 2 people under “People {name} lead”." in said


def test_the_last_day_is_said(client, review):
    review.round.nominate_by = timezone.localdate().replace(year=2031, month=3, day=4)
    review.round.approve_by = review.round.collect_by = review.round.nominate_by
    review.round.save()
    client.force_login(review.recipient)
    for page in (address(review), f"/reviews/{review.pk}/"):
        assert "Please send the list for approval by Tue 4 Mar 2031." in text(client.get(page))


def test_once_it_is_sent_both_pages_say_who_has_it(client, review):
    client.force_login(review.recipient)
    client.post(address(review, "send"), {"tick": peers(4)})
    for page in (address(review), f"/reviews/{review.pk}/"):
        assert "The list has been sent. Boss checks it, until" in text(client.get(page))


def test_the_manager_who_is_ticked_to_begin_with_is_counted(client, review):
    client.force_login(review.recipient)
    lines = text(client.get(address(review))).split("data-missing")[1]
    assert lines.index("Manager") < lines.index("1 on the list or ticked.") < lines.index("Peers")


def test_home_says_that_a_list_was_sent_back(client, review):
    client.force_login(review.recipient)
    assert "it was sent back to you" not in text(client.get("/"))
    client.post(address(review, "send"), {"tick": peers(4)})
    nominating.send_back(review=Review.objects.get(pk=review.pk), why="More partners.")
    assert "it was sent back to you" in text(client.get("/"))
