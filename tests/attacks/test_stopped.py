"""Copies of the database and its keys around a stop, a closing and a reopening.

The attacker holds every version of every sealed row, and the key files of the moments that they
copied. Each attack is tried with a planted weakness too, which it finds.
"""

from dataclasses import dataclass, field
from datetime import timedelta

import orjson
import pytest
from django.utils import timezone

from everyseat.giving import snapshot_keys, snapshots
from everyseat.giving.models import Snapshot
from everyseat.safety import snapshots as sealing
from everyseat.threesixty.actions import adding, closing, counting, reopening, stopping
from everyseat.threesixty.models import Review
from everyseat.threesixty.tests import make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

Rows = dict[str, tuple[int, bytes]]


@dataclass
class Copy:
    """One copy of all sealed rows, and of all key files."""

    rows: Rows = field(default_factory=dict)
    keys: dict[str, list[sealing.Key]] = field(default_factory=dict)

    @classmethod
    def taken(cls) -> "Copy":
        rows = Snapshot.objects.values_list("tag", "step", "sealed")
        return cls(
            {tag: (step, bytes(sealed)) for tag, step, sealed in rows},
            {tag: list(snapshot_keys.read(tag)) for tag in snapshot_keys.tags()},
        )


def facts(rows: Copy, *keys: Copy) -> set[str]:
    """Return all that rows say with some copies' keys: who has drawn, and what was answered."""
    found = set()
    for tag, (step, sealed) in rows.rows.items():
        for key in [key for copy in keys for key in copy.keys.get(tag, []) if key.step <= step]:
            try:
                content = orjson.loads(sealing.unseal(key.at(step), sealed))
            except sealing.CannotOpen:
                continue
            found |= set(map(str, _said(content)))
    return found


def _said(content: object) -> list[object]:
    if isinstance(content, dict):
        return [*content, *(said for value in content.values() for said in _said(value))]
    if isinstance(content, list):
        return [said for value in content for said in _said(value)]
    return [content]


@pytest.fixture
def review() -> Review:
    """A review about which four of five have answered."""
    made = make.collecting({"peer": 5})
    for invitation in made.invitations.select_related("review__round")[:4]:
        make.answer(invitation, [1, 2, 3], f"These are the words of {invitation.pk}.")
    return made


def secrets_of(review: Review, content: set[str]) -> set[str]:
    """Return what is about the raters of a review, of all that an attacker has read."""
    keys = [str(pk) for pk in review.invitations.values_list("pk", flat=True)]
    return {said for said in content if any(key in said for key in keys)}


def test_who_copies_everything_after_a_stop_reads_nothing_of_it(review):
    before = Copy.taken()
    stopping.stop(review=review)
    after = Copy.taken()
    assert secrets_of(review, facts(after, after)) == set()
    # nor in older versions of the rows, which a journal may keep
    assert secrets_of(review, facts(before, after)) == set()


def test_the_planted_weakness_a_key_that_is_kept_opens_everything(review):
    before = Copy.taken()
    stopping.stop(review=review)
    assert len(secrets_of(review, facts(before, before))) == 8  # who drew, and what they wrote


def test_a_second_copy_after_a_stop_tells_nothing_that_the_first_did_not(review):
    before = Copy.taken()
    stopping.stop(review=review)
    after = Copy.taken()
    first = secrets_of(review, facts(before, before))
    both = facts(before, before, after) | facts(after, before, after)
    assert secrets_of(review, both) == first


def test_the_same_leader_again_leads_to_nobody_who_answered_before(review):
    """Those who had answered have to draw and answer anew: nothing tells them from the other."""
    stopping.stop(review=review)
    adding.add_late(feedback_round=review.round, people=[review.recipient], coach=None)
    after = Copy.taken()
    assert secrets_of(review, facts(after, after)) == set()


def test_a_day_in_which_a_round_can_be_reopened_adds_nothing_to_any_copy(review):
    before = Copy.taken()
    closing.close(feedback_round=review.round, may_reopen_until=closing.may_reopen_until())
    counting.count_by_night()
    for tag in snapshots.steps():
        snapshots.renew(tag)
        snapshots.settle(tag)
    meanwhile = Copy.taken()
    assert facts(meanwhile, meanwhile) == facts(before, before)
    assert len(secrets_of(review, facts(meanwhile, meanwhile))) == 8
    feedback_round = review.round
    feedback_round.refresh_from_db()
    day = timezone.localdate() + timedelta(5)
    reopening.reopen(feedback_round=feedback_round, collect_by=day)
    reopened = Copy.taken()
    assert facts(reopened, reopened) == facts(before, before)
