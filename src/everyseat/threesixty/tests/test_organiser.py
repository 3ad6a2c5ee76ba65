import pytest

from everyseat.organisations.models import Organisation
from everyseat.organisations.roles import LOCAL_ORGANISER, OWN_ORGANISER, ROLES
from everyseat.threesixty.actions import counting
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
    people[LOCAL_ORGANISER].organisation = Organisation.objects.create(name="Another")
    people[LOCAL_ORGANISER].save()
    for seat, person in people.items():
        client.force_login(person)
        runs_others = seat in (LOCAL_ORGANISER, OWN_ORGANISER)
        expected = 200 if seat == "organiser" else 404 if runs_others else 403
        assert client.post(url).status_code == expected, seat


def test_the_organiser_sees_counts_and_nothing_that_says_who(review, client):
    client.force_login(make.person("O", "organiser"))
    page = client.get(f"/rounds/{review.round_id}/").content.decode()
    assert "peer" not in page
    assert all(i.person.name not in page for i in review.invitations.all())


@pytest.mark.parametrize(("n", "shown"), [(0, "too few to say yet"), (3, "too few to say yet")])
def test_nobody_and_a_few_answers_look_the_same_to_the_organiser(client, n, shown):
    review = make.collecting({"peer": 5})
    for invitation in review.invitations.all()[:n]:
        make.answer(invitation, [1, 2, 3])
    make.count(review.round)
    assert len(make.waiting(review)) == n
    client.force_login(make.person("O", "organiser"))
    assert shown in client.get(f"/rounds/{review.round_id}/").content.decode()


def test_that_everybody_answered_is_not_told():
    review = make.collecting({"peer": 5})
    make.answer_all(review, [1, 2, 3])
    counting.count_by_night()
    assert [row.answered for row in progress.of_reviews(review.round)] == ["4 or more"]
