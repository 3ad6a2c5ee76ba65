"""Who sees what of a conversation, and when: the sentences of its pages, from its true state."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.conversation.models import Audience, Conversation


def participant(conversation: Conversation) -> list[str]:
    """Return who will see what somebody answers or writes: at most three short sentences."""
    who = _("No page shows who you are, or what one person answered.")
    if conversation.is_by_invitation or conversation.is_imported:
        who = _("No page shows who has taken part, or what one person answered.")
    said = [who, _kept(conversation)]
    if conversation.may_write and not conversation.is_closed:
        said.append(written(conversation))
    return said


def _kept(conversation: Conversation) -> str:
    if conversation.erased_on:
        day = date_format(conversation.erased_on)
        return _("What participants answered was deleted on %(day)s.") % {"day": day}
    if conversation.is_imported:
        day = date_format(conversation.erased_by)
        text = _("What participants answered is kept without names, and deleted on %(day)s.")
        return text % {"day": day}
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


def card(audience: Audience | None = None) -> list[str]:
    """Return who sees what of drawing a card: three short sentences, and what an audience adds."""
    return [*_card(), *([_with_the_card(audience)] if audience else [])]


def _with_the_card(audience: Audience) -> str:
    text = _(
        "Your card says that its holder was invited as “%(audience)s”. That is kept with your "
        "answers: results say how everybody who was invited so answered, together."
    )
    return text % {"audience": audience}


def _card() -> list[str]:
    return [
        _("Your browser makes the card, and nothing that we store says which card is yours."),
        _("Until the conversation closes we keep, locked away, that you have made one."),
        _("Organisers see who is invited. No page shows them who has made a card."),
    ]


def written(conversation: Conversation) -> str:
    """Return who reads what a participant writes, and when."""
    if conversation.is_moderated_before:
        return _("If you write a statement, an organiser reads it before everybody else can.")
    return _("If you write a statement, everybody can read it, and nothing says who wrote it.")


def limits(conversation: Conversation) -> list[str]:
    """Return what the three sentences do not promise."""
    apart = _invited() if conversation.is_by_invitation else _open_to_all()
    return [
        _(
            "All your answers belong to one card. Many answers together can be like a "
            "fingerprint: whoever runs the server, and already knows some of them, could find the "
            "rest."
        ),
        *apart,
        *_by_audience(conversation),
        _(
            "Whoever sees the address of your card in this browser can answer with it, and read "
            "what you gave. Browsers keep addresses in their history: on a device that others "
            "use, take part in a private window."
        ),
    ]


def _open_to_all() -> list[str]:
    return [
        _(
            "We keep the order in which answers came and the day on which you began, but no time "
            "of day, no address and no name."
        ),
        _("Somebody can take part twice, with two cards. Numbers of people are numbers of cards."),
    ]


def _invited() -> list[str]:
    return [
        _(
            "With answers we keep the order in which they came and the day on which you began, but "
            "no time of day, no address and no name. The list of people who are invited is kept "
            "apart, until the conversation closes."
        ),
        _(
            "If you can, take part some hours after you made your card. Whoever watches this "
            "server could otherwise guess from the time whose it is."
        ),
        _(
            "Each invitation makes one card. Somebody who is invited at two addresses can make "
            "two, and whoever runs the server could make more."
        ),
    ]


def _by_audience(conversation: Conversation) -> list[str]:
    if not conversation.audiences.exists():
        return []
    text = _(
        "Each card says which people its holder was invited with, and that is kept with the "
        "answers. Results also say how these people answered, if at least %(k)s of them have. "
        "Whoever runs the server then knows that your answers come from one of those people, and "
        "not from one of all."
    )
    return [text % {"k": conversation.k}]


def for_organisers(conversation: Conversation) -> str:
    """Return what those who run a conversation see of it while it is open."""
    if conversation.is_by_invitation:
        return _(
            "You see who is invited, counts and statements. No page shows who has taken part, how "
            "one person answered, or who wrote a statement."
        )
    return _(
        "You see counts and statements. Nobody sees how one person answered, or who wrote a "
        "statement."
    )
