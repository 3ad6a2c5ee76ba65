"""Everybody's answers as the science takes them, kept in memory and followed as they come in."""

from dataclasses import dataclass
from threading import Lock
from zipfile import BadZipFile

import numpy as np
from django.db.models import QuerySet

from everyseat.conversation.models import Conversation, Snapshot, Vote
from everyseat.science.opinion import from_log
from everyseat.science.opinion.live import Live
from everyseat.science.opinion.votes import Integers

AT_ONCE = 3
"""Conversations kept in memory by one process."""
PACKED_FROM = 100_000
"""Answers from which on a snapshot is kept: fewer are read from their rows in a moment."""


@dataclass(frozen=True)
class Cast:
    """All answers of a conversation up to a sequence number.

    Rows are cards in the order in which they were made, with an answer or without; columns are
    statements in the order of their numbers. So whatever comes later comes after.

    Attributes
    ----------
    live : Live
        Votes and their tables.
    people, statements : array of int
        The primary keys of cards, and of statements.
    sequence, removals : int
        Up to which answer, and after how many removals, this holds.
    """

    live: Live
    people: Integers
    statements: Integers
    sequence: int
    removals: int


_kept: dict[object, Cast] = {}
_lock = Lock()


def of(conversation: Conversation) -> Cast:
    """Return all answers of a conversation: those known from before, and what has come since.

    After a removal everything is read anew: of what was deleted no row is left.
    """
    with _lock:
        known = _kept.pop(conversation.pk, None) or _unpacked(conversation)
        followed = _followed(conversation, known) if known else None
        found = followed or _read(conversation)
        _kept[conversation.pk] = found
        while len(_kept) > AT_ONCE:
            _kept.pop(next(iter(_kept)))
    return found


def packed(conversation: Conversation, found: Cast) -> Snapshot | None:
    """Return a snapshot of all answers, not saved; None where reading the rows is as quick."""
    if len(found.live.votes.code) < PACKED_FROM:
        return None
    return Snapshot(
        conversation=conversation,
        sequence=found.sequence,
        removals=found.removals,
        people=found.people.tobytes(),
        statements=found.statements.tobytes(),
        votes=found.live.packed(),
    )


def _unpacked(conversation: Conversation) -> Cast | None:
    """Return what a snapshot holds; None if there is none, or it can't be read."""
    snapshot = Snapshot.objects.filter(conversation=conversation).first()
    if snapshot is None:
        return None
    try:
        live = Live.unpacked(bytes(snapshot.votes))
    except (ValueError, OSError, KeyError, BadZipFile):
        return None
    people, statements = (
        np.frombuffer(bytes(keys), dtype=np.int64)
        for keys in (snapshot.people, snapshot.statements)
    )
    return Cast(live, people, statements, snapshot.sequence, snapshot.removals)


def forget(conversation: Conversation) -> None:
    """Drop what is kept in memory of a conversation."""
    with _lock:
        _kept.pop(conversation.pk, None)


def _read(conversation: Conversation) -> Cast:
    sequence, removals = conversation.last_sequence, conversation.removals
    people, statements = _people(conversation, after=0), _statements(conversation)
    cast = conversation.votes.filter(sequence__lte=sequence)
    person, statement, vote = _columns(cast, people, statements)
    votes = from_log(person, statement, vote, len(people), len(statements))
    return Cast(Live.of(votes), people, statements, sequence, removals)


def _followed(conversation: Conversation, known: Cast) -> Cast | None:
    """Return what is known with what has come since; None if anything of it was deleted."""
    if known.removals != conversation.removals:
        return None
    sequence = conversation.last_sequence
    last = int(known.people[-1]) if len(known.people) else 0
    people = np.concatenate([known.people, _people(conversation, after=last)])
    statements = _statements(conversation)
    if not np.array_equal(statements[: len(known.statements)], known.statements):
        return None
    new = conversation.votes.filter(sequence__gt=known.sequence, sequence__lte=sequence)
    person, statement, vote = _columns(new, people, statements)
    live = known.live.updated(person, statement, vote, len(people), len(statements))
    return Cast(live, people, statements, sequence, known.removals)


def _people(conversation: Conversation, after: int) -> Integers:
    cards = conversation.participants.filter(pk__gt=after).order_by("pk")
    return np.array(list(cards.values_list("pk", flat=True)), dtype=np.int64)


def _statements(conversation: Conversation) -> Integers:
    numbered = conversation.statements.order_by("number")
    return np.array(list(numbered.values_list("pk", flat=True)), dtype=np.int64)


def _columns(
    votes: QuerySet[Vote], people: Integers, statements: Integers
) -> tuple[Integers, Integers, Integers]:
    """Return whose, on what and how, as places in the two lists."""
    columns = votes.order_by("sequence").values_list("participant_id", "statement_id", "value")
    rows = np.array(list(columns), dtype=np.int64).reshape(-1, 3)
    order = np.argsort(statements)
    place = (
        order[np.searchsorted(statements, rows[:, 1], sorter=order)] if len(rows) else rows[:, 1]
    )
    return np.searchsorted(people, rows[:, 0]), place, rows[:, 2]
