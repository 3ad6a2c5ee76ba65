"""How the audit log says what is done in conversations. No statement is quoted."""

from django.utils.translation import gettext_lazy as _

from everyseat.organisations.audited import Deed

TEXTS = {
    "conversations": _("%(who)s asked for the list of big conversations."),
    "conversation_new": _("%(who)s prepared a big conversation."),
    "conversation": _("%(who)s asked for the page of a big conversation."),
    "conversation_edit": _("%(who)s corrected a big conversation."),
    "conversation_seeds": _("%(who)s added statements to a big conversation."),
    "conversation_statements": _("%(who)s asked for the statements of a big conversation."),
    "conversation_statement": _("%(who)s corrected or removed a statement."),
    "conversation_translate": _("%(who)s translated a statement."),
    "conversation_wording": _("%(who)s translated the question of a big conversation."),
    "conversation_translations": _("%(who)s sent translations of statements from a table."),
    "conversation_translations_file": _(
        "%(who)s downloaded the statements of a big conversation, to translate them."
    ),
    "conversation_queue": _("%(who)s asked for the waiting statements of a big conversation."),
    "conversation_decide": _("%(who)s decided about statements of a big conversation."),
    "conversation_undo": _("%(who)s undid a decision about statements of a big conversation."),
    "conversation_reword": _("%(who)s reworded a statement of a big conversation."),
    "conversation_log": _("%(who)s downloaded the moderation log of a big conversation."),
    "conversation_open": _("%(who)s opened a big conversation."),
    "conversation_close": _("%(who)s closed a big conversation."),
    "conversation_delete": _("%(who)s deleted a big conversation."),
    "conversation_heard_edit": _("%(who)s wrote what was heard in a big conversation."),
    "conversation_point_new": _("%(who)s added a point to what was heard in a big conversation."),
    "conversation_point": _("%(who)s corrected a point of what was heard in a big conversation."),
    "conversation_point_delete": _(
        "%(who)s removed a point from what was heard in a big conversation."
    ),
    "conversation_heard_preview": _("%(who)s looked at what was heard in a big conversation."),
    "conversation_heard_publish": _("%(who)s published what was heard in a big conversation."),
    "conversation_follow_up": _("%(who)s gave an update on a promise in a big conversation."),
    "conversation_invited": _("%(who)s asked for or changed the list of people invited."),
    "conversation_remind": _("%(who)s reminded everyone invited to a big conversation."),
    "conversation_import": _("%(who)s sent an export of a big conversation, to check it."),
    "conversation_arrival": _("%(who)s imported a big conversation."),
    "conversation_export": _("%(who)s asked what can be exported from a big conversation."),
    "conversation_rows": _(
        "%(who)s wrote what each person answered in a big conversation to files."
    ),
    "conversation_export_file": _("%(who)s exported the statements of a big conversation."),
    "conversation_share": _("%(who)s asked how to share a big conversation."),
}
DEEDS = {name: Deed(text, "conversations") for name, text in TEXTS.items()}
