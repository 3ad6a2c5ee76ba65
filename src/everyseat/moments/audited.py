"""How the audit log says what is done about moments, feedback and concerns.

No moment, feedback, draft or case is named: what somebody asked or wrote about, and whom, is not
for whoever reads the log.
"""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from everyseat.moments.routes import ROUTES
from everyseat.organisations.audited import Deed, Subject, Words, key


def _said_of_routes(abouts: Collection[str]) -> dict[str, Words]:
    return {a: _words(ROUTES[key(a)].name, a) for a in abouts if key(a) in ROUTES}


def _words(name: object, about: str) -> Words:
    """Return a route's name and, behind the verdict in brackets, the reason for opening it."""
    return {"whom": str(name), "reason": about.partition("): ")[2]}


ROUTE = Subject(_said_of_routes)

FEEDBACK = {
    "moment_new": _("%(who)s asked people how a meeting felt."),
    "moment": _("%(who)s closed a moment, or wrote to those who were there."),
    "moment_edit": _("%(who)s corrected a moment."),
    "moment_cancel": _("%(who)s cancelled a moment."),
    "moment_close": _("%(who)s closed a moment."),
    "moment_reply": _("%(who)s replied to people who said how a meeting felt."),
    "moment_decide": _("%(who)s decided whether waiting words are shown."),
    "moments": _("%(who)s asked for the list of moments."),
    "feedback": _("%(who)s answered feedback that they had received."),
    "feedback_received": _("%(who)s asked for the feedback that they had received."),
    "feedback_abuse": _("%(who)s reported feedback as abuse."),
    "feedback_agree": _("%(who)s agreed to a talk of ten minutes, or did not."),
    "drafts": _("%(who)s asked for the answers to comment on as a coach."),
    "draft": _("%(who)s read somebody's draft answer as a coach."),
}
SPEAKING_UP = {
    "guardian": _("%(who)s asked for the guardians' desk."),
    "guardian_list": _("%(who)s asked for the list of concerns."),
    "guardian_messages": _("%(who)s opened their desk, which reads the concerns it can open."),
    "guardian_closed": _("%(who)s asked for the concerns that their earlier key opens."),
    "guardian_case": _("%(who)s opened a concern."),
    "guardian_file": _("%(who)s opened a file in a concern."),
    "guardian_reply": _("%(who)s wrote in a concern."),
    "guardian_status": _("%(who)s changed the state of a concern."),
    "guardian_next": _("%(who)s said when somebody with a concern hears from them next."),
    "guardian_owner": _("%(who)s chose which guardian looks after a concern."),
    "guardian_read": _("%(who)s read what is new in a concern."),
    "guardian_record": _("%(who)s kept a record in a concern."),
    "guardian_whom": _("%(who)s looked for a person to pass a concern on to."),
    "guardian_pass_on": _("%(who)s passed a concern on as feedback."),
    "guardian_promise": _("%(who)s changed what guardians promise."),
    "guardian_key": _("%(who)s made their guardian's key."),
    "guardian_new_key": _("%(who)s replaced their guardian's key."),
    "guardian_escrow": _("%(who)s made a key to keep in escrow."),
    "guardian_confirm": _("%(who)s confirmed a key in escrow that another guardian had made."),
    "guardian_retire": _("%(who)s retired a guardian's key."),
    "guardian_share": _("%(who)s let another guardian's key open concerns."),
    "guardian_abuse": _("%(who)s decided whether feedback was abuse."),
    "guardian_publish": _("%(who)s published how many concerns a quarter had."),
    "guardian_away": _("%(who)s said when they are away as a guardian."),
    "guardian_back": _("%(who)s is back as a guardian."),
    "guardian_hand_over": _("%(who)s handed their concerns over for the time they are away."),
    "guardian_take_back": _("%(who)s took back the concerns they had handed over."),
    "speak_up_poster": _("%(who)s asked for the poster."),
    "speak_up_poster_pdf": _("%(who)s asked for the poster as a PDF."),
    "routes": _("%(who)s asked which routes are open."),
    "routes_settings": _("%(who)s changed the settings of speaking up."),
    "pulse_open": _("%(who)s opened a pulse about speaking up."),
    "counts": _("%(who)s asked how many concerns there were."),
    "counts_csv": _("%(who)s asked for a quarter's counts of concerns."),
}
OPENED_BECAUSE = _("%(who)s opened the route “%(whom)s”. Reason given: %(reason)s")

DEEDS = {
    **{name: Deed(text, "feedback") for name, text in FEEDBACK.items()},
    **{name: Deed(text, "speaking-up") for name, text in SPEAKING_UP.items()},
    "route_offer": Deed(_("%(who)s opened or closed the route “%(whom)s”."), "speaking-up", ROUTE),
    "offer_route_because": Deed(OPENED_BECAUSE, "speaking-up", ROUTE),
}
