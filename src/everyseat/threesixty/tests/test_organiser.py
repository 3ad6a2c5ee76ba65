import re

import pytest

from everyseat.organisations.roles import ROLES
from everyseat.threesixty.actions import answers, closing
from everyseat.threesixty.queries import progress
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    """A review that its coach is reading."""
    made = make.collecting({"peer": 5}, coach=make.person("Coach", "coach"))
    make.answer_all(made, [4, 3, 2])
    make.close(made.round)
    return made


def test_only_the_organiser_voids_a_card(review, client):
    url = f"/rounds/{review.round_id}/void/{review.invitations.first().pk}/"
    people = {role: make.person(f"One {role}", role) for role in ROLES}
    people |= {"recipient": review.recipient, "manager": review.recipient.manager}
    for seat, person in people.items():
        client.force_login(person)
        assert client.post(url).status_code == (302 if seat == "organiser" else 403), seat


def test_the_organiser_sees_counts_and_nothing_that_says_who(review, client):
    client.force_login(make.person("O", "organiser"))
    page = client.get(f"/rounds/{review.round_id}/").content.decode()
    assert "peer" not in page
    assert all(i.person.name not in page for i in review.invitations.all())


@pytest.mark.parametrize(("n", "shown"), [(0, "fewer than 4"), (3, "fewer than 4")])
def test_nobody_and_a_few_answers_look_the_same_to_the_organiser(client, n, shown):
    review = make.collecting({"peer": 5})
    for invitation in review.invitations.all()[:n]:
        make.answer(invitation, [1, 2, 3])
    closing.count_by_night()
    assert len(make.waiting(review)) == n
    client.force_login(make.person("O", "organiser"))
    assert shown in client.get(f"/rounds/{review.round_id}/").content.decode()


def test_that_everybody_answered_is_not_told():
    review = make.collecting({"peer": 5})
    make.answer_all(review, [1, 2, 3])
    closing.count_by_night()
    assert [row.answered for row in progress(review.round)] == ["4 or more"]


def test_the_organiser_sees_how_many_declined(client):
    review = make.collecting({"peer": 5})
    answers.decline(invitation=review.invitations.first(), reason="Too close.")
    client.force_login(make.person("O", "organiser"))
    page = client.get(f"/rounds/{review.round_id}/").content.decode()
    row = page.split('<tbody role="rowgroup"')[1].split("</tr>")[0]
    cells = re.findall(r"<div>\s*(.*?)\s*</div>", row)
    assert cells[4:6] == ["fewer than 4", "1"]
