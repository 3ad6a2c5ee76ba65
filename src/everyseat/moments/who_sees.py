"""The sentence on every giver's page of a moment: who will see this, as what, and when."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.moments.models import GuardianKey, Leave, Moment, Promise, Pulse
from everyseat.moments.queries.opening import Closed
from everyseat.safety import thresholds


def felt(moment: Moment) -> str:
    """Return who will see how it felt to one of those who were there."""
    return _(
        "When this closes, %(name)s alone will see the answers, counted together; fewer than "
        "%(k)s are deleted unread. A word is named only if at least %(k)s people chose it, and "
        "what you write yourself is shown only if at least %(words)s people wrote something. "
        "Nothing here says who you are."
    ) % {
        "name": moment.leader.name,
        "k": moment.rating_threshold,
        "words": moment.word_threshold,
    }


def reply() -> str:
    """Return who will read what a leader replies to those who were there."""
    return _(
        "Whoever opens the link or code that you shared will read this with your name. "
        "They need no account. You can change it later."
    )


def escrow(key: GuardianKey) -> str:
    """Return whose deed a key in escrow is: who made it, and who else wanted it used."""
    if not key.made_by:
        return _("made by somebody who is no longer here")
    made = {"name": key.made_by.name}
    if key.confirmed_by:
        return _("made by %(name)s, confirmed by %(other)s") % {
            **made,
            "other": key.confirmed_by.name,
        }
    if key.confirmed_on:
        return _("made by %(name)s alone") % made
    return _("made by %(name)s; not in use before another guardian confirms it") % made


def on_paper(key: GuardianKey) -> str:
    """Return what a reporter chooses who lets a key in escrow open what they write."""
    return _("A key on paper that %(keeper)s keeps (%(whose)s)") % {
        "keeper": key.name,
        "whose": escrow(key),
    }


def sealed(keys: list[GuardianKey]) -> str:
    """Return who will be able to read what is sealed with these keys."""
    guardians = [key.name for key in keys if not key.is_escrow]
    names = _("%(names)s or %(last)s") % {
        "names": ", ".join(guardians[:-1]),
        "last": guardians[-1],
    } if guardians[1:] else guardians[0]  # fmt: skip
    if keepers := [key.name for key in keys if key.is_escrow]:
        return _(
            "Only the guardians you choose can open what you write (%(names)s), and the key on "
            "paper that %(keepers)s keeps in case theirs are lost. This server cannot."
        ) % {"names": names, "keepers": ", ".join(keepers)}
    return _(
        "Only the guardians you choose can open what you write (%(names)s). This server cannot."
    ) % {"names": names}


def promised(promise: Promise | None) -> str:
    """Return by when a guardian promised to answer those who raise a concern, if one did."""
    if not promise or not promise.made_by:
        return _("Nobody here has promised by when you will get an answer.")
    return _(
        "%(name)s, a guardian here, promised on %(on)s: a reply within %(days)s days, and feedback "
        "within %(months)s months."
    ) % {
        "name": promise.made_by.name,
        "on": date_format(promise.made_on),
        "days": promise.acknowledge_days,
        "months": promise.feedback_months,
    }


def away(said: Leave) -> str:
    """Return until when a guardian is away, and who stands in for them."""
    values = {"name": said.person.name, "day": date_format(said.back_on)}
    if not said.stand_in:
        return _("%(name)s is away, and back on %(day)s.") % values
    return _("%(name)s is away, and back on %(day)s. %(other)s stands in for them.") % {
        **values,
        "other": said.stand_in.name,
    }


def come_back(promise: Promise | None) -> str:
    """Return when it is worth while to look for an answer."""
    from_tomorrow = _("Look for an answer from tomorrow on, from any device.")
    if not promise or not promise.made_by:
        return from_tomorrow + " " + _("Nobody here has promised by when: look every few days.")
    return (
        from_tomorrow
        + " "
        + _("The guardians here have promised a reply within %(days)s days.")
        % {"days": promise.acknowledge_days}
    )


def deleted(keep_months: int) -> str:
    """Return how long a case is kept."""
    return _("A case deletes itself %(n)s months after it was closed.") % {"n": keep_months}


def pulse(found: Pulse) -> str:
    """Return who will see what is answered to a pulse."""
    return _(
        "When it closes, your answers are counted among at least %(k)s and then deleted. If "
        "there are fewer, they are deleted unread. Nothing here says who you are, and "
        "anyone who has this link can answer more than once."
    ) % {"k": found.threshold}


def to_publish() -> str:
    """Return what a guardian lets the server have of a quarter's cases."""
    return _(
        "Counted in this browser, from the cases that your key opens. Cases that left you out are "
        "not counted. The server gets numbers alone, and leaves out those under %(k)s. A quarter "
        "is published once, for all guardians: agree first who of you does it."
    ) % {"k": thresholds.RATINGS}


def sure_to_publish() -> str:
    """Return what a guardian is asked before that; a script puts the number of cases into it."""
    return _(
        "Publish the counts of {n} cases? Numbers under %(k)s are left out. Nobody can publish "
        "this quarter again."
    ) % {"k": thresholds.RATINGS}


def published() -> str:
    """Return what the counts of a quarter are, and what they leave out."""
    return _(
        "Counted by the guardians from cases that only they can open. A case may have several "
        "elements. What fewer than %(k)s cases have is left out, and looks like none."
    ) % {"k": thresholds.RATINGS}


def closed(found: Closed) -> list[str]:
    """Return what a guardian reads of the cases that their new key does not open."""
    said = [
        ngettext(
            "%(n)s case is closed to your new key.",
            "%(n)s cases are closed to your new key.",
            found.n,
        )
        % {"n": found.n}
    ]
    if found.shareable:
        said.append(
            _(
                "%(names)s can share %(n)s of them with you. Ask them to open “Keys and promise” "
                "on the guardian’s desk."
            )
            % {"names": ", ".join(found.names), "n": found.shareable}
        )
    if found.on_paper:
        said.append(
            _("%(n)s of them can be opened only with the key on paper.") % {"n": found.on_paper}
        )
    if found.lost:
        said.append(
            _(
                "%(n)s of them can be opened by nobody. Their reporters read this when they open "
                "their dialogue, and can let you open it again."
            )
            % {"n": found.lost}
        )
    return said


def if_lost(found: Closed) -> str:
    """Return what becomes of a guardian's cases if their passphrase is lost."""
    if not found.n:
        return _("No case is sealed to your key yet, so you lose nothing by making a new one.")
    alone = found.n - found.shareable
    said = ngettext(
        "%(n)s case is sealed to your key. A new key does not open it by itself.",
        "%(n)s cases are sealed to your key. A new key does not open them by itself.",
        found.n,
    )
    helped = _("%(names)s can share %(shared)s with it.") if found.shareable else ""
    closed = _("%(alone)s stay closed unless their reporters let you open them again.")
    values = {"n": found.n, "names": ", ".join(found.names), "shared": found.shareable}
    sentences = [said, helped, closed if alone else ""]
    return " ".join(text % {**values, "alone": alone} for text in sentences if text)
