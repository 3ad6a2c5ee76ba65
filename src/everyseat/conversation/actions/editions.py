"""Making the newest edition of what a conversation has found, once enough people have answered."""

from collections.abc import Iterable, Sequence

import numpy as np
from django.db import transaction
from django.utils import timezone

from everyseat.conversation import side_by_side
from everyseat.conversation.models import Conversation, Edition, Participant, Snapshot, Statement
from everyseat.conversation.queries import audiences, cast, releasing
from everyseat.conversation.queries import editions as queries
from everyseat.conversation.queries.cast import Cast
from everyseat.conversation.released import Released
from everyseat.conversation.report import build, figures
from everyseat.conversation.report.without import without
from everyseat.giving.states import changing, lock
from everyseat.safety import cell_keys
from everyseat.science import opinion
from everyseat.science.opinion import Before, Opinion, stability
from everyseat.science.opinion.grouping import Steady
from everyseat.science.opinion.kmeans import Labels
from everyseat.science.opinion.projection import Flags
from everyseat.science.opinion.stability import Stability

SHARE = 100
"""A new edition waits for one in so many of those who have answered, and for k people at least."""


def make_due() -> None:
    """Make every edition that is due."""
    failed: Exception | None = None
    running = Conversation.objects.exclude(state=Conversation.State.DRAFT)
    for conversation in running.filter(erased_on=None, last_sequence__gt=0):
        try:
            make(conversation=conversation)
        except Exception as error:  # one that fails keeps no other from being made
            failed = error
    if failed:
        raise failed


def make(*, conversation: Conversation) -> bool:
    """Make the newest edition if it is due; return whether it was.

    It is due once k people have answered since the last one, and once more after closing. Two at
    once make the same.
    """
    before = queries.newest(conversation)
    if not _is_due(conversation, before):
        return False
    found = cast.of(conversation)
    about = opinion.Conversation.of(found.live.votes, left_out=_left_out(conversation, found))
    if about.left_out.all() or not len(found.live.votes.code):
        return False
    result = opinion.analyse(
        found.live.votes,
        about,
        smallest=conversation.k,
        tables=found.live.tables,
        before=_before(conversation, before, found),
    )
    steady = stability.of(found.live.votes, result, about, smallest=conversation.k)
    _keep(conversation, before, found, result, steady, about)
    return True


def leave_out(conversation: Conversation, numbers: Iterable[int]) -> None:
    """Take statements out of the newest edition, at once, and note that it has to be made again.

    Call it in the transaction that decides about them.
    """
    edition = queries.newest(conversation)
    if edition:
        with changing(edition):
            names = {str(number) for number in numbers}
            edition.content, edition.is_stale = without(edition.content, names), True


def take_in(conversation: Conversation) -> None:
    """Note that the newest edition has to be made again: a statement is asked about once more."""
    Edition.objects.filter(conversation=conversation).update(is_stale=True)


