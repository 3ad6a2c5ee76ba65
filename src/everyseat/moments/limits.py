"""How often a wrong receipt may be tried: counted by a part of its hash, and by no address.

A receipt has 88 bits and is stretched: guessing is hopeless anyway. Wrong ones are counted by a
256th of all receipts. A right one always opens: nobody can shut another's dialogue by guessing.
"""

from django.core.cache import cache
from django.utils.translation import gettext as _

from everyseat.giving.refusals import Refusal
from everyseat.moments.models import Case
from everyseat.moments.queries import cases
from everyseat.safety import sealing

WRONG, SECONDS = 5, 60


class NoCase(Refusal):
    """There is nothing under this receipt."""

    status = 404


class TooMany(Refusal):
    """Too many wrong receipts were tried lately in this part of all receipts."""

    status = 429


def find(locator: str) -> Case:
    """Return the case of a receipt's locator. NoCase if there is none; TooMany for a minute."""
    case = cases.found_by(locator)
    if case:
        return case
    bucket = f"receipt-{sealing.stored(locator)[:2]}"
    if not cache.add(bucket, 1, SECONDS) and cache.incr(bucket) > WRONG:
        raise TooMany(_("Too many wrong receipts. Try again in a minute."))
    raise NoCase(
        _(
            "We found nothing for this receipt. Check each word, and their order. Some time after "
            "a case was closed it deletes itself."
        )
    )
