"""The last days of a round as files for calendars, as its e-mails carry them.

Many calendars are shared. So every file of a round has the same title, whoever gets it: it names
the round, and not what its reader is asked, nor about whom. It holds no link: a link is the right
to answer. That of a follow-up names the round before, for a follow-up is about one leader.
"""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.files import calendar_file
from everyseat.organisations.outbox import minute
from everyseat.threesixty.models import Round

NAMES = {
    "nominate_by": "last-day-to-name.ics",
    "approve_by": "last-day-to-approve.ics",
    "collect_by": "last-day.ics",
}


def files(feedback_round: Round, days: Mapping[str, date]) -> list[dict[str, str]]:
    """Return a file for each of these days of a round, in the current language."""
    shown = feedback_round.parent or feedback_round
    title = _("%(round)s: last day") % {"round": shown.name}
    return [
        {
            "name": NAMES[name],
            "text": calendar_file.whole_day(
                title=title,
                day=day,
                uid=f"round-{feedback_round.pk}-{name}@{urlsplit(settings.URL).netloc}",
                sequence=feedback_round.dates_moved,
                made=minute(timezone.now()),
            ),
        }
        for name, day in days.items()
    ]