def _is_due(conversation: Conversation, before: Edition | None) -> bool:
    since = before.sequence if before else 0
    if conversation.is_closed and before:
        now = (conversation.last_sequence, conversation.removals)
        return before.is_stale or now != (since, before.removals)
    needed = max(conversation.k, before.content["people"] // SHARE if before else 0)
    if conversation.last_sequence - since < needed:
        return False  # not even if each came from somebody else
    new = conversation.votes.filter(sequence__gt=since)
    return new.values("participant").distinct().count() >= needed


def _left_out(conversation: Conversation, found: Cast) -> Flags:
    """Return which statements nothing is said of: those not published, or about something else."""
    asked = conversation.statements.filter(state=Statement.State.PUBLISHED, is_meta=False)
    return ~np.isin(found.statements, list(asked.values_list("pk", flat=True)))


def _before(conversation: Conversation, before: Edition | None, found: Cast) -> Before | None:
    if before is None:
        return None
    grouped = conversation.participants.filter(group__isnull=False).values_list("pk", "group")
    cards, groups = np.array(list(grouped), dtype=np.int64).reshape(-1, 2).T
    known, labels = np.isin(cards, found.people), np.full(len(found.people), -1)
    labels[np.searchsorted(found.people, cards[known])] = groups[known]
    return Before(labels, Steady(before.groups, before.candidate, before.times))


def _keep(
    conversation: Conversation,
    before: Edition | None,
    found: Cast,
    result: Opinion,
    steady: Stability,
    about: opinion.Conversation,
) -> None:
    pending = releasing.pending(conversation, before, found)
    invited = audiences.invited(conversation, before)
    door = releasing.door(conversation, found, invited)
    shown = releasing.released(door, found, result, about, releasing.kept(before, pending))
    beside = side_by_side.of(conversation, before, found, door, about.left_out, invited)
    made_of = figures.Figures(
        people=shown.people,
        votes=shown.votes,
        grouped=sum(shown.sizes),
        between=shown.between,
        whole=shown.whole,
        groups=shown.groups,
        sizes=shown.sizes,
        left_out=about.left_out,
        off=max(cell_keys.STEPS),
        sums=result.grouping.groups + 1,
        centres=shown.centres,
        squares=shown.grid.squares,
        across=shown.grid.across,
        statement_places=shown.statement_places,
        explained=result.explained_variance,
        silhouette=result.grouping.silhouette,
        steady=steady,
        audiences=beside.shown,
    )
    statements = _statements(conversation, found)
    content = build.build(made_of, statements)
    by_audience: dict[str, object] = {str(number): of for number, of in beside.noted.items()}
    by_audience[audiences.INVITED] = invited
    values = {
        "number": before.number + 1 if before else 1,
        "made_on": timezone.localdate(),
        "sequence": found.sequence,
        "removals": found.removals,
        "groups": result.shown.shown,
        "candidate": result.shown.candidate,
        "times": result.shown.times,
        "content": content,
        "is_stale": False,
        "released": pending.noted(shown.whole),
        "by_group": releasing.noted_by_group(shown),
        "audiences": by_audience,
        "alike": shown.alike,
        "routing": _routing(statements, shown, result),
    }
    with transaction.atomic():
        lock(conversation)  # so that nobody decides about a statement meanwhile
        late = _left_out(conversation, found) & ~about.left_out
        if late.any():
            names = {statements[place].name for place in np.flatnonzero(late)}
            values |= {"content": without(content, names), "is_stale": True}
        Edition.objects.update_or_create(conversation=conversation, defaults=values)
        _pack(conversation, found)
        _place(conversation, found, result.grouping.labels)


def _pack(conversation: Conversation, found: Cast) -> None:
    """Keep a snapshot of a large conversation, unless something was deleted meanwhile.

    Call it under the conversation's lock.
    """
    Snapshot.objects.filter(conversation=conversation).delete()
    snapshot = cast.packed(conversation, found)
    if snapshot and conversation.removals == found.removals:
        Snapshot.objects.bulk_create([snapshot])


def _statements(conversation: Conversation, found: Cast) -> list[figures.Statement]:
    """Return the statements that votes were read of: others may have come or gone since.

    Of one that is gone no name is a number: it is left out before anybody reads it.
    """
    known = conversation.statements.in_bulk(found.statements.tolist())
    return [
        figures.Statement(str(one.number), one.text, one.source)
        if (one := known.get(pk))
        else figures.Statement(f"gone {pk}", "")
        for pk in found.statements.tolist()
    ]


def _routing(
    statements: Sequence[figures.Statement], shown: Released, result: Opinion
) -> dict[str, list[object]]:
    """Return for each statement how far out it stands, and its numbers in each group."""
    extremity = np.hypot(*result.statement_places.T).round(2)
    return {
        statement.name: [
            float(extremity[place]),
            *(
                [int(n[place]) for n in (group.agree, group.disagree, group.seen)]
                for group in shown.groups.each()
            ),
        ]
        for place, statement in enumerate(statements)
    }


def _place(conversation: Conversation, found: Cast, labels: Labels) -> None:
    """Note in which group each card is: only its holder reads it."""
    for group in range(-1, int(labels.max(initial=-1)) + 1):
        inside = set(found.people[labels == group].tolist())
        value = None if group < 0 else group
        now = set(conversation.participants.filter(group=value).values_list("pk", flat=True))
        moved = sorted(inside - now)
        for low in range(0, len(moved), 500):
            Participant.objects.filter(pk__in=moved[low : low + 500]).update(group=value)
