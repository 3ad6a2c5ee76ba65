"""A conversation that was held elsewhere moves in, closed, with everything that was answered.

It moves in parts, each a transaction of its own, so that nobody's answer elsewhere waits for a
million rows. Nobody sees it until its last part is there. Whatever stops, the next worker goes on.
"""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.conversation import cards, policy, zipped
from everyseat.conversation.models import (
    Arrival,
    Conversation,
    Imported,
    Participant,
    Statement,
    Vote,
)
from everyseat.conversation.models.conversation import LONGEST_DESCRIPTION, LONGEST_QUESTION
from everyseat.conversation.models.statement import LONGEST_IMPORTED
from everyseat.conversation.queries import arrivals
from everyseat.files import polis_sent
from everyseat.files.polis import Comment, Export
from everyseat.files.problems import FileError
from everyseat.files.votes import VotesFile
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import changing
from everyseat.organisations.models import Organisation, Person
from everyseat.safety import thresholds
from everyseat.science.opinion.votes import Integers, newest

AT_ONCE = 5_000
MODERATED = {
    -1: Statement.State.REJECTED,
    0: Statement.State.WAITING,
    1: Statement.State.PUBLISHED,
}
MOST_STATEMENTS = 20_000
"""Statements that a conversation may bring."""
AT_A_TIME = 20_000
"""Answers in one transaction."""
SILENT = timedelta(minutes=2)
"""After so long without a part, another worker goes on."""


def receive(
    *, export: Export, files: bytes, organisation: Organisation, by: Person | None, today: date
) -> Arrival:
    """Keep an export that was read, until somebody confirms it. Invalid if it can't be kept.

    `files` is the zip file that holds it. What the same person sent before, and did not confirm, is
    deleted.
    """
    _check(export)
    Arrival.objects.filter(by=by, state=Arrival.State.CHECKED).delete()
    return Arrival.objects.create(
        organisation=organisation,
        by=by,
        sent_on=today,
        files=files,
        question=export.topic,
        people=len(export.votes.people),
        statements=len(export.comments),
        published=sum(one.moderated == 1 for one in export.comments),
        answers=len(_last(export)),
    )


def confirm(*, arrival: Arrival) -> None:
    """Let an export move in."""
    with changing(
        arrival, must_be=Arrival.State.CHECKED, otherwise=_("This is being imported already.")
    ):
        arrival.state = Arrival.State.MOVING


def take_in(
    *,
    export: Export,
    organisation: Organisation,
    organiser: Person | None,
    today: date,
) -> Conversation:
    """Keep an export as a closed conversation, at once. Whatever stops it, a worker goes on.

    Its participants have no card here, so that nobody can answer in their place. Its answers are
    erased as those of any conversation that closes today.
    """
    packed = zipped.packed(export.files)
    arrival = receive(
        export=export, files=packed, organisation=organisation, by=organiser, today=today
    )
    arrival = arrivals.without_files().get(pk=arrival.pk)
    confirm(arrival=arrival)
    _Moving(arrival, export).to_the_end()
    made = arrival.conversation
    if made is None:
        raise NotNow(_("This is no longer here: it has been deleted."))
    made.refresh_from_db()
    return made


def move_in() -> None:
    """Go on with every export that somebody confirmed and that no worker is at."""
    waiting = arrivals.without_files().filter(state=Arrival.State.MOVING)
    for arrival in waiting.exclude(touched_at__gt=timezone.now() - SILENT):
        try:
            export = polis_sent.read(_files(arrival), "ZIP")
            _Moving(arrival, export).to_the_end()
        except FileError:  # it was read before: this machine is short of memory, or was changed
            _fail(arrival)


@transaction.atomic
def _fail(arrival: Arrival) -> None:
    """Delete what has moved in of an export that can't be read any more."""
    half = None
    with changing(arrival):
        if arrival.is_moving:
            half, arrival.conversation = arrival.conversation, None
            arrival.state = Arrival.State.FAILED
            Arrival.objects.filter(pk=arrival.pk).update(files=b"")
    if half:
        half.delete()


def delete_old(today: date) -> None:
    """Delete what somebody sent before today and did not confirm, and what is over."""
    old = Arrival.objects.filter(sent_on__lt=today)
    old.exclude(state=Arrival.State.MOVING).delete()


