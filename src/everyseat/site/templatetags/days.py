"""Dates as every page shows them, always loaded: with the day of the week, and the year."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def day(when: date | None) -> str:
    """Return a date with its weekday and year, as in “Thu 26 Nov 2026”; "" for none."""
    if not when:
        return ""
    if isinstance(when, datetime):
        when = timezone.localtime(when)
    return date_format(when, "D j M Y")


@register.filter
def day_and_time(when: datetime | None) -> str:
    """Return a date with its weekday, year and time, as in “Thu 26 Nov 2026, 14:05”."""
    if not when:
        return ""
    here = timezone.localtime(when)
    return _("%(day)s, %(time)s") % {"day": day(here), "time": date_format(here, "H:i")}
