"""The moderation log of a conversation as rows: each statement, and all that was done about it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from everyseat.conversation.models import Conversation, Statement, Step
from everyseat.conversation.queries.translations import languages


def rows(conversation: Conversation) -> Iterator[tuple[object, ...]]:
    """Yield a heading, and rows: each decision and translation in order, else the statement alone.

    The state beside a translation is what the statement was then. One without a text was removed.
    Nothing says who wrote a statement.
    """
    yield (
        *(_("number"), _("statement"), _("from"), _("state"), _("reason"), _("note")),
        *(_("decided by"), _("decided on"), _("reworded from"), _("people who answered, at least")),
        *(_("language"), _("translation")),
    )
    statements = conversation.statements.select_related("made_from")
    for one in statements.prefetch_related("steps__by"):
        for step in steps(one) or [Step(state=one.state)]:
            yield _row(one, step)


def steps(one: Statement) -> list[Step]:
    """Return every decision about a statement, and every translation, in order.

    What was imported was decided elsewhere: of that there is the last decision alone, and nobody
    here knows when it was or whose.
    """
    known = list(one.steps.all())
    if one.moderated_on is None or any(not step.language for step in known):
        return known
    elsewhere = Step(state=one.state, reason=one.reason, note=one.note)
    if not one.conversation.is_imported:
        elsewhere.on = one.moderated_on
    return [elsewhere, *known]


def said(step: Step) -> str:
    """Return what somebody did."""
    if not step.language:
        return str(step.label)
    named = {"language": languages().get(step.language, step.language)}
    if step.text:
        return _("Translated into %(language)s") % named
    return _("Translation into %(language)s removed") % named


def where(one: Statement, step: Step) -> str:
    """Return where a decision was made that was not made here; "" for any other."""
    if step.on or one.moderated_on is None or not one.conversation.is_imported:
        return ""
    return _("where the conversation was held")


def _row(one: Statement, step: Step) -> tuple[object, ...]:
    return (
        one.number,
        one.text,
        one.label,
        step.label,
        step.reason,
        step.note,
        step.by.name if step.by else where(one, step),
        step.on.isoformat() if step.on else "",
        one.made_from.number if one.made_from else "",
        one.answered_by,
        step.language,
        step.text,
    )
