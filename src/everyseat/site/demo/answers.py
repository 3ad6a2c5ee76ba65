"""Made-up answers: each leader has a true level for each value, raters scatter around it."""

import hashlib
from dataclasses import dataclass, field
from random import Random

from everyseat.organisations.models import Person
from everyseat.safety import credentials
from everyseat.threesixty.actions.reviews import group_raters
from everyseat.threesixty.models import Invitation, Review, Sheet
from everyseat.threesixty.report.material import SELF


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
    """Invite raters by relationship."""
    Invitation.objects.bulk_create(
        Invitation(
            review=review, person=person, relationship=relationship, state="invited", drawn=drawn
        )
        for relationship, people in raters.items()
        for person in people
    )
    group_raters(review)


def answer(
    review: Review, who: Leader, counts: dict[str, int], words: dict[str, list[str]], rng: Random
) -> None:
    """Write the sheets of a review: so many of each relationship, and the self assessment."""
    groups = dict(review.invitations.values_list("relationship", "group"))
    sheets = [_sheet(review, SELF, who.own, rng, groups, noise=0.25, serial="self")]
    for relationship, n in counts.items():
        for i in range(n):
            sheets.append(_sheet(review, relationship, who.felt, rng, groups, f"{relationship}{i}"))
    others = sheets[1:]
    for key, texts in words.items():
        for sheet, text in zip(
            rng.sample(others, min(len(texts), len(others))), texts, strict=False
        ):
            sheet.words[key] = text
    rng.shuffle(sheets)
    Sheet.objects.bulk_create(sheets)


def _sheet(
    review: Review,
    relationship: str,
    levels: dict[str, float],
    rng: Random,
    groups: dict[str, str],
    serial: str,
    noise: float = 0.65,
) -> Sheet:
    lean = rng.gauss(0, 0.45) if relationship != SELF else 0.0
    ratings = []
    for value in review.asked.values:
        for _behaviour in value.behaviours:
            level = levels[value.key] + lean + rng.gauss(0, noise)
            seen = relationship == SELF or rng.random() > 0.05
            ratings.append(min(max(round(level), 1), 5) - 1 if seen else -1)
    sheet = Sheet(review=review, relationship=relationship, ratings=ratings, words={})
    if relationship == SELF:
        sheet.serial = f"self {review.pk}"
        return sheet
    number = hashlib.sha256(f"{review.pk} {serial} {rng.random()}".encode()).digest()
    sheet.relationship = groups[relationship]
    info = credentials.public_info(str(review.pk), sheet.relationship)
    key = bytes.fromhex(review.cycle.private_key)
    sheet.serial, sheet.mark = number.hex(), credentials.mark_of(key, number, info).hex()
    return sheet
