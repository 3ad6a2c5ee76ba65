"""Where texts that everybody will read seem to name somebody, or to say how to reach somebody."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from everyseat.organisations import moderating
from everyseat.safety.moderation import Reason

LOOKED_FOR = (Reason.NAME, Reason.CONTACT)
MOST_WORDS = 4
"""Words in a row that are quoted as what a text holds."""


def why(texts: Iterable[str]) -> str:
    """Return what texts seem to hold, with the words that seem so; "" where nothing does.

    Each text is looked at by itself: the last word of one and the first of the next are no name.
    """
    found = dict.fromkeys((reason, _words(text, reason)) for text in texts for reason in _of(text))
    return ", ".join(_said(reason, words) for reason, words in found)


def _of(text: str) -> list[Reason]:
    return [one for one in moderating.reasons(text) if one in LOOKED_FOR]


def _words(text: str, reason: Reason) -> str:
    """Return the fewest words of a text that seem so by themselves; "" if only all of it does."""
    words = text.split()
    for n in range(1, min(MOST_WORDS, len(words)) + 1):
        for first in range(len(words) - n + 1):
            part = " ".join(words[first : first + n])
            if reason in _of(part):
                return part.strip(".,;:!?")
    return ""


def _said(reason: Reason, words: str) -> str:
    kind = moderating.in_words((reason,))
    return _("%(kind)s (“%(words)s”)") % {"kind": kind, "words": words} if words else kind
