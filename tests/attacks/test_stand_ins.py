"""Whoever stands in for a coach, in every situation that they can bring about, opens no more.

The attacker is a person whom a coach, or an organiser, has named; they, or others, then change what
they are to the leader. What may be opened is said here anew, from the promise: raters were told of
a coach, so only a coach reads a report first, while it waits, and nobody who was asked to answer.
Two planted weaknesses are found: a query, and a rule, that forget who answered.
"""

from dataclasses import dataclass
from datetime import timedelta
from itertools import product

import pytest
from django.db.models import Q
from django.utils import timezone

from everyseat.organisations import actions as organisations
from everyseat.organisations.models import Person, StandIn
from everyseat.threesixty.models import Invitation, Review
from everyseat.threesixty.queries import permissions, standing_in
from everyseat.threesixty.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
PAGES = ("", "report/", "report.pdf", "release/")


@dataclass(frozen=True)
class Situation:
    """What the stand-in is, and how things are."""

    is_coach: bool
    relation: str
    """To the leader: none, a rater, a former rater, the manager."""
    days: str
    state: str
    coach_is_coach: bool

    @property
    def may_open(self) -> bool:
        is_right = self.is_coach and self.relation == "none" and self.coach_is_coach
        return is_right and self.days == "now" and self.state == Review.State.READ


SITUATIONS = [
    Situation(*values)
    for values in product(
        (True, False),
        ("none", "rater", "former rater", "manager"),
        ("now", "over", "not yet"),
        (Review.State.READ, Review.State.RELEASED, Review.State.PLAN),
        (True, False),
    )
]


@pytest.fixture
def review():
    """A review whose report waits for its coach, Cora, for whom Dan stands in."""
    cora, dan = make.person("Cora", "coach"), make.person("Dan")
    made = make.collecting({"peer": 5}, coach=cora)
    make.answer_all(made, [4, 3, 2], "You left early.")
    make.close(made.round)
    today = timezone.localdate()
    StandIn.objects.create(person=cora, stand_in=dan, first_day=today, last_day=today)
    return made


def bring_about(review: Review, now: Situation) -> Person:
    """Let things be so; return the stand-in."""
    today, cora, dan = timezone.localdate(), review.coach, Person.objects.get(name="Dan")
    day = today + timedelta({"now": 0, "over": -1, "not yet": 1}[now.days])
    StandIn.objects.update(first_day=day, last_day=day)
    for person, is_coach in ((cora, now.coach_is_coach), (dan, now.is_coach)):
        organisations.set_roles(person=person, roles={"coach"} if is_coach else set())
    manager = dan if now.relation == "manager" else None
    Person.objects.filter(pk=review.recipient_id).update(manager=manager)
    Invitation.objects.filter(person=dan).delete()
    if now.relation in ("rater", "former rater"):
        state = "invited" if now.relation == "rater" else "removed"
        Invitation.objects.create(review=review, person=dan, relationship="peer", state=state)
    Review.objects.filter(pk=review.pk).update(state=now.state)
    return Person.objects.get(pk=dan.pk)


def opened(client, review: Review, person: Person) -> bool:
    """Return whether any page of the review opens, or any question says that it would."""
    now = Review.objects.get(pk=review.pk)
    said = permissions.may_read_report(person, now) or permissions.reads_as_coach(person, now)
    client.force_login(person)
    pages = [client.get(f"/reviews/{review.pk}/{page}").status_code for page in PAGES]
    found = permissions.readable_reviews(person).filter(pk=review.pk).exists()
    if not (said or found):
        assert set(pages) <= {403, 404}
    return said or found or 200 in pages


def wrong(client, review: Review, situations: list[Situation]) -> list[Situation]:
    return [
        now
        for now in situations
        if opened(client, review, bring_about(review, now)) != now.may_open
    ]


def test_a_stand_in_opens_a_report_in_the_one_right_situation_and_no_other(client, review):
    assert sum(now.may_open for now in SITUATIONS) == 1
    assert wrong(client, review, SITUATIONS) == []


def test_a_query_that_forgets_who_answered_is_found(client, review, monkeypatch):
    raters = [now for now in SITUATIONS if now.relation != "none" and now.days == "now"]
    lax = Q(coach__name="Cora", state=Review.State.READ)
    monkeypatch.setattr(standing_in, "coached_by", lambda _person: lax)
    assert wrong(client, review, raters)


def test_a_rule_that_forgets_who_answered_is_found(client, review, monkeypatch):
    raters = [now for now in SITUATIONS if now.relation != "none" and now.days == "now"]
    monkeypatch.setattr(standing_in, "may_read", lambda _person, _review: True)
    assert wrong(client, review, raters)
