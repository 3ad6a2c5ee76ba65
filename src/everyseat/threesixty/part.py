"""What the 360 tells the site."""

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from everyseat.organisations.part import Part, Section
from everyseat.threesixty import audited, landing, leaving
from everyseat.threesixty.actions import (
    closing,
    dates,
    finishing,
    group_reports,
    questionnaires,
    retention,
)
from everyseat.threesixty.demonstration import rounds

PART = Part(
    key="threesixty",
    urls="everyseat.threesixty.urls",
    sections=[
        Section("threesixty", _("360"), 2, ("/360/", "/rounds/", "/questionnaires/", "/reviews/"))
    ],
    waiting=landing.waiting,
    actions=landing.actions,
    recent=landing.recent,
    first_steps=landing.first_steps,
    daily=[dates.keep, retention.delete_what_is_due],
    nightly=[closing.count_by_night, group_reports.make_due],
    slow=[finishing.work],
    held_about=retention.held_about,
    erase=retention.erase,
    begin=questionnaires.add_ours,
    demonstrate=rounds.load,
    safety=lambda: render_to_string("threesixty/safety.html"),
    deeds=audited.DEEDS,
    leaving=leaving.waits,
)
