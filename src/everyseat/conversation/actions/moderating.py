"""Deciding about statements: publish, reject, take out, publish after all, reword or split.

Several organisers decide at once. Each says in which state they saw a statement. What somebody else
has decided meanwhile is left as it is, and said.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from everyseat.conversation.actions import editions, seeding
from everyseat.conversation.models import Conversation, Statement, Step
from everyseat.conversation.models.statement import LONGEST_NOTE
from everyseat.giving.letters import must_fit
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import changing
from everyseat.organisations.models import Person

DECIDED = (Statement.State.PUBLISHED, Statement.State.REJECTED)
SEEN = (Statement.State.WAITING, *DECIDED, Statement.State.REPLACED)


@dataclass(frozen=True)
class Decision:
    """What an organiser decides: `state`, and of a rejection why, with a note to the writer."""

    state: str
    by: Person
    on: date
    reason: str = ""
    note: str = ""


@dataclass(frozen=True)
class Outcome:
    """Which steps decided about statements, and which ones somebody else had decided meanwhile."""

    steps: list[int]
    meanwhile: list[Statement]


def decide(
    *, conversation: Conversation, numbers: Collection[int], seen: str, decision: Decision
) -> Outcome:
    """Decide about the statements that are still as they were `seen`; the others stay.

    Once a conversation has closed, only what people have answered is published again.
    """
    if seen not in SEEN:
        raise Invalid("act", _("Choose what to do with the statements."))
    if not numbers:
        raise Invalid("statement", _("Choose at least one statement first."))
    _must_be_whole(conversation, decision)
    with changing(conversation):
        chosen = conversation.statements.filter(number__in=numbers)
        is_published = decision.state == Statement.State.PUBLISHED
        if conversation.is_closed and is_published and chosen.filter(answers=0).exists():
            raise NotNow(_("This conversation has closed. It takes no more statements."))
        meanwhile = list(chosen.exclude(state=seen).select_related("moderated_by"))
        decided = list(chosen.filter(state=seen))
        chosen.filter(state=seen).update(**_fields(decision))
        steps = _log(decided, decision)
        conversation.statements_changed += 1
        if is_published:
            editions.take_in(conversation)
        else:
            editions.leave_out(conversation, [one.number for one in decided])
    return Outcome(steps, meanwhile)


def may_publish(statement: Statement) -> bool:
    """Return whether a statement is not published and may be: after closing if people answered."""
    is_asked = not statement.conversation.is_closed or statement.answers > 0
    return is_asked and not statement.is_published


def _must_be_whole(conversation: Conversation, decision: Decision) -> None:
    if decision.state not in DECIDED:
        raise Invalid("act", _("Choose what to do with the statements."))
    if decision.state == Statement.State.REJECTED and decision.reason not in conversation.reasons:
        raise Invalid("reason", _("Choose a reason. The person who wrote it reads it."))
    must_fit(decision.note, LONGEST_NOTE, "note")


def _fields(decision: Decision) -> dict[str, object]:
    is_rejected = decision.state == Statement.State.REJECTED
    return {
        "state": decision.state,
        "reason": decision.reason if is_rejected else "",
        "note": decision.note,
        "moderated_by": decision.by,
        "moderated_on": decision.on,
    }


def _log(statements: Collection[Statement], decision: Decision) -> list[int]:
    """Add a step for each statement, so that an earlier decision is not lost with a later one."""
    step = {
        "state": decision.state,
        "reason": decision.reason if decision.state == Statement.State.REJECTED else "",
        "note": decision.note,
        "by": decision.by,
        "on": decision.on,
    }
    made = Step.objects.bulk_create(Step(statement=one, **step) for one in statements)
    return [one.pk for one in made]


def reword(
    *, statement: Statement, texts: Sequence[str], note: str, seen: str, by: Person, today: date
) -> list[Statement]:
    """Put other words in a statement's place, or several statements; the old one is not asked.

    The new ones say that the organiser reworded them. Answers stay with the words that they were
    given to. NotNow if somebody has decided about the statement since it was `seen`.
    """
    conversation = statement.conversation
    must_fit(note, LONGEST_NOTE, "note")
    with changing(conversation), changing(statement):
        if conversation.is_closed:
            raise NotNow(_("This conversation has closed. It takes no more statements."))
        if statement.state != seen or seen == Statement.State.REPLACED:
            raise NotNow(_("Somebody has already decided about this statement."))
        seeding.must_be_new(conversation, texts, instead_of=statement)
        conversation.statements_changed += 1
        editions.leave_out(conversation, [statement.number])
        statement.state, statement.note = Statement.State.REPLACED, note
        statement.reason = ""
        statement.moderated_by, statement.moderated_on = by, today
        first = seeding.next_number(conversation)
        made = Statement.objects.bulk_create(
            Statement(
                conversation=conversation,
                number=number,
                text=text,
                origin=Statement.Origin.ORGANISER,
                state=Statement.State.PUBLISHED,
                made_from=statement,
                moderated_by=by,
                moderated_on=today,
            )
            for number, text in enumerate(texts, first)
        )
        _log([statement], Decision(Statement.State.REPLACED, by, today, note=note))
        _log(made, Decision(Statement.State.PUBLISHED, by, today))
    return made


def set_meta(*, statement: Statement, is_meta: bool) -> None:
    """Say whether a statement is about the conversation itself, and not about its question."""
    conversation = statement.conversation
    with changing(conversation), changing(statement):
        statement.is_meta = is_meta
        if is_meta:
            editions.leave_out(conversation, [statement.number])
        else:
            editions.take_in(conversation)
