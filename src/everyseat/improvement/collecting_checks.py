"""What opening or closing a service's form will do, and sending or refusing an answer."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.improvement import reply_help
from everyseat.improvement.models import Question, Reply, Service
from everyseat.improvement.models.collecting import KEEP_ADDRESS
from everyseat.improvement.queries import collecting as queries
from everyseat.organisations.checks import Check, Stop


def opened(service: Service) -> Check:
    """Return what opening a service's form will do."""
    text = _(
        "What they send reaches you at night, in a random order, as soon as %(k)s people have "
        "written; on Sunday night also if it is fewer."
    )
    return Check(
        title=_("Let people comment on “%(service)s”?") % {"service": service},
        button=_("Open the form"),
        happens=[
            _("Everybody who has the link or the QR code can comment, without an account."),
            text % {"k": service.threshold},
            _("Some will leave an address and want an answer. Those wait for you here."),
            _("You can close the form at any time."),
        ],
    )


def closed(service: Service) -> Check:
    """Return what closing a service's form will do."""
    return Check(
        title=_("Close the form of “%(service)s”?") % {"service": service},
        button=_("Close the form"),
        happens=[
            _("Links and posters lead to a page that says, kindly, that the form has closed."),
            _("What was sent before still reaches you, on Sunday night at the latest."),
            _("You can open the form again: the link stays the same."),
        ],
    )


def answered(reply: Reply, text: str) -> Check:
    """Return what sending an answer will do, and what to ask about it first."""
    written = queries.written_on_one_form(reply)
    wants_better = any(comment.question != Question.GOOD for comment in written)
    days = ngettext(
        "Their address is deleted %(n)s day after this.",
        "Their address is deleted %(n)s days after this.",
        KEEP_ADDRESS,
    )
    return Check(
        title=_("Send this answer?"),
        button=_("Send the answer"),
        warns=list(reply_help.asks(text, wants_better=wants_better)),
        happens=[
            _("They get an e-mail with a link. It does not say which service it is about."),
            _("Whoever has the link reads your answer, and can say whether it helped."),
            days % {"n": KEEP_ADDRESS},
            _("Once it is sent, you cannot change it."),
        ],
        stops=_stops(reply),
    )


def declined(reply: Reply) -> Check:
    """Return what it means to write no answer."""
    return Check(
        title=_("Write no answer to this person?"),
        button=_("Write no answer"),
        happens=[
            _("They hear nothing from us. If they meant it, they wait in vain."),
            _("What they wrote stays with the other comments."),
        ],
        final=[_("Their address is deleted now, so nobody can answer them later.")],
        stops=_stops(reply),
    )


def _stops(reply: Reply) -> list[Stop]:
    back = reverse("service_replies", args=[reply.comment.service_id])
    if reply.sent_on:
        return [Stop(_("Somebody has answered this already."), back, _("All answers"))]
    if not reply.comment.contact:
        text = _("Their address has been deleted, so nobody can answer them any more.")
        return [Stop(text, back, _("All answers"))]
    return []
