"""When everybody may be reminded again: not within 48 hours, unless somebody asks for it."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

HOURS = 48
LATELY = timedelta(hours=HOURS)


def was_lately(last: datetime | None) -> bool:
    """Return whether everybody was reminded too short a time ago."""
    return last is not None and timezone.now() - last < LATELY


def too_soon() -> str:
    """Return why a reminder is refused that nobody asked for all the same."""
    return _("Everyone was reminded less than %(hours)s hours ago.") % {"hours": HOURS}


def when(last: datetime | None) -> str:
    """Return when everybody was last reminded, in words."""
    if not last:
        return _("Nobody has been reminded yet.")
    here = timezone.localtime(last)
    text = _("The last reminder went out on %(day)s at %(time)s.")
    return text % {"day": date_format(here), "time": date_format(here, "H:i")}


def agree(last: datetime | None) -> str:
    """Return what must be ticked before another reminder goes out; "" where nothing must."""
    text = _("Send it all the same, less than %(hours)s hours after the last one")
    return text % {"hours": HOURS} if was_lately(last) else ""
