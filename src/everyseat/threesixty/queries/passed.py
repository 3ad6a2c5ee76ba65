"""Which dates of a round have passed: today is the organisation's, whatever the server's clock."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from everyseat.threesixty.models import Round

DATES = ("nominate_by", "approve_by", "collect_by")


def dates_of(feedback_round: Round) -> dict[str, date]:
    """Return a round's dates by their names, in order."""
    return {name: getattr(feedback_round, name) for name in DATES}


def passed(dates: Mapping[str, date]) -> dict[str, str]:
    """Return a sentence for each date that has passed, by its name; a day lasts until midnight."""
    today = timezone.localdate()
    sentences = {
        "nominate_by": _("The last day to name raters, %(day)s, has passed."),
        "approve_by": _("The last day to approve raters, %(day)s, has passed."),
        "collect_by": _("The last day to answer, %(day)s, has passed."),
    }
    return {
        name: sentences[name] % {"day": date_format(day)}
        for name, day in dates.items()
        if day < today
    }
