"""A coach who is the recipient as well: they read as its recipient, after release, and no more.

Nobody is made so by a page (`add_recipients` refuses it); a row can be older than that rule.
"""

import pytest
from django.urls import reverse

from everyseat.threesixty.models import Review
from everyseat.threesixty.queries import permissions, tasks
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    """A closed review that waits for its coach, who is its recipient."""
    lee = make.person("Own coach", "coach")
    found = make.collecting({"peer": 6}, coach=make.person("Coach", "coach"))
    for i, invitation in enumerate(found.invitations.all()):
        make.answer(invitation, [4, 3, 2], f"Words {i}", "coach" if i == 0 else "as written")
    Review.objects.update(coach=lee, recipient=lee)
    make.close(found.round)
    return Review.objects.get()


def test_they_do_not_read_before_it_is_released(review, client):
    assert review.state == Review.State.READ
    assert not permissions.may_read_report(review.coach, review)
    client.force_login(review.coach)
    assert client.get(reverse("report", args=[review.pk])).status_code == 404
    assert client.get(reverse("report_pdf", args=[review.pk])).status_code == 404


def test_they_do_not_release_it_themselves(review, client):
    client.force_login(review.coach)
    release = reverse("release", args=[review.pk])
    assert client.get(release).status_code == 403
    assert client.post(release, {"note": ""}).status_code == 403
    assert release not in client.get(reverse("review", args=[review.pk])).content.decode()
    assert Review.objects.get().state == Review.State.READ


def test_they_never_read_the_words_that_are_for_the_coach_alone(review, client):
    Review.objects.update(state=Review.State.RELEASED)
    client.force_login(review.coach)
    page = client.get(reverse("report", args=[review.pk])).content.decode()
    assert "Words 1" in page
    assert "Words 0" not in page


def test_no_task_asks_them_to_read_it_first(review):
    assert tasks.of(review.coach, review) == []
