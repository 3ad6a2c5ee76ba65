"""Who sees what of a conversation, and when: the sentences of its pages, from its true state."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.conversation.models import Conversation


def participant(conversation: Conversation) -> list[str]:
    """Return who will see what somebody answers or writes: at most three short sentences."""
    said = [_("No page shows who you are, or what one person answered."), _kept(conversation)]
    if conversation.may_write and not conversation.is_closed:
        said.append(written(conversation))
    return said


def _kept(conversation: Conversation) -> str:
    if conversation.erased_on:
        day = date_format(conversation.erased_on)
        return _("What participants answered was deleted on %(day)s.") % {"day": day}
    if conversation.is_closed:
        day = date_format(conversation.erased_by)
        return _("Your answers are kept together without your name, and deleted on %(day)s.") % {
            "day": day
        }
    text = ngettext(
        "Your answers are kept together without your name, until %(n)s month after it closes.",
        "Your answers are kept together without your name, until %(n)s months after it closes.",
        conversation.erase_after,
    )
    return text % {"n": conversation.erase_after}


def written(conversation: Conversation) -> str:
    """Return who reads what a participant writes, and when."""
    if conversation.is_moderated_before:
        return _("If you write a statement, an organiser reads it before everybody else can.")
    return _("If you write a statement, everybody can read it, and nothing says who wrote it.")


def limits() -> list[str]:
    """Return what the three sentences do not promise."""
    return [
        _(
            "All your answers belong to one card. Many answers together can be like a "
            "fingerprint: whoever runs the server, and already knows some of them, could find the "
            "rest."
        ),
        _("We keep the order in which answers came, but no time, no address and no name."),
        _(
            "Whoever sees the address of your card in this browser can answer with it, and read "
            "what you gave. Close the page on a device that others use."
        ),
    ]


def for_organisers() -> str:
    """Return what those who run a conversation see of it while it is open."""
    return _(
        "You see counts and statements. Nobody sees how one person answered, or who wrote a "
        "statement."
    )
