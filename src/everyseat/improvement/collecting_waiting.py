"""Which people wait for an answer, for whoever looks after the service they wrote to."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.improvement.queries import collecting, services
from everyseat.organisations.landing import Task
from everyseat.organisations.models import Person

SOON = timedelta(13)
"""From the Monday of the week in which somebody wrote to a week after its Sunday."""


def answers(person: Person) -> Iterator[Task]:
    """Yield a task for each service from which people want an answer, the longest wait first."""
    today = timezone.localdate()
    for waiting in collecting.with_waiting(services.looked_after_by(person)):
        text = ngettext(
            "%(n)s person waits for an answer from “%(service)s”",
            "%(n)s people wait for an answer from “%(service)s”",
            waiting.n,
        )
        yield Task(
            text % {"n": waiting.n, "service": waiting.service},
            reverse("service_replies", args=[waiting.service.pk]),
            since=waiting.since,
            note=_("For more than a week") if today - waiting.since > SOON else "",
        )
