"""Made-up answers: each leader has a true level for each value, raters scatter around it."""

import hashlib
from dataclasses import dataclass, field
from random import Random

from everyseat.giving import drawing
from everyseat.organisations.models import Person
from everyseat.safety import credentials
from everyseat.threesixty.actions import answers as actions
from everyseat.threesixty.actions.answers import Answers
from everyseat.threesixty.actions.nominating import group_raters
from everyseat.threesixty.models import Invitation, Review


@dataclass(frozen=True)
class Leader:
    """How a leader is felt, and how they see themselves: levels by value, on the scale 1 to 5."""

    felt: dict[str, float]
    own: dict[str, float] = field(default_factory=dict)


def leader(rng: Random, keys: list[str], **exceptions: float) -> Leader:
    """Return a leader of ordinary gifts, with some levels set."""
    overall = rng.gauss(3.7, 0.3)
    felt = {key: overall + rng.gauss(0, 0.2) for key in keys} | exceptions
    return Leader(felt, {key: level + rng.gauss(0.25, 0.4) for key, level in felt.items()})


def invite(review: Review, raters: dict[str, list[Person]], drawn: bool) -> None:
    """Invite raters by relationship, who have drawn their cards or have not."""
    invitations = Invitation.objects.bulk_create(
        Invitation(review=review, person=person, relationship=relationship, state="invited")
        for relationship, people in raters.items()
        for person in people
    )
    group_raters(review)
    if drawn:
        with drawing.registering(review.round) as register:
            for invitation in invitations:
                drawing.note(register, invitation.pk, drawing.digest(invitation.pk.bytes))


def answer(
    review: Review, leader: Leader, counts: dict[str, int], words: dict[str, list[str]], rng: Random
) -> None:
    """Post the sheets of a review: so many of each relationship, and the self assessment."""
    groups = dict(review.invitations.values_list("relationship", "group"))
    actions.assess_self(review=review, ratings=_ratings(review, leader.own, rng, 0.25), words={})
    relationships = [key for key, n in counts.items() for _ in range(n)]
    leaning = [
        _ratings(review, leader.felt, rng, 0.65, lean=0.45, seen=0.95) for _ in relationships
    ]
    words_of_rater: list[dict[str, str]] = [{} for _ in relationships]
    for key, texts in words.items():
        for i, text in zip(rng.sample(range(len(words_of_rater)), len(texts)), texts, strict=True):
            words_of_rater[i][key] = text
    for relationship, ratings, own_words in zip(
        relationships, leaning, words_of_rater, strict=True
    ):
        group = groups[relationship]
        card = _card(review, group, rng)
        actions.answer(review=review, group=group, card=card, answers=Answers(ratings, own_words))


def _ratings(
    review: Review,
    levels: dict[str, float],
    rng: Random,
    noise: float,
    lean: float = 0.0,
    seen: float = 1.0,
) -> list[int]:
    """Return ratings around levels; some of the behaviours were not seen."""
    shift = rng.gauss(0, lean)
    ratings = []
    for value in review.question_set.values:
        for _behaviour in value.behaviours:
            level = levels[value.key] + shift + rng.gauss(0, noise)
            ratings.append(min(max(round(level), 1), 5) - 1 if rng.random() <= seen else -1)
    return ratings


def _card(review: Review, group: str, rng: Random) -> credentials.Card:
    """Return a card as if it had been drawn by a rater."""
    number = hashlib.sha256(rng.randbytes(32)).digest()
    key = review.round.key
    info = credentials.public_info(str(review.pk), group)
    return credentials.Card(number, credentials.mark_of(key, number, info))
