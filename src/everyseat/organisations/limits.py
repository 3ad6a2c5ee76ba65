"""Rate limits that hold in every process and after a restart: counted in the database.

The subject of a limit is stored as a hash under the site's key until the time is over.
"""

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from everyseat.organisations.models import Spent

LONGEST = timedelta(days=1)


def take(what: str, subject: str, *, most: int, within: timedelta) -> bool:
    """Count one use; return False if there have been `most` uses already.

    The time begins with the first and ends for all of them together.
    """
    key, now = _key(what, subject), timezone.now()
    with transaction.atomic():
        Spent.objects.bulk_create([Spent(key=key, until=now + within)], ignore_conflicts=True)
        mine = Spent.objects.filter(key=key)
        mine.filter(until__lte=now).update(times=0, until=now + within)
        # one statement: the row's lock lets no other request count in between
        return bool(mine.filter(times__lt=most).update(times=F("times") + 1))


def remaining(what: str, subject: str, *, most: int) -> int:
    """Return the number of uses left, without counting one."""
    mine = Spent.objects.filter(key=_key(what, subject), until__gt=timezone.now())
    times = mine.values_list("times", flat=True).first()
    return max(0, most - (times or 0))


def use_up(what: str, subject: str, *, most: int) -> bool:
    """Block all further uses; return False if they were blocked before."""
    mine = Spent.objects.filter(key=_key(what, subject))
    return bool(mine.filter(times__lte=most).update(times=most + 1))


def forget() -> None:
    """Delete counts whose time is over, or is too far in the future to be right."""
    now = timezone.now()
    over = Spent.objects.filter(Q(until__lte=now) | Q(until__gt=now + LONGEST))
    if over.exists():
        over.delete()


def _key(what: str, subject: str) -> str:
    secret = f"everyseat limits {settings.SECRET_KEY}".encode()
    return hmac.new(secret, f"{what} {subject}".encode(), hashlib.sha256).hexdigest()
