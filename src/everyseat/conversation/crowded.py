"""Whether so many statements are published that most have too few answers to be in a result."""

from django.utils.translation import ngettext

from everyseat.conversation.queries.conversations import Counts
from everyseat.conversation.released import SHOWN

FROM = 50
"""Published statements from which on it is said: with fewer, the first people answer most."""


def said(counts: Counts) -> str:
    """Return how few answers there are for each published statement, "" if there are enough.

    By what every organiser's page shows, in steps: it tells no more of the last who answered.
    """
    each = counts.gave // max(1, counts.published)
    if counts.published < FROM or not counts.took_part or each >= counts.k:
        return ""
    text = ngettext(
        "%(published)s statements are published, and so far each has only about %(n)s answer. It "
        "needs at least %(k)s to be in the result. Publish few more, and take out some that say "
        "nearly the same.",
        "%(published)s statements are published, and so far each has only about %(n)s answers. It "
        "needs at least %(k)s to be in the result. Publish few more, and take out some that say "
        "nearly the same.",
        max(1, each),
    )
    return text % {"published": counts.published, "n": max(1, each), "k": SHOWN}
