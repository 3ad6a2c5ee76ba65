"""What the 360 tells the site."""

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from everyseat.organisations.part import Part, Section
from everyseat.threesixty import audited, handing_over, landing, leaving
from everyseat.threesixty.actions import (
    counting,
    dates,
    finishing,
    follow_ups,
    group_reports,
    inviting,
    mailings,
    plans,
    questionnaires,
    reopening,
    retention,
    waiting,
)
from everyseat.threesixty.demonstration import rounds
from everyseat.threesixty.report import methods

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
    daily=[
        dates.keep,
        inviting.send_waiting,
        reopening.let_go,
        plans.remind,
        follow_ups.begin_due,
        retention.delete_what_is_due,
        waiting.tell,
    ],
    nightly=[counting.count_by_night, group_reports.make_due],
    slow=[mailings.work, finishing.work],
    held_about=retention.held_about,
    erase=retention.erase,
    begin=questionnaires.add_ours,
    demonstrate=rounds.load,
    safety=lambda: render_to_string("threesixty/safety.html"),
    methods=lambda: render_to_string("threesixty/methods.html", {"methods": methods.short()}),
    deeds=audited.DEEDS,
    leaving=leaving.waits,
    hands_over=handing_over.of,
    given_elsewhere=handing_over.elsewhere,
    left_over=leaving.left_over,
    passes=[
        _("Approve lists of raters."),
        _(
            "Read a report first and release it, in the place of a coach. Only another coach can: "
            "not the leader, one of the raters or the leader's manager."
        ),
    ],
    stays=[
        _("Run a 360 round. Its other organisers can, and it can be handed over on its page."),
        _(
            "Read the 360 report or the plan of the person who is away, or a plan that "
            "is shared with them."
        ),
    ],
)
