"""Undoing a decision about waiting statements: they wait again, unless something happened since."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from everyseat.conversation.actions import editions
from everyseat.conversation.models import Conversation, Statement, Step
from everyseat.giving.refusals import NotNow
from everyseat.giving.states import changing
from everyseat.organisations.models import Person


@dataclass(frozen=True)
class Undone:
    """How many statements wait again, and which stay: `decided` about or `answered` since.

    `gone` were deleted by those who wrote them.
    """

    waiting: int
    decided: list[Statement]
    answered: list[Statement]
    gone: int


def undo(*, conversation: Conversation, steps: Collection[int], by: Person, on: date) -> Undone:
    """Let statements wait again about which somebody decided by these steps.

    What has been decided about or answered since stays. NotNow if all of it stays.
    """
    with changing(conversation):
        own = Step.objects.filter(
            pk__in=steps, by=by, statement__conversation=conversation, language=""
        )
        made = list(own.select_related("statement__moderated_by"))
        last = _last([step.statement_id for step in made])
        decided = [step.statement for step in made if last[step.statement_id] != step.pk]
        left = [step.statement for step in made if last[step.statement_id] == step.pk]
        answered = [one for one in left if one.answers]
        again = [one for one in left if not one.answers]
        if not again:
            raise NotNow(_nothing_to_undo(len(decided), len(answered)))
        _put_back(conversation, again, by, on)
    return Undone(len(again), decided, answered, len(set(steps)) - len(made))


def _last(statements: Collection[int]) -> dict[int, int]:
    """Return the last decision about each statement."""
    decided = Step.objects.filter(statement__in=statements, language="")
    rows = decided.order_by().values("statement")
    return dict(rows.annotate(last=Max("pk")).values_list("statement", "last"))


def _put_back(
    conversation: Conversation, statements: Collection[Statement], by: Person, on: date
) -> None:
    Statement.objects.filter(pk__in=[one.pk for one in statements]).update(
        state=Statement.State.WAITING, reason="", note="", moderated_by=None, moderated_on=None
    )
    Step.objects.bulk_create(
        Step(statement=one, state=Step.UNDONE, by=by, on=on) for one in statements
    )
    conversation.statements_changed += 1
    editions.leave_out(conversation, [one.number for one in statements])


def _nothing_to_undo(decided: int, answered: int) -> str:
    if answered and not decided:
        return _("This can’t be undone any more: people have answered. You can take them out.")
    if decided:
        return _("This can’t be undone any more: somebody has decided about them since.")
    return _("This can’t be undone any more: these statements have been deleted.")
