"""What people write about a moment in their own words waits by the rule of a hall."""

import pytest

from everyseat.moments.actions import asking as actions
from everyseat.moments.picture import held_back, picture
from everyseat.moments.tests import make

pytestmark = pytest.mark.django_db
ABUSE, NAME = "sh1t", "Gwenllian was left out."
OWN = ["rushed", "hurried", "late", "pressed"]
SENTENCES = ["We had no time.", "It was long.", "Nobody asked us.", "The room was cold."]


@pytest.fixture
def closed(client, leader, moment):
    """Return a closed moment, and its page as its leader gets it."""
    make.person("Gwenllian")
    for n, (own, sentence) in enumerate(zip([ABUSE, *OWN], [NAME, *SENTENCES], strict=True)):
        make.answer(moment, f"t{n}", "heard" if n else "angry", own=own, sentence=sentence)
    actions.close(moment=moment)
    moment.refresh_from_db()
    client.force_login(leader)
    return moment, lambda: client.get(f"/moments/{moment.pk}/").text


def press(client, moment, act, name):
    return client.post(f"/moments/{moment.pk}/words/", {"act": act, "name": name})


def test_abuse_and_names_are_read_one_by_one_and_the_rest_at_once(client, closed):
    moment, page = closed
    assert sorted(moment.picture["own"]) == sorted(OWN)
    assert sorted(moment.picture["sentences"]) == sorted(SENTENCES)
    shown, waiting = page().split("Waiting for you")
    assert "We had no time." in shown
    for text in (ABUSE, NAME):
        assert text not in shown
        assert text in waiting.split("<details")[1] + waiting.split("<details")[2]
    assert "abuse" in waiting
    assert "a name" in waiting


def test_what_is_shown_stands_among_the_others_and_what_is_left_out_is_gone(client, closed):
    moment, page = closed
    name = {one["text"]: one["id"] for one in moment.picture["waiting"]}
    press(client, moment, "show", name[NAME])
    press(client, moment, "leave", name[ABUSE])
    press(client, moment, "show", name[ABUSE])  # it is gone: nothing happens
    press(client, moment, "leave", "nonsense")
    moment.refresh_from_db()
    assert sorted(moment.picture["sentences"]) == sorted([NAME, *SENTENCES])
    assert ABUSE not in str(moment.picture)
    assert "Waiting for you" not in page()
    assert "You left out one text." in page()
    assert moment.picture["n"] == 5


def test_nobody_but_the_leader_decides(client, closed):
    moment, _page = closed
    client.force_login(make.person("Zoe"))
    one = moment.picture["waiting"][0]["id"]
    assert press(client, moment, "show", one).status_code == 404
    moment.refresh_from_db()
    assert len(moment.picture["waiting"]) == 2


def test_while_it_is_looked_at_everything_waits():
    """The picture is kept before anything is read: a break there shows nothing."""
    found = held_back(picture([{"felt": [], "own": "a", "sentence": "b"}] * 5, [], 4, 5))
    assert (found["own"], found["sentences"], len(found["waiting"])) == ([], [], 10)
