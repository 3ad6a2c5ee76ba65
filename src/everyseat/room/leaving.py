"""What waits in live sessions for somebody who is about to lose a role, or can't sign in."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.organisations import roles
from everyseat.organisations.leaving import Loss
from everyseat.room.models import Room


def waits(loss: Loss) -> Iterator[str]:
    """Yield what waits for this person: briefs by title, since many teams know them."""
    still_open = Room.objects.filter(facilitator=loss.person, ended_on=None)
    titles = still_open.filter(brief__isnull=False).values_list("title", flat=True)
    if roles.SEND_BRIEFS in loss.permissions and titles:
        text = _("Nobody else can read what teams answer to these briefs: %(titles)s.")
        yield text % {"titles": ", ".join(titles)}
    sessions = still_open.filter(brief=None).count()
    if loss.is_shut_out and sessions:
        text = ngettext(
            "%(name)s has prepared %(n)s live session, and should hand it over first.",
            "%(name)s has prepared %(n)s live sessions, and should hand them over first.",
            sessions,
        )
        yield text % {"name": loss.person.name, "n": sessions}
