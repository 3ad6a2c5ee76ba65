"""What waits of issues for people who look after a service: what is overdue, or never checked."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from operator import attrgetter

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.improvement.models import Issue, Service
from everyseat.improvement.queries import issues, services
from everyseat.organisations.landing import Task
from everyseat.organisations.models import Person


def waiting(person: Person, today: date) -> Iterator[Task]:
    """Yield what was promised for a day that is over, and changes that nobody has checked."""
    looked_after = services.looked_after_by(person)
    for service, found in _by_service(issues.overdue(looked_after, today)):
        text = ngettext(
            "Say what became of %(n)s promised change in “%(service)s”",
            "Say what became of %(n)s promised changes in “%(service)s”",
            len(found),
        )
        said = text % {"n": len(found), "service": service}
        yield Task(said, _link(found), since=found[0].by)
    for service, found in _by_service(issues.unchecked(looked_after, today)):
        text = ngettext(
            "Check whether %(n)s change in “%(service)s” worked",
            "Check whether %(n)s changes in “%(service)s” worked",
            len(found),
        )
        said = text % {"n": len(found), "service": service}
        yield Task(said, _link(found), since=found[0].made_on, note=_("made, and never checked"))


def _by_service(found: Iterable[Issue]) -> Iterator[tuple[Service, list[Issue]]]:
    """Yield issues by their service, the longest waiting first."""
    ordered = sorted(found, key=attrgetter("service.name", "service_id"))
    for _key, those in groupby(ordered, attrgetter("service_id")):
        same = list(those)
        yield same[0].service, same


def _link(found: list[Issue]) -> str:
    """Return the address of the one, or of the list where there are several."""
    first = found[0]
    if len(found) == 1:
        return reverse("issue", args=[first.service_id, first.number])
    return reverse("issues", args=[first.service_id])
