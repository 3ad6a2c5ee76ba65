"""Words that wait for the facilitator before a hall reads them: abuse, names, addresses.

A help and no more: a facilitator can hide any word, or hold all of them first. No database.
"""

import re
from collections.abc import Collection

from everyseat.room.merging import folded
from everyseat.safety.words import ALSO_WORDS

BEGIN_RUDE = (
    *("fuck", "motherf", "shit", "bullsh", "cunt", "wank", "twat", "bollock", "bastard", "bitch"),
    *("slut", "whore", "arseh", "assho", "dickh", "nigg", "faggot", "paedo", "retard", "cachu"),
)
"""How words of abuse begin, in English and Welsh."""
RUDE = {
    *("arse", "ass", "dick", "prick", "piss", "cock", "fag", "paki", "spastic", "spaz", "tranny"),
    *("coon", "chink", "gyppo", "pikey", "kike", "tosser", "coc", "cont", "pidyn", "twpsyn"),
}
CONTACT = re.compile(r"@|https?:|www\.|(?:\d[ .-]?){6}", re.IGNORECASE)


def must_wait(text: str, names: Collection[str]) -> bool:
    """Return whether a text holds abuse, a name that the organisation knows, or an address.

    `names` are single words in lower case. Those that are also words (hope, grace) say nothing.
    """
    if CONTACT.search(text):
        return True
    words = folded(text).split()
    return any(
        word.startswith(BEGIN_RUDE) or word in RUDE or (word in names and word not in ALSO_WORDS)
        for word in words
    )
