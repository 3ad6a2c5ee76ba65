"""Whether a text waits for moderation, by the one rule and the names in the directory.

The directory is read at most once a minute, or after this process has changed somebody in it.
No answer waits for it: while one thread reads, the others use the names of the last reading.
"""

import time

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from everyseat.organisations.models import Person
from everyseat.safety.moderation import Moderation, Reason

KEPT = 60.0
"""Seconds after which a change that another process made to the directory is seen."""
IN_WORDS = {
    Reason.ABUSE: _("abuse"),
    Reason.NAME: _("a name"),
    Reason.CONTACT: _("a way to reach somebody"),
}
"""What a text seems to hold, as a page says it."""


AT_A_GLANCE = {
    Reason.ABUSE: _("May be rude"),
    Reason.NAME: _("May name a person"),
    Reason.CONTACT: _("May be a phone number or an address"),
}
"""The same for whoever decides, beside many others."""


class _Directory:
    """The rule with the names of the directory, as last read."""

    def __init__(self) -> None:
        self.known: tuple[tuple[str, ...], Moderation] | None = None
        self.read_at = 0.0

    def now(self) -> Moderation:
        if self.known and time.monotonic() < self.read_at + KEPT:
            return self.known[1]
        self.read_at = time.monotonic()
        return self._read()

    def _read(self) -> Moderation:
        names = tuple(Person.objects.order_by("name").values_list("name", flat=True))
        if self.known and self.known[0] == names:
            return self.known[1]
        rule = Moderation(names)
        self.known = (names, rule)
        return rule

    def forget(self) -> None:
        """Have the directory read again when it is next needed."""
        self.read_at = -KEPT


_directory = _Directory()


@receiver([post_save, post_delete], sender=Person)
def _on_change(update_fields: frozenset[str] | None = None, **_sent: object) -> None:
    if update_fields is None or "name" in update_fields:
        _directory.forget()
        transaction.on_commit(_directory.forget)  # read meanwhile, it was as before


def reasons(text: str) -> tuple[Reason, ...]:
    """Return the reasons why a text must wait; empty if others may read it at once."""
    return _directory.now().reasons(text)


def waits(text: str) -> bool:
    """Return whether a text must be approved before others can read it."""
    return bool(reasons(text))


def in_words(grounds: tuple[Reason, ...] | list[str]) -> str:
    """Return reasons as a page says them; a text without any was held by the facilitator's wish."""
    return ", ".join(str(IN_WORDS[Reason(reason)]) for reason in grounds)


def why(text: str) -> str:
    """Return in words why a text waits."""
    return in_words(reasons(text))


def at_a_glance(text: str) -> str:
    """Return why a text waits, for whoever decides whether others may read it."""
    return ", ".join(str(AT_A_GLANCE[reason]) for reason in reasons(text))
