"""What rooms tell the site."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from everyseat.organisations.models import Person
from everyseat.organisations.part import Link, Live, Part, Task
from everyseat.room import demonstration, news, subject_access
from everyseat.room.actions import ending
from everyseat.room.queries import briefs


def _waiting(person: Person) -> Iterator[Task]:
    for room in briefs.to_hold(person):
        names = {"team": room.team, "title": room.title}
        text = _("Hold the brief with %(team)s: %(title)s") % names
        yield Task(text, reverse("room", args=[room.pk]), room.held_on)


def _live(broker: str) -> Live:
    from everyseat.room.live import Live as Application

    application = Application(broker)
    news.listen(application.hear)
    return application


PART = Part(
    key="room",
    urls="everyseat.room.urls",
    place=2,
    navigation=[Link("rooms", gettext_lazy("Rooms"))],
    waiting=_waiting,
    daily=[ending.keep_dates],
    held_about=subject_access.held_about,
    erase=subject_access.erase,
    demonstrate=lambda city, _rng: demonstration.load(city.chief, timezone.localdate()),
    live=_live,
)
