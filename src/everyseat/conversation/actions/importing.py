"""A conversation that was held elsewhere moves in, closed, with everything that was answered."""

import secrets
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

import numpy as np
from django.db import transaction
from django.utils.translation import gettext as _

from everyseat.conversation import cards, policy, zipped
from everyseat.conversation.models import Conversation, Imported, Participant, Statement, Vote
from everyseat.conversation.models.conversation import LONGEST_DESCRIPTION, LONGEST_QUESTION
from everyseat.conversation.models.statement import LONGEST_IMPORTED
from everyseat.files.polis import Comment, Export
from everyseat.files.votes import VotesFile
from everyseat.giving.refusals import Invalid
from everyseat.giving.states import changing
from everyseat.organisations.models import Organisation, Person
from everyseat.safety import thresholds
from everyseat.science.opinion.votes import newest

AT_ONCE = 5_000
MODERATED = {
    -1: Statement.State.REJECTED,
    0: Statement.State.WAITING,
    1: Statement.State.PUBLISHED,
}


@transaction.atomic
def take_in(
    *, export: Export, organisation: Organisation, organiser: Person | None, today: date
) -> Conversation:
    """Keep an export as a closed conversation: all of it or nothing.

    Its participants have no card here, so that nobody can answer in their place. Its answers are
    erased as those of any conversation that closes today.
    """
    _check(export)
    made = Conversation.objects.create(
        organisation=organisation,
        organiser=organiser,
        question=export.topic or _("An imported conversation"),
        description=export.description,
        state=Conversation.State.CLOSED,
        opened_on=today,
        closes_on=today,
        closed_on=today,
        threshold=thresholds.RATINGS,
        policy=policy.text(),
        reasons=policy.reasons(),
    )
    people = _people(made, export.votes, today)
    statements = _statements(made, export, people, today)
    with changing(made):
        made.last_sequence = _votes(made, export.votes, people, statements)
    Imported.objects.create(
        conversation=made, files=zipped.packed(export.files), sequence=made.last_sequence
    )
    return made


def _check(export: Export) -> None:
    """Refuse what is longer than anything here may be: nothing is cut."""
    longest = {
        _("The question"): (len(export.topic), LONGEST_QUESTION),
        _("The description"): (len(export.description), LONGEST_DESCRIPTION),
        _("A statement"): (max(len(one.text) for one in export.comments), LONGEST_IMPORTED),
    }
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


def _statements(
    made: Conversation, export: Export, people: list[Participant], today: date
) -> dict[int, Statement]:
    """Return the statements by number. Polis counts from 0, as this does of an import alone."""
    writers = dict(zip(export.votes.people, people, strict=True))
    kept = Statement.objects.bulk_create(
        (_statement(made, one, writers.get(one.author), today) for one in export.comments),
        batch_size=AT_ONCE,
    )
    return {statement.number: statement for statement in kept}


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


def _votes(
    made: Conversation,
    cast: VotesFile,
    people: list[Participant],
    statements: dict[int, Statement],
) -> int:
    """Keep everybody's last vote on each statement, in order of time; return how many there are."""
    last = np.sort(newest(cast.person * len(cast.statements) + cast.statement))
    of = [statements[int(name)] for name in cast.statements]
    rows = (
        Vote(
            conversation=made,
            participant=people[cast.person[place]],
            statement=of[cast.statement[place]],
            value=int(cast.vote[place]),
            sequence=sequence,
        )
        for sequence, place in enumerate(last.tolist(), 1)
    )
    for part in _parts(rows):
        Vote.objects.bulk_create(part)
    answers = np.bincount(cast.statement[last], minlength=len(of)).tolist()
    for statement, n in zip(of, answers, strict=True):
        statement.answers = n
    Statement.objects.bulk_update(of, ["answers"], batch_size=500)
    return len(last)


def _parts(rows: Iterable[Vote]) -> Iterator[list[Vote]]:
    rows = iter(rows)
    while part := list(islice(rows, AT_ONCE)):
        yield part
