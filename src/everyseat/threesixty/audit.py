"""The audit file of a closed round: anyone can check the counts, nobody can see who answered."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, TypedDict

from everyseat.giving import drawing
from everyseat.giving.refusals import NotNow
from everyseat.safety.audit import RECORD
from everyseat.threesixty.actions.answers import KEPT, WaitingAnswers
from everyseat.threesixty.models import Invitation, Review, Round, Sheet
from everyseat.threesixty.report.material import SELF


class Place(TypedDict):
    """A group of raters of a review."""

    review: str
    group: str


class LeftOut(Place):
    n: int


class Credential(Place):
    serial: str
    mark: str


class OfReview(TypedDict):
    """The audit record of one review."""

    groups: list[Place]
    too_few: bool
    left_out: list[LeftOut]
    sheets: list[Credential]
    answers_sha256: dict[str, str]


class OfRound(TypedDict):
    """The audit record of a round and all its reviews."""

    invited: int | None
    drawn: int | None
    invited_by_relationship: dict[str, int]
    drawn_by_relationship: dict[str, int]
    voided: int
    replaced: int
    kept_links: int | None
    groups: list[Place]
    too_few: list[str]
    left_out: list[LeftOut]
    sheets: list[Credential]
    answers_sha256: dict[str, str]


class Record(OfRound):
    """The audit file."""

    record: str
    cycle: str  # the name of the round: a key of format 1, which people have
    threshold: int
    fingerprint: str
    public_key: str
    private_key: str


def record(feedback_round: Round) -> Record:
    """Return the record of a closed round. NotNow while it is open: its key would be known."""
    if feedback_round.state != Round.State.CLOSED:
        raise NotNow("The round must be closed first: the file publishes its key.")
    if not feedback_round.is_anonymous:
        raise NotNow("This round is confidential: it has no credentials to check.")
    parts = _together(feedback_round)
    sheets = (
        Sheet.objects.filter(review__round=feedback_round).exclude(relationship=SELF).order_by("pk")
    )
    for review, digest in _hashes(sheets.order_by("pk").iterator()).items():
        if parts["answers_sha256"].get(review) != digest:
            raise NotNow(f"The answers about review {review} are not those it was closed with.")
    return {
        "record": RECORD,
        "cycle": feedback_round.name,
        "threshold": feedback_round.rating_threshold,
        "fingerprint": feedback_round.fingerprint,
        "public_key": feedback_round.public_key,
        "private_key": feedback_round.key.hex(),
        **parts,
    }


def _together(feedback_round: Round) -> OfRound:
    """Return the audit record of a round, with the parts of all its reviews.

    Every list is sorted by something random or public, so no order of arrival shows.
    """
    whole: OfRound = feedback_round.audit_record.content.copy()
    parts = list(feedback_round.audit_parts.order_by("review").values_list("review", "content"))
    if parts:
        whole["groups"] = [group for _, part in parts for group in part["groups"]]
        whole["left_out"] = [place for _, part in parts for place in part.get("left_out", [])]
        whole["too_few"] = [str(review) for review, part in parts if part["too_few"]]
        sheets = [sheet for _, part in parts for sheet in part["sheets"]]
        whole["sheets"] = sorted(sheets, key=lambda sheet: sheet["serial"])
        hashes = [part["answers_sha256"].items() for _, part in parts]
        whole["answers_sha256"] = dict(sorted(pair for pairs in hashes for pair in pairs))
    return whole


class Invited(NamedTuple):
    """An invitation without its name: how often its link was replaced, for a lost card or not."""

    key: str
    relationship: str
    is_asked: bool
    voided: int
    replaced: int


ASKED = (Invitation.State.INVITED, Invitation.State.REMOVED)
"""The states of raters who may have answered: of those who were removed nobody can tell."""


def invited(feedback_round: Round) -> list[Invited]:
    """Return the invitations of a round, without names; of somebody who declined too.

    A card that was made with a link of theirs before it was replaced still answers.
    """
    mine = Invitation.objects.filter(
        review__in=feedback_round.active_reviews, state__in=[*ASKED, Invitation.State.DECLINED]
    )
    rows = mine.order_by().values_list("pk", "relationship", "state", "voided", "replaced")
    return [
        Invited(str(pk), relationship, state in ASKED, voided, len(links))
        for pk, relationship, state, voided, links in rows.iterator()
    ]


def whole(feedback_round: Round, invited: list[Invited], register: drawing.Register) -> OfRound:
    """Return the round's own audit record, made before the register of drawn cards is deleted.

    `replaced` counts links that were replaced, not cards that were drawn with them: with one such
    link in a round, that would say whether its reader had drawn. The number of answers by kept link
    is filled in once all answers are in their table.
    """
    k = feedback_round.rating_threshold
    asked = [one for one in invited if one.is_asked]
    invited_counts = Counter(one.relationship for one in asked)
    drawn_counts = Counter(one.relationship for one in asked if register.get(one.key, KEPT) != KEPT)
    return {
        "invited": at_least(invited_counts.total(), k),
        "drawn": at_least(drawn_counts.total(), k),
        "invited_by_relationship": _by_relationship(invited_counts, k),
        "drawn_by_relationship": _by_relationship(drawn_counts, k),
        "voided": sum(one.voided for one in invited),
        "replaced": sum(one.replaced for one in invited),
        "kept_links": None,
        "groups": [],
        "too_few": [],
        "left_out": [],
        "sheets": [],
        "answers_sha256": {},
    }


@dataclass(frozen=True)
class Part:
    """The audit record of one review, and how many of its sheets came by a kept link."""

    content: OfReview
    kept_links: int


def part(
    review: Review,
    invitations: list[Invitation],
    answers: list[WaitingAnswers],
    sheets: list[Sheet],
    too_few: bool,
) -> Part:
    """Return the audit record of one review, made when its answers move to their table.

    `counted` is what waited for each of the `sheets` that are kept, `too_few` says that fewer than
    k answered, so that nothing but a manager's sheet is kept. Of sheets that are left out of the
    report only their number is recorded. The credentials stand in the order of their random
    serials; nothing says which sheet was given with which.
    """
    content: OfReview = {
        "groups": _groups(review, invitations),
        "too_few": too_few,
        "left_out": [
            {"review": str(review.pk), "group": group, "n": n}
            for group, n in review.left_out.items()
        ],
        "sheets": _credentials(review, answers),
        "answers_sha256": _hashes(sorted(sheets, key=lambda sheet: sheet.pk)),
    }
    return Part(content, sum("kept_for" in item for item in answers))


def at_least(n: int, k: int) -> int | None:
    return n if n >= k else None


def _by_relationship(sizes: Counter[str], k: int) -> dict[str, int]:
    """Return how many of each relationship in the whole round; those under k are left out.

    So is the next smallest, as long as what is left out could be told from the total.
    """
    left_out = sum(n for n in sizes.values() if n < k)
    counts = [(name, n) for name, n in sizes.most_common() if n >= k]
    while counts and 0 < left_out < k:
        left_out += counts.pop()[1]
    return dict(sorted(counts))


def _groups(review: Review, invitations: list[Invitation]) -> list[Place]:
    groups = {i.group for i in invitations if i.state in ASKED or i.voided}
    groups |= {group for i in invitations for group in i.replaced}
    return [{"review": str(review.pk), "group": group} for group in sorted(groups)]


def _credentials(review: Review, answers: list[WaitingAnswers]) -> list[Credential]:
    pk = str(review.pk)
    credentials: list[Credential] = [
        {"review": pk, "group": item["group"], "serial": item["serial"], "mark": item["mark"]}
        for item in answers
        if "serial" in item
    ]
    return sorted(credentials, key=lambda sheet: sheet["serial"])


def _hashes(sheets: Iterable[Sheet]) -> dict[str, str]:
    """Return a hash of the answers of each review that has any: a change after closing shows.

    `sheets` are others' sheets in the order of their keys.

    The random keys of the rows are hashed with them, so that nobody can try guesses.
    """
    lines: dict[str, list[str]] = {}
    for s in sheets:
        line = json.dumps([s.pk.hex, s.ratings, s.words, s.words_to], sort_keys=True)
        lines.setdefault(str(s.review_id), []).append(line)
    return {
        review: hashlib.sha256("\n".join(own).encode()).hexdigest()
        for review, own in sorted(lines.items())
    }
