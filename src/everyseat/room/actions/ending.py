"""Ending a room: counts are left, and no answer of anybody. Later the counts go too."""

import secrets
from datetime import date, timedelta

from django.db.models import Count

from everyseat.giving import drawing
from everyseat.giving.states import changing
from everyseat.organisations import months
from everyseat.room import kinds
from everyseat.room.actions import adding_up
from everyseat.room.models import Left, Question, Raised, Room, Vote
from everyseat.room.queries import tallies

LEFT_OPEN = timedelta(days=7)
"""After its day a room that nobody ended ends by itself."""


def end(*, room: Room, today: date) -> None:
    """End a room: what was answered becomes counts, and what led to a device is gone."""
    with changing(room):
        if room.ended_on or room.is_brief:
            return
        for question in room.questions.order_by("pk"):  # as answers lock them
            with changing(question):
                if question.state != Question.State.WAITING:  # what was never asked says so
                    question.state, question.until = Question.State.CLOSED, None
                _leave_counts(question, pooled=room.of_brief is not None)
        room.invited.all().delete()
        if room.is_by_invitation:
            drawing.forget(room)
        room.ended_on, room.private_key, room.digits = today, "", ""
        if room.of_brief:
            adding_up.add_up(room.of_brief)


def _leave_counts(question: Question, pooled: bool) -> None:
    tally, read = tallies.tally(question), []
    counts = dict(tally.counts)
    if question.kind == kinds.WORD:
        read = tallies.seen(question, tally)
        counts = dict(pair for group in read for pair in group.spellings)
    # of too few nothing may ever be shown, unless other teams' answers join them
    keeps = tally.is_enough or pooled
    left: Left = {"n": tally.n, "counts": counts if keeps else {}}
    # what the hall has read stays read, whoever joins the directory; what it has not is deleted
    question.allowed = sorted(set().union(*(group.keys for group in read))) if keeps else []
    question.merged = {
        own: into for own, into in question.merged.items() if {own, into} <= {*question.allowed}
    }
    question.hidden = []
    unseen = question.raised.filter(is_seen=False)
    if n := unseen.count():
        left["unseen"] = n
        unseen.delete()
    question.result = left
    question.answers.all().delete()
    for raised in question.raised.annotate(n=Count("votes")):
        Raised.objects.filter(pk=raised.pk).update(
            stood_behind=raised.n, device=secrets.token_hex(16)
        )
    Vote.objects.filter(raised__question=question).delete()


def keep_dates(today: date) -> None:
    """End the rooms that were left open, and delete those whose time is over.

    The rooms of a brief go with it, all at once: a sum that shrinks would tell what a team said.
    """
    everything = Room.objects.select_related("facilitator__organisation")
    for room in everything.filter(ended_on=None, brief=None, held_on__lt=today - LEFT_OPEN):
        end(room=room, today=today)
    for room in everything.exclude(ended_on=None, brief=None).filter(team=None):
        if today >= deleted_on(room):
            room.copies.exclude(team=None).delete()
            room.delete()


def deleted_on(room: Room) -> date:
    """Return when a room's counts are deleted: as long after its end as answers are kept."""
    found = room.of_brief.room if room.of_brief else room
    kept = found.facilitator.organisation.keep_answers
    return months.after(found.ended_on or found.held_on, kept)
