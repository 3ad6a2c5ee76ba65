"""Gentle questions about an answer before it is sent: they are asked once, and stop nothing.

What helps in an answer follows Baines et al. (2018), whose framework patients and carers made with
researchers of the University of Plymouth, and what Ramsey et al. (2019) found to tell answers apart
that begin a conversation: that they are personal, and say what changes. The words are ours.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

SHORTEST = 20
"""Words of an answer below which we ask whether it is one."""
THANKS = re.compile(r"\b(?:thank|thanks|grateful|diolch|ddiolch|niolch)", re.I)
SORRY = re.compile(r"\b(?:sorry|apolog|regret|ymddiheur|flin|ddrwg)", re.I)
LAYS_OFF = re.compile(
    r"\b(?:sorry (?:if|that you feel|you feel|for any)|(?:apologi[sz]e|apologies) (?:if|for any))",
    re.I,
)


def asks(text: str, *, wants_better: bool) -> Iterator[str]:
    """Yield what to ask whoever wrote an answer; `wants_better` if something was to be mended."""
    if len(text.split()) < SHORTEST:
        yield _("It is short. Does it answer what they said?")
    if not THANKS.search(text):
        yield _("It does not thank them for writing.")
    if wants_better and not SORRY.search(text):
        yield _("They wrote of something that could be better, and it does not say sorry.")
    if LAYS_OFF.search(text):
        yield _("“Sorry if” can sound as if you doubted them. Can you say what you are sorry for?")
