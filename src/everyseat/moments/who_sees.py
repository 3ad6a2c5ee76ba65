"""The sentence on every giver's page of a moment: who will see this, as what, and when."""

from django.utils.translation import gettext as _

from everyseat.moments.models import GuardianKey, Moment, Pulse


def felt(moment: Moment) -> str:
    """Return who will see how it felt to one of those who were there."""
    return _(
        "When it closes, %(name)s alone will see what you chose counted among at least %(k)s "
        "answers, and a word or sentence of your own among at least %(words)s of its kind. Where "
        "there are fewer, they are deleted unread. Nothing here says who you are; whoever has "
        "this link, %(name)s too, can answer more than once."
    ) % {
        "name": moment.leader.name,
        "k": moment.rating_threshold,
        "words": moment.word_threshold,
    }


def sealed(keys: list[GuardianKey]) -> str:
    """Return who will be able to read what is sealed with these keys."""
    guardians = [key.name for key in keys if not key.is_escrow]
    names = _("%(names)s or %(last)s") % {
        "names": ", ".join(guardians[:-1]),
        "last": guardians[-1],
    } if guardians[1:] else guardians[0]  # fmt: skip
    if any(key.is_escrow for key in keys):
        return _(
            "Before it leaves this browser, what you write is sealed so that only %(names)s, "
            "whom you choose below, can open it, or the key on paper in escrow if theirs are lost; "
            "this server can't, and keeps no name, address or time but the day."
        ) % {"names": names}
    return _(
        "Before it leaves this browser, what you write is sealed so that only %(names)s, whom you "
        "choose below, can open it; this server can't, and keeps no name, address or time but the "
        "day."
    ) % {"names": names}


def pulse(found: Pulse) -> str:
    """Return who will see what is answered to a pulse."""
    return _(
        "When it closes, your answers are counted among at least %(k)s and then deleted, and if "
        "there are fewer they are deleted unread; nothing here says who you are, and whoever has "
        "this link can answer more than once."
    ) % {"k": found.threshold}
