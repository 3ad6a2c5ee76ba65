"""What rooms tell the site."""

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from everyseat.organisations.part import Live, Part, Section
from everyseat.room import (
    audited,
    demonstration,
    handing_over,
    landing,
    leaving,
    news,
    subject_access,
    threshold,
)
from everyseat.room.actions import ending, timing


def _live(broker: str) -> Live:
    from everyseat.room.live import Live as Application

    application = Application(broker)
    news.listen(application.hear)
    return application


PART = Part(
    key="room",
    urls="everyseat.room.urls",
    sections=[
        Section(
            "live",
            _("Live"),
            place=3,
            under=("/live/", "/rooms/", "/briefs/", "/join/"),
            for_visitors=True,
        )
    ],
    waiting=landing.waiting,
    actions=landing.actions,
    recent=landing.recent,
    daily=[timing.close_in_time, ending.keep_dates],
    held_about=subject_access.held_about,
    erase=subject_access.erase,
    demonstrate=lambda city, _rng: demonstration.load(city.chief, timezone.localdate()),
    live=_live,
    safety=lambda: render_to_string("room/safety.html", {"k": threshold.K}),
    deeds=audited.DEEDS,
    leaving=leaving.waits,
    hands_over=handing_over.of,
    stays=[
        _("Run their live sessions or team briefs. A session can be handed over on its own page."),
    ],
)
