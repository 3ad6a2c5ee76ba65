"""Who waits for an answer of a service, and whom one did not help, for whoever looks after it."""

from collections import Counter
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


def unhelped(person: Person) -> Iterator[Task]:
    """Yield a task for each service with answers that did not help, while one can write again."""
    found = collecting.did_not_help(services.looked_after_by(person))
    for service, n in Counter(one.comment.service for one in found).items():
        text = ngettext(
            "%(n)s person says that an answer from “%(service)s” did not help",
            "%(n)s people say that an answer from “%(service)s” did not help",
            n,
        )
        link = reverse("service_replies", args=[service.pk])
        yield Task(text % {"n": n, "service": service}, link, note=_("You can write again"))
