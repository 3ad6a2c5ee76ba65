"""No more people are said to have taken part than were invited."""

import json

import numpy as np
import pytest

from everyseat.conversation import at_most
from everyseat.conversation.actions import editions, inviting, opening
from everyseat.conversation.models import Audience, Edition, Participant
from everyseat.conversation.queries import audiences
from everyseat.conversation.tests import make
from everyseat.safety import cell_keys

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
SEEDS = [f"Statement number {i}" for i in range(1, 11)]
ONE = [1, 1, 1, 1, 1, 1, -1, -1, -1, -1]
OTHER = [-v for v in ONE]
NAMES = [f"Member{n}" for n in range(24)]
STAFF = "Staff"


@pytest.fixture
def moved_up(monkeypatch):
    """Let each count leave as much too large as it can."""
    monkeypatch.setattr(cell_keys, "steps", lambda keys: np.full_like(keys, 3))


@pytest.fixture
def invited(sam):
    """Return a conversation to which 48 people are invited, half of them as staff."""
    made = make.draft(sam, *SEEDS, entry="invited")
    for audience in (STAFF, "Council"):
        pasted = make.pasted(*(f"{audience}{name}" for name in NAMES))
        inviting.invite(conversation=made, teams=[], pasted=pasted, audience=audience)
    return make.opened_by_invitation(made)


def everybody_answers(conversation) -> None:
    for audience, row in ((STAFF, ONE), ("Council", OTHER)):
        who = make.answered(conversation, *[row] * 24)
        found = Audience.objects.get(conversation=conversation, name=audience)
        Participant.objects.filter(pk__in=[one.pk for one in who]).update(audience=found)


def most_said(content) -> dict[str, int]:
    """Return the largest number of people that a result says, of each kind."""
    return {
        "people": content["people"],
        "grouped": content["grouped"],
        "sizes": sum(group["size"] for group in content["groups"]),
        "rows": max(row["n"] for row in content["all"]),
        "audiences": sum(one["people"] for one in content["audiences"]),
        "of an audience": 2 * max(one["n"] for row in content["all"] for one in row["audiences"]),
    }


@pytest.mark.parametrize("is_open", [True, False])
def test_no_more_people_are_said_than_were_invited(invited, moved_up, is_open):
    everybody_answers(invited)
    editions.make_due()
    if not is_open:
        opening.close(conversation=invited, today=make.today())
        Edition.objects.update(is_stale=True)
        editions.make_due()
        assert not invited.invited.exists()
    content = Edition.objects.get().content
    assert most_said(content) == dict.fromkeys(most_said(content), 48)
    assert content["votes"] == 480


def test_of_a_link_for_everybody_numbers_may_be_larger(sam, moved_up):
    made = make.opened(sam, *SEEDS)
    make.answered(made, *[ONE] * 24, *[OTHER] * 24)
    editions.make_due()
    assert Edition.objects.get().content["people"] > 48


def test_where_somebody_invited_is_gone_nothing_is_taken(invited, moved_up):
    everybody_answers(invited)
    invited.invited.first().delete()
    editions.make_due()
    assert Edition.objects.get().content["people"] > 48


def test_the_data_do_not_say_how_many_were_invited(client, invited):
    everybody_answers(invited)
    editions.make_due()
    assert Edition.objects.get().audiences[audiences.INVITED] == {"1": 24, "2": 24}
    said = json.loads(client.get(f"/conversation/{invited.code}/results/results.json").content)
    assert "invited" not in said


def test_as_much_is_taken_from_each_answer():
    made = at_most.cells(np.array([[20, 11, 20], [5, 0, 3], [40, 9, 1]]), [48, 48, None])
    assert made.tolist() == [[19, 10, 19], [5, 0, 3], [40, 9, 1]]
    assert at_most.cells(np.array([[7, 0, 4]]), [6]).tolist() == [[4, 0, 2]]
