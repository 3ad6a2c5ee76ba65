"""Who approves the raters of a leader: the person chosen, or the manager, or any organiser."""

import pytest

from everyseat.organisations import actions as organisations
from everyseat.organisations.models import Person
from everyseat.threesixty import landing
from everyseat.threesixty.actions import emails, nominating
from everyseat.threesixty.models import Review
from everyseat.threesixty.queries import permissions
from everyseat.threesixty.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def organiser():
    return make.person("Olu", "organiser")


@pytest.fixture
def review(organiser):
    """A review whose list of raters waits for approval."""
    boss = make.person("Boss")
    made = make.feedback_round(make.person("Lee", manager=boss)).reviews.get()
    for i in range(4):
        nominating.nominate(review=made, person=make.person(f"Peer {i}"), relationship="peer")
    nominating.submit_nominations(review=made)
    return made


def approving(review: Review) -> set[str]:
    """Return who may approve, as every place that asks says it."""
    review = Review.objects.select_related("recipient__manager", "approver").get(pk=review.pk)
    told = {person.name for person in permissions.approvers(review)}
    here = Person.objects.filter(is_active=True)
    may = {p.name for p in here if permissions.may_approve(p, review)}
    find = {
        p.name
        for p in here.exclude(pk=review.recipient_id)
        if permissions.readable_reviews(p).filter(pk=review.pk).exists()
    }
    wait = {p.name for p in here if _waits(p)}
    assert told == may == find == wait
    written = {email.content["to"] for email in emails.emails_to_next(review)}
    assert written == {person.email for person in permissions.approvers(review)}
    return told


def _waits(person: Person) -> bool:
    return any(task.text == "Approve the raters of Lee" for task in landing.waiting(person))


def test_the_manager_approves(review):
    assert approving(review) == {"Boss"}


def test_without_a_manager_any_organiser_approves(review):
    Person.objects.filter(name="Lee").update(manager=None)
    assert approving(review) == {"Admin", "Olu"}


def test_what_waits_for_a_manager_who_cannot_sign_in_waits_for_the_organisers(review):
    Person.objects.filter(name="Boss").update(is_active=False)
    assert approving(review) == {"Admin", "Olu"}


def test_the_chosen_approver_comes_before_the_manager(review):
    Review.objects.update(approver=make.person("Ann"))
    assert approving(review) == {"Ann"}


def test_what_waits_for_a_chosen_approver_who_cannot_sign_in_waits_for_the_manager(review):
    Review.objects.update(approver=make.person("Ann"))
    Person.objects.filter(name="Ann").update(is_active=False)
    assert approving(review) == {"Boss"}
    Person.objects.filter(name="Boss").update(is_active=False)
    assert approving(review) == {"Admin", "Olu"}


def test_nobody_approves_their_own_raters(review):
    Person.objects.filter(name="Lee").update(manager=None)
    lee = Person.objects.get(name="Lee")
    Review.objects.update(approver=lee)
    organisations.set_roles(person=lee, roles={"organiser"})
    assert approving(review) == {"Admin", "Olu"}
