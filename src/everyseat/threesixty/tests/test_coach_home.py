"""What a coach finds on their first pages: the reports to read first, and shared plans."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from everyseat.threesixty import landing
from everyseat.threesixty.actions import coaching, plans
from everyseat.threesixty.models import PlanComment, Review
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.test_plans import AIM, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def coach():
    return make.person("Cora", "coach")


@pytest.fixture
def waiting(coach):
    """A review that waits for its coach."""
    made = make.collecting({"peer": 5}, coach=coach)
    make.answer_all(made, [3, 2, 1])
    make.close(made.round)
    return Review.objects.get(pk=made.pk)


@pytest.fixture
def shared(coach):
    """A review of another leader, who shares their plan with the same coach."""
    made = make.collecting({"peer": 5}, coach=coach, name="Ann")
    make.answer_all(made, [3, 2, 1])
    make.close(made.round)
    made = Review.objects.get(pk=made.pk)
    coaching.release(review=made, note="")
    plans.add_aim(review=made, **AIM)
    plans.share(review=Review.objects.get(pk=made.pk), coach=True, manager=False)
    return Review.objects.get(pk=made.pk)


def lists(person) -> dict[str, list]:
    return {group.title: list(group.entries) for group in landing.threesixty(person).shown}


def test_a_task_says_of_which_round_and_since_when(coach, waiting):
    (task,) = landing.waiting(coach)
    assert (task.text, task.note) == ("Read the report about Lee before they do", "Spring")
    assert task.since == timezone.localdate()


def test_the_first_page_shows_both(client, coach, waiting):
    client.force_login(coach)
    home = " ".join(client.get(reverse("home")).content.decode().split())
    assert "Waiting since" in home
    assert "· Spring" in home


def test_what_waits_for_a_coach_stands_first_and_says_so(client, coach, shared, waiting):
    Review.objects.filter(pk=shared.pk).update(state="released")
    coached = lists(coach)["Leaders you coach"]
    assert [entry.text for entry in coached] == ["Lee, Spring", "Ann, Spring"]
    assert str(coached[0].state) == "Waiting for you"
    assert "Waiting for you" in page(client, coach, waiting, "review").content.decode()
    mine = page(client, waiting.recipient, waiting, "review").content.decode()
    assert "Waiting for the coach" in mine


def test_a_shared_plan_stands_on_the_first_page_and_above_the_leaders(coach, shared, waiting):
    titles = list(lists(coach))
    assert titles.index("Plans shared with you") < titles.index("Leaders you coach")
    assert reverse("plan", args=[shared.pk]) in [entry.link for entry in landing.recent(coach)]
    plans.share(review=shared, coach=False, manager=False)
    assert landing.recent(coach) == []


def news(person) -> list[tuple[str, str]]:
    return [(e.text, str(e.state)) for e in landing.recent(person) if "Comment by" in str(e.state)]


def test_a_comment_stands_on_the_first_page_of_whom_it_is_for(coach, shared):
    plans.comment(review=shared, author=coach, text="Slowly.")
    assert news(shared.recipient) == [("Your plan, Spring", "Comment by Cora")]
    assert news(coach) == []
    plans.comment(review=shared, author=shared.recipient, text="Yes.")
    assert news(coach) == [("The plan of Ann, Spring", "Comment by Ann")]
    assert news(shared.recipient.manager) == []


def test_a_comment_is_new_for_two_weeks_and_only_where_the_plan_is_still_shared(coach, shared):
    plans.comment(review=shared, author=shared.recipient, text="Yes.")
    plans.share(review=shared, coach=False, manager=False)
    assert news(coach) == []
    PlanComment.objects.update(author=coach, on=timezone.localdate() - timedelta(15))
    assert news(shared.recipient) == []
