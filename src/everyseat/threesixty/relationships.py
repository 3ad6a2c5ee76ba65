"""Relationships of a rater to a recipient, and how many of each a recipient may name."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from everyseat.threesixty.report.material import MANAGER, SELF

PEER, REPORT, PARTNER, PUBLIC = "peer", "report", "partner", "public"

NAMES = {
    SELF: _("Yourself"),
    MANAGER: _("Manager"),
    PEER: _("Peers"),
    REPORT: _("People you lead"),
    PARTNER: _("Partners"),
    PUBLIC: _("People we serve"),
}
OF_THEM = NAMES | {REPORT: _("People they lead")}
"""What they are called where somebody else than the recipient reads of them."""
AS_RATER = {
    MANAGER: _("their manager"),
    PEER: _("a peer"),
    REPORT: _("someone they lead"),
    PARTNER: _("a partner"),
    PUBLIC: _("somebody whom the organisation serves"),
}
"""What a rater is called on their own pages."""

CHOICES = [(key, name) for key, name in NAMES.items() if key != SELF]
CHOICES_OF_THEM = [(key, name) for key, name in OF_THEM.items() if key != SELF]
LIMITS = {MANAGER: [0, 1], PEER: [0, 15], REPORT: [0, 15], PARTNER: [0, 15], PUBLIC: [0, 15]}
"""The fewest and the most raters of each relationship, unless an organiser says otherwise."""


def group(members: Iterable[str]) -> str:
    """Return the label of a group of relationships, as a sheet carries it."""
    return "+".join(sorted(members))


def members(groups: str | Iterable[str]) -> list[str]:
    """Return the relationships of one group, or of several."""
    labels = [groups] if isinstance(groups, str) else groups
    return [key for label in labels for key in label.split("+") if key]


def names_for(*, to_them: bool) -> dict[str, str]:
    """Return what relationships are called on a page that the recipient reads, or another."""
    return {key: str(name) for key, name in (NAMES if to_them else OF_THEM).items()}


def name_of_them(key: str) -> str:
    """Return what a relationship is called where somebody else than the recipient reads it."""
    return str(OF_THEM[key])


def names(keys: Iterable[str], *, to_them: bool = True) -> str:
    """Return the names of relationships as one phrase, as in "Peers and Partners"."""
    called = names_for(to_them=to_them)
    words = [called.get(key, key) for key in members(keys)]
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
