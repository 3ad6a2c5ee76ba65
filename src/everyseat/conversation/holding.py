"""Why a participant's statement waits for an organiser even where others see new ones at once.

One rule for the moment of writing and for the queue: what would be held in one conversation has a
tag in every other. No database but the directory's names.
"""

from functools import lru_cache

from django.utils.translation import gettext as _

from everyseat.organisations import moderating
from everyseat.safety import words

KEPT = 4_000
"""Statements of which is remembered whether their writers were warned: a page asks for all."""


def waits(text: str) -> bool:
    """Return whether a statement waits: by the rule for all texts, or its writer was warned."""
    return moderating.waits(text) or _warns(text)


def why(text: str) -> str:
    """Return why a statement is held, for whoever decides about it; "" if it is not."""
    return moderating.at_a_glance(text) or (_("May tell who somebody is") if _warns(text) else "")


@lru_cache(KEPT)
def _warns(text: str) -> bool:
    """Return whether the writer of a statement was asked to read it again."""
    return bool(words.find_people(text))
