"""How the audit log says what is done in live sessions. None is named: it says what was asked."""

from django.utils.translation import gettext_lazy as _

from everyseat.organisations.audited import Deed

TEXTS = {
    "room_new": _("%(who)s prepared a live session."),
    "room": _("%(who)s asked for the page of a live session."),
    "room_preview": _("%(who)s asked for the preview of a live session."),
    "question_new": _("%(who)s added a question to a live session."),
    "room_edit": _("%(who)s corrected a live session."),
    "room_delete": _("%(who)s deleted a live session."),
    "room_undo": _("%(who)s undid a change to a live session."),
    "room_act": _("%(who)s opened, closed or moved a question in a live session."),
    "room_present": _("%(who)s changed what the screen of a live session shows."),
    "room_timer": _("%(who)s changed the timer of a question in a live session."),
    "room_remove": _("%(who)s removed words or a question in a live session."),
    "room_end": _("%(who)s ended a live session."),
    "room_hand_over": _("%(who)s handed a live session over."),
    "room_running": _("%(who)s asked who runs a live session."),
    "room_share": _("%(who)s asked somebody to run a live session together."),
    "room_unshare": _("%(who)s ended running a live session together."),
    "room_again": _("%(who)s prepared a live session again."),
    "room_invite": _("%(who)s invited people to a live session."),
    "room_remind": _("%(who)s reminded everybody who was invited to a live session."),
    "room_waiting": _("%(who)s asked what waits in a live session."),
    "room_csv": _("%(who)s asked for the answers of a live session as a table."),
    "room_pdf": _("%(who)s asked for the summary of a live session."),
    "question_edit": _("%(who)s corrected a question in a live session."),
    "set_name": _("%(who)s named questions of a live session that are asked together."),
    "results": _("%(who)s asked for the results of a live session."),
    "screen": _("%(who)s asked for the screen of a live session."),
    "live": _("%(who)s asked for the page of live sessions."),
    "brief_new": _("%(who)s prepared a team brief."),
    "brief": _("%(who)s changed a team brief."),
    "brief_edit": _("%(who)s corrected a team brief."),
    "brief_send": _("%(who)s sent a team brief."),
    "brief_reply": _("%(who)s answered what teams had asked."),
}
DEEDS = {name: Deed(text, "live") for name, text in TEXTS.items()}
