"""Giving one coach to all leaders of a round under way whom nobody coaches now, with one press."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import transaction

from everyseat.giving.refusals import NotNow
from everyseat.organisations import outbox
from everyseat.organisations.models import Person
from everyseat.threesixty.actions import helping
from everyseat.threesixty.models import Review, Round
from everyseat.threesixty.queries import coachless


@dataclass
class Given:
    """To which leaders a coach was given, and why not to the others."""

    to: list[Review] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


@transaction.atomic
def give(*, feedback_round: Round, coach: Person, instead_of: Person | None = None) -> Given:
    """Give a coach to every leader whom nobody coaches now, and to those of `instead_of`.

    Each leader is told, and each coach once for all of them. A leader whom this person can't coach
    stays as they are.
    """
    given = Given()
    before: defaultdict[Person, list[Review]] = defaultdict(list)
    for review in coachless.to_give(feedback_round, instead_of):
        try:
            was = helping.set_coach(review, coach)
        except NotNow as refusal:
            given.refused.append(str(refusal))
            continue
        given.to.append(review)
        outbox.put_all([helping.leader_told(review, was)])
        if was and was.is_active:
            before[was].append(review)
    _tell(feedback_round, coach, given.to, "coach_of_several")
    for person, reviews in before.items():
        _tell(feedback_round, person, reviews, "coach_of_several_no_longer")
    return given


def _tell(feedback_round: Round, person: Person, reviews: list[Review], template: str) -> None:
    if reviews:
        leaders = ", ".join(review.recipient.name for review in reviews)
        outbox.write(person, template, round=feedback_round, leaders=leaders)
