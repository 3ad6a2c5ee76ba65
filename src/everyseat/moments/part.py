"""What moments, feedback and sealed cases tell the site."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from everyseat.moments import demonstration, subject_access
from everyseat.moments.actions import asking, cases, feedback, offering
from everyseat.moments.queries import feedback as queries
from everyseat.organisations.models import Person
from everyseat.organisations.part import Link, Part, Task


def _waiting(person: Person) -> Iterator[Task]:
    unanswered, asked, answered, drafts = queries.waiting(person)
    if unanswered:
        yield Task(_("Somebody told you how a moment felt"), reverse("feedback_received"))
    if asked:
        yield Task(_("Somebody would like ten minutes of your time"), reverse("by_me"))
    if answered:
        yield Task(_("You were answered: did you feel heard?"), reverse("by_me"))
    if drafts:
        yield Task(_("A draft to read as a coach"), reverse("drafts"))


PART = Part(
    key="moments",
    urls="everyseat.moments.urls",
    place=1,
    navigation=[Link("moments", gettext_lazy("Moments"))],
    waiting=_waiting,
    daily=[
        asking.keep_dates,
        offering.keep_dates,
        feedback.remind,
        lambda _today: cases.write_daily(timezone.localtime()),
        cases.delete_what_is_due,
    ],
    nightly=[asking.drop_what_leads_nowhere],
    held_about=subject_access.held_about,
    erase=subject_access.erase,
    demonstrate=lambda city, _rng: demonstration.load(city, timezone.localdate()),
)
