"""What improving services tells the site."""

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from everyseat.improvement import (
    audited,
    demonstration,
    handing_over,
    landing,
    leaving,
    subject_access,
)
from everyseat.improvement.actions import (
    collecting_delivery,
    collecting_replies,
    comments_erasing,
    comments_suggesting,
    public_counts,
)
from everyseat.improvement.models.collecting import KEEP_ADDRESS
from everyseat.organisations.part import Part, Section

PART = Part(
    key="improvement",
    urls="everyseat.improvement.urls",
    sections=[Section("services", _("Services"), place=6, under=("/services/",))],
    waiting=landing.waiting,
    nightly=[
        collecting_delivery.by_night,
        comments_erasing.by_night,
        collecting_replies.forget_addresses,
        public_counts.by_night,
    ],
    slow=[comments_suggesting.work],
    actions=landing.actions,
    recent=landing.recent,
    held_about=subject_access.held_about,
    erase=subject_access.erase,
    demonstrate=demonstration.load,
    safety=lambda: render_to_string("improvement/safety.html", {"days": KEEP_ADDRESS}),
    methods=lambda: render_to_string("improvement/methods.html"),
    deeds=audited.DEEDS,
    leaving=leaving.waits,
    hands_over=handing_over.of,
)
