"""What feedback on moments and sealed cases tell the site."""

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from everyseat.moments import audited, demonstration, landing, leaving, subject_access
from everyseat.moments.actions import asking, cases, feedback, offering
from everyseat.moments.actions.leaving import end_what_is_over
from everyseat.organisations.part import Part, Section
from everyseat.safety import thresholds

PART = Part(
    key="moments",
    urls="everyseat.moments.urls",
    sections=[
        Section(
            "feedback_landing",
            _("Feedback"),
            place=1,
            under=("/feedback/", "/moments/", "/tell/", "/by-me/", "/drafts/"),
            for_visitors=True,
        ),
        Section(
            "speaking_up",
            _("Speaking up"),
            place=4,
            under=("/speaking-up/", "/guardian/", "/counts/", "/routes/"),
            for_visitors=True,
        ),
    ],
    doors=landing.doors,
    waiting=landing.waiting,
    actions=landing.actions,
    recent=landing.recent,
    first_steps=landing.first_steps,
    daily=[
        asking.keep_dates,
        offering.keep_dates,
        feedback.remind,
        end_what_is_over,
        lambda _today: cases.write_daily(timezone.localtime()),
        cases.delete_what_is_due,
    ],
    nightly=[asking.drop_what_leads_nowhere],
    held_about=subject_access.held_about,
    erase=subject_access.erase,
    demonstrate=lambda city, _rng: demonstration.load(city, timezone.localdate()),
    safety=lambda: render_to_string("moments/safety.html", {"k": thresholds.RATINGS}),
    deeds=audited.DEEDS,
    leaving=leaving.waits,
    stays=[
        _(
            "Read or answer feedback to them, or what people say about a meeting that they "
            "asked about."
        ),
        _(
            "Open sealed concerns: only a guardian's own key does. A guardian says at the "
            "guardian's desk who looks after their cases."
        ),
    ],
)