@dataclass
class _Moving:
    """An export, and the row that says how far it has moved in."""

    arrival: Arrival
    export: Export

    def to_the_end(self) -> None:
        """Move in part by part, unless another worker has moved one meanwhile."""
        last = _last(self.export)
        people: list[int] = []
        statements: dict[int, int] = {}
        while True:
            seen = self.arrival.done
            if self.arrival.conversation and not statements:
                people, statements = self._keys()
            with changing(self.arrival):
                if not self.arrival.is_moving or self.arrival.done != seen:
                    return
                if self.arrival.conversation is None:
                    self.arrival.conversation = self._begun()
                elif seen < len(last):
                    part = last[seen : seen + AT_A_TIME]
                    self._votes(part, seen, people, statements)
                    self.arrival.done = seen + len(part)
                else:
                    self._finish(last, statements)
                self.arrival.touched_at = timezone.now()

    def _begun(self) -> Conversation:
        arrival = self.arrival
        made = Conversation.objects.create(
            organisation=arrival.organisation,
            organiser=arrival.by,
            question=self.export.topic or _("An imported conversation"),
            description=self.export.description,
            language="",
            state=Conversation.State.CLOSED,
            opened_on=arrival.sent_on,
            closes_on=arrival.sent_on,
            closed_on=arrival.sent_on,
            threshold=thresholds.RATINGS,
            policy=policy.text(),
            reasons=policy.reasons(),
        )
        people = _people(made, self.export.votes, arrival.sent_on)
        _statements(made, self.export, people, arrival.sent_on)
        return made

    def _keys(self) -> tuple[list[int], dict[int, int]]:
        """Return the keys of people in the order of the file, and of statements by number."""
        made = self.arrival.conversation
        people = Participant.objects.filter(conversation=made).order_by("pk")
        statements = Statement.objects.filter(conversation=made).values_list("number", "pk")
        return list(people.values_list("pk", flat=True)), dict(statements)

    def _votes(
        self, part: Integers, before: int, people: list[int], statements: dict[int, int]
    ) -> None:
        cast = self.export.votes
        of = [statements[int(name)] for name in cast.statements]
        Vote.objects.bulk_create(
            (
                Vote(
                    conversation=self.arrival.conversation,
                    participant_id=people[cast.person[place]],
                    statement_id=of[cast.statement[place]],
                    value=int(cast.vote[place]),
                    sequence=sequence,
                )
                for sequence, place in enumerate(part.tolist(), before + 1)
            ),
            batch_size=AT_ONCE,
        )

    def _finish(self, last: Integers, statements: dict[int, int]) -> None:
        """Let everybody see it: from here on it is like any other closed conversation."""
        made, cast = self.arrival.conversation, self.export.votes
        if made is None:
            return
        answers = np.bincount(cast.statement[last], minlength=len(cast.statements)).tolist()
        Statement.objects.bulk_update(
            [
                Statement(pk=statements[int(name)], answers=n)
                for name, n in zip(cast.statements, answers, strict=True)
            ],
            ["answers"],
            batch_size=500,
        )
        with changing(made):
            made.last_sequence = len(last)
        files = _files(self.arrival)
        if not self.export.files:  # as somebody sent it: keep what is an export's alone
            files = zipped.packed(polis_sent.unpacked(files, "ZIP"))
        Imported.objects.create(conversation=made, files=files, sequence=len(last))
        Arrival.objects.filter(pk=self.arrival.pk).update(files=b"")
        self.arrival.state = Arrival.State.DONE


def _files(arrival: Arrival) -> bytes:
    (files,) = Arrival.objects.filter(pk=arrival.pk).values_list("files", flat=True)
    return bytes(files)


def _last(export: Export) -> Integers:
    """Return the places of everybody's last vote on each statement, in order of time."""
    cast = export.votes
    return np.sort(newest(cast.person * len(cast.statements) + cast.statement))


def _check(export: Export) -> None:
    """Refuse what is longer than anything here may be: nothing is cut."""
    longest = {
        _("The question"): (len(export.topic), LONGEST_QUESTION),
        _("The description"): (len(export.description), LONGEST_DESCRIPTION),
        _("A statement"): (max(len(one.text) for one in export.comments), LONGEST_IMPORTED),
    }
    if len(export.comments) > MOST_STATEMENTS:
        text = _("A conversation holds at most %(n)s statements.")
        raise Invalid("", text % {"n": MOST_STATEMENTS})
    for what, (letters, most) in longest.items():
        if letters > most:
            text = _("%(what)s has %(letters)s letters. At most %(most)s can be kept.")
            raise Invalid("", text % {"what": what, "letters": letters, "most": most})


def _people(made: Conversation, cast: VotesFile, today: date) -> list[Participant]:
    """Return a participant for each name of the file; nobody holds their cards."""
    return Participant.objects.bulk_create(
        (
            Participant(conversation=made, card=cards.hashed(secrets.token_hex()), began_on=today)
            for _name in cast.people
        ),
        batch_size=AT_ONCE,
    )


def _statements(made: Conversation, export: Export, people: list[Participant], today: date) -> None:
    """Keep the statements. Polis counts from 0, as this does of an import alone."""
    writers = dict(zip(export.votes.people, people, strict=True))
    Statement.objects.bulk_create(
        (_statement(made, one, writers.get(one.author), today) for one in export.comments),
        batch_size=AT_ONCE,
    )


def _statement(
    made: Conversation, one: Comment, writer: Participant | None, today: date
) -> Statement:
    state = MODERATED[one.moderated]
    return Statement(
        conversation=made,
        number=one.number,
        text=one.text,
        origin="participant" if one.author else "organiser",
        written_by=writer,
        state=state,
        is_meta=one.is_meta,
        reason=_("Rejected where it was held.") if state == Statement.State.REJECTED else "",
        moderated_on=None if state == Statement.State.WAITING else today,
    )
