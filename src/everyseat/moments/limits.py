"""How often a wrong receipt may be tried: counted by a part of its hash, and by no address.

A receipt has 88 bits and is stretched: guessing is hopeless anyway. Counting by a 256th of all
receipts bounds it to a few tries a minute for any one case, and one flood can't close all of
them.
"""

from django.core.cache import cache

from everyseat.moments.models import Case
from everyseat.moments.queries import cases
from everyseat.safety import sealing

WRONG, SECONDS = 5, 60


class NoCase(LookupError):
    """There is nothing under this receipt."""


class TooMany(Exception):
    """Too many wrong receipts were tried lately in this part of all receipts."""


def find(locator: str) -> Case:
    """Return the case of a receipt's locator. NoCase if there is none; TooMany for a minute."""
    bucket = f"receipt-{sealing.stored(locator)[:2]}"
    if cache.get(bucket, 0) >= WRONG:
        raise TooMany
    case = cases.found_by(locator)
    if case is None:
        cache.add(bucket, 0, SECONDS)
        cache.incr(bucket)
        raise NoCase
    return case
