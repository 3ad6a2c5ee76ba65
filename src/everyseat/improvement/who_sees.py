"""Who sees what of a service: the sentences of its pages, from its true state."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.improvement.models import Reply, Service
from everyseat.improvement.models.collecting import KEEP_ADDRESS


def for_those_who_look_after(service: Service) -> list[str]:
    """Return who reads comments, and what everybody reads, for whoever looks after a service."""
    read = _("People who look after services read comments as they were written.")
    if service.lead:
        text = _(
            "%(lead)s, who leads this service, and people who look after all services read "
            "comments as they were written."
        )
        read = text % {"lead": service.lead.name}
    everybody = _("Everybody else reads only what somebody here released without names.")
    if not service.is_public:
        everybody = _("Nobody else sees anything yet: the public page is closed.")
    return [read, everybody]


def commenter(service: Service) -> list[str]:
    """Return who reads what is sent by a service's form, what of it others may read, and what is
    kept of it."""
    kept = ngettext(
        "We keep it for %(n)s month, with the week in which you wrote, and without a time or a "
        "network address. We do not ask for your name. If you write it, they will read it.",
        "We keep it for %(n)s months, with the week in which you wrote, and without a time or a "
        "network address. We do not ask for your name. If you write it, they will read it.",
        service.keep_comments,
    )
    nobody = _("Nobody else who works in the service sees it here.")
    return [
        f"{_read_by(service)} {nobody}",
        _(
            "Everybody else reads only what they release: a person takes out names first, and your "
            "words may then be quoted on the service’s public page. Somebody who was there may "
            "recognise what happened."
        ),
        kept % {"n": service.keep_comments},
    ]


def _read_by(service: Service) -> str:
    """Return who reads comments: those who look after a service, by `queries.services`."""
    names = {"organisation": service.organisation.name}
    if not service.lead:
        text = _(
            "The people at %(organisation)s who read comments for all services read what you "
            "write, as you wrote it."
        )
        return text % names
    text = _(
        "%(lead)s, who leads this service, and the people at %(organisation)s who read comments "
        "for all services read what you write, as you wrote it."
    )
    return text % {**names, "lead": service.lead.name}


def who_wants_an_answer() -> list[str]:
    """Return who sees the address of somebody who wants an answer, and for how long."""
    days = ngettext(
        "We delete the address %(n)s day after the answer, and with what you wrote at the latest.",
        "We delete the address %(n)s days after the answer, and with what you wrote at the latest.",
        KEEP_ADDRESS,
    )
    return [
        _(
            "The people who read and answer do not see your address: it is used to send you a link "
            "to the answer, and for nothing else."
        ),
        _("They will see your answers to all three questions together."),
        days % {"n": KEEP_ADDRESS},
    ]


def who_answers() -> list[str]:
    """Return who reads an answer, for whoever writes it."""
    return [
        _("Whoever has the link in the e-mail reads your answer, and the name under it."),
        _("You do not see their address. They may have said who they are."),
    ]


def who_was_answered(reply: Reply) -> list[str]:
    """Return who reads what somebody says about an answer."""
    text = _("People who look after “%(service)s” read what you say here, beside their answer.")
    return [
        text % {"service": reply.comment.service},
        _("We do not show them your e-mail address."),
    ]
