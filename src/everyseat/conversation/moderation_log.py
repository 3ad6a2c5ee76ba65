"""The moderation log of a conversation as rows: each statement, and what was decided about it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from everyseat.conversation.models import Conversation, Statement


def rows(conversation: Conversation) -> Iterator[tuple[object, ...]]:
    """Yield a heading, and a row per statement. Nothing says who wrote one."""
    yield (
        *(_("number"), _("statement"), _("from"), _("state"), _("reason"), _("note")),
        *(_("decided by"), _("decided on"), _("reworded from"), _("people who answered")),
    )
    for one in conversation.statements.select_related("moderated_by", "made_from"):
        yield _row(one)


def _row(one: Statement) -> tuple[object, ...]:
    return (
        one.number,
        one.text,
        one.label,
        one.get_state_display(),
        one.reason,
        one.note,
        one.moderated_by.name if one.moderated_by else "",
        one.moderated_on.isoformat() if one.moderated_on else "",
        one.made_from.number if one.made_from else "",
        one.answers,
    )
