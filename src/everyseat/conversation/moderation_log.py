"""The moderation log of a conversation as rows: each statement, and every decision about it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from everyseat.conversation.models import Conversation, Statement, Step


def rows(conversation: Conversation) -> Iterator[tuple[object, ...]]:
    """Yield a heading, and a row per decision, in order; of statements without one, a row, too.

    Nothing says who wrote a statement.
    """
    yield (
        *(_("number"), _("statement"), _("from"), _("state"), _("reason"), _("note")),
        *(_("decided by"), _("decided on"), _("reworded from"), _("people who answered, at least")),
    )
    statements = conversation.statements.select_related("made_from")
    for one in statements.prefetch_related("steps__by"):
        for step in steps(one) or [Step(state=one.state)]:
            yield _row(one, step)


def steps(one: Statement) -> list[Step]:
    """Return every decision about a statement, in order.

    What was imported was decided elsewhere: of that there is the last decision alone.
    """
    known = list(one.steps.all())
    if known or one.moderated_on is None:
        return known
    return [Step(state=one.state, reason=one.reason, note=one.note, on=one.moderated_on)]


def _row(one: Statement, step: Step) -> tuple[object, ...]:
    return (
        one.number,
        one.text,
        one.label,
        step.get_state_display(),
        step.reason,
        step.note,
        step.by.name if step.by else "",
        step.on.isoformat() if step.on else "",
        one.made_from.number if one.made_from else "",
        one.answered_by,
    )
