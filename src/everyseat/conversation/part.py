"""What conversations tell the site."""

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from everyseat.conversation import (
    audited,
    demonstration,
    handing_over,
    landing,
    leaving,
    subject_access,
)
from everyseat.conversation.actions import (
    editions,
    erasing,
    importing,
    opening,
    telling,
    writing_to_invited,
)
from everyseat.conversation.live import Live
from everyseat.conversation.report import present
from everyseat.organisations import roles
from everyseat.organisations.part import Part, Section

PART = Part(
    key="conversation",
    urls="everyseat.conversation.urls",
    sections=[
        Section(
            "conversations",
            _("Conversations"),
            place=5,
            under=("/conversations/",),
            permissions=frozenset({roles.RUN_CONVERSATIONS}),
        )
    ],
    waiting=landing.waiting,
    actions=landing.actions,
    recent=landing.recent,
    daily=[opening.keep_dates, writing_to_invited.write_due, importing.delete_old],
    nightly=[erasing.by_night, telling.by_night],
    live=Live,
    slow=[importing.move_in, editions.make_due],
    held_about=subject_access.held_about,
    erase=subject_access.erase,
    demonstrate=demonstration.load,
    safety=lambda: render_to_string("conversation/safety.html"),
    methods=lambda: render_to_string("conversation/methods.html", {"methods": present.said()}),
    deeds=audited.DEEDS,
    leaving=leaving.waits,
    hands_over=handing_over.of,
)
