"""One report after another about the same leader, by raters who are nearly the same or are not."""

from datetime import timedelta

from django.utils import timezone

from everyseat.organisations.models import Person
from everyseat.threesixty.actions import answers, follow_ups, nominating, plans
from everyseat.threesixty.models import Questionnaire, Review, Round
from everyseat.threesixty.report.material import topics
from everyseat.threesixty.tests import make

RATINGS = [[4, 3, 2], [1, 2, 3], [2, 0, 4], [3, 1, 1], [0, 4, 2]]


def a_leader() -> Person:
    return make.person("Lee", manager=make.person("Boss"))


def fourteen_peers() -> list[Person]:
    return [make.person(f"Peer {i}") for i in range(14)]


def named(leader: Person, raters: list[Person], relationship: str = "peer") -> Review:
    """Return a review of a new round whose raters wait to be approved."""
    feedback_round = make.feedback_round(leader, asks=Questionnaire.objects.first())
    Round.objects.filter(pk=feedback_round.pk).update(name=f"Round {Round.objects.count()}")
    review = Review.objects.get(round=feedback_round)
    for rater in raters:
        nominating.nominate(review=review, person=rater, relationship=relationship)
    nominating.submit_nominations(review=review)
    return Review.objects.get(pk=review.pk)


def asked(leader: Person, raters: list[Person]) -> Review:
    review = named(leader, raters)
    nominating.approve(review=review, refused=set())
    return Review.objects.get(pk=review.pk)


def answered(review: Review) -> None:
    asked = len(review.question_set.behaviours)
    for i, invitation in enumerate(review.invitations.filter(state="invited")):
        make.answer(invitation, RATINGS[i % 5][:asked], f"Words {i}" if asked > 1 else "")


def reported(leader: Person, raters: list[Person]) -> Review:
    """Return a review whose report is made: all have answered, with words."""
    review = asked(leader, raters)
    answered(review)
    answers.assess_self(review=review, ratings=[4, 4, 4], words={})
    make.close(review.round)
    return Review.objects.get(pk=review.pk)


def others(review: Review) -> list[dict]:
    return [t["others"] for t in topics(review.report["values"])]


def followed_up(review: Review) -> Review:
    day = timezone.localdate() + timedelta(7)
    plans.add_aim(review=review, topic="sees", aim="A", actions="", by=day, ask_again="sees")
    return follow_ups.follow_up(review=Review.objects.get(pk=review.pk), collect_by=day)


def closed(review: Review) -> Review:
    answered(review)
    make.close(review.round)
    return Review.objects.get(pk=review.pk)
