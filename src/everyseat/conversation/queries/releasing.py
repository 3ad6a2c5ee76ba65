"""What may leave of all answers: numbers that stay, and others with a perturbation."""

from collections.abc import Mapping

import numpy as np

from everyseat.conversation import at_most
from everyseat.conversation.models import Conversation, Edition
from everyseat.conversation.pending import KeptBoth, Pending
from everyseat.conversation.queries.cast import Cast
from everyseat.conversation.released import Disclosure, Released
from everyseat.giving import at_rest
from everyseat.safety import cell_keys
from everyseat.science import opinion
from everyseat.science.opinion import Opinion, grouping
from everyseat.science.opinion.analysis import cast_on


def pending(conversation: Conversation, before: Edition | None, found: Cast) -> Pending:
    """Return which statements wait for more people before their numbers change."""
    answered = found.live.tables.counts().seen
    return Pending.of(before.released if before else {}, answered, conversation.k)


def door(conversation: Conversation, found: Cast, invited: Mapping[str, int]) -> Disclosure:
    """Return what decides on leaving, with keys that only the server has."""
    keys = cell_keys.record_keys(at_rest.key_for("conversation counts"), found.people)
    rests = [*found.statements.tolist(), conversation.pk.int % 2**63]
    secret = at_rest.key_for("conversation rests")
    most = at_most.known(sum(invited.values()), len(found.people))
    return Disclosure(keys, conversation.k, cell_keys.record_keys(secret, rests), most)


def kept(before: Edition | None, pending: Pending) -> KeptBoth:
    """Return the numbers that stay, with those of the groups that left with them."""
    rows = before.by_group if before else {}
    groups = {place: rows[str(place)] for place in pending.kept if str(place) in rows}
    return KeptBoth(pending.kept, groups)


def noted_by_group(shown: Released) -> dict[int, list[list[int]]]:
    """Return each statement's numbers in the groups, to be kept with those over everybody."""
    cells = np.stack([shown.groups.disagree, shown.groups.passed, shown.groups.agree], axis=-1)
    return {int(place): cells[:, place].tolist() for place in np.flatnonzero(shown.whole.seen)}


def released(
    door: Disclosure, found: Cast, result: Opinion, about: opinion.Conversation, kept: KeptBoth
) -> Released:
    """Return the counts, and what the map shows, as they may leave."""
    votes, labels, groups = found.live.votes, result.grouping.labels, result.grouping.groups
    grid = door.squares(result.places, labels)
    shown, sizes = door.counts(votes, labels, groups, kept), door.sizes(labels, groups)
    took_part = cast_on(votes, ~about.left_out, as_polis=False) > 0
    people = sum(sizes) + door.in_none(took_part, labels)
    between = door.about(grouping.between(result.places, result.grouping))
    return Released(
        people=people if door.most is None else min(people, door.most),
        votes=int(shown.votes[~about.left_out].sum()),
        whole=shown.counts,
        groups=shown.groups,
        sizes=sizes,
        between=min(between, sum(sizes)),
        grid=grid,
        centres=np.clip(result.grouping.centres / grid.reach, -1, 1),
        statement_places=np.clip(result.statement_places / grid.reach, -1, 1),
        alike=door.alike(votes),
    )
