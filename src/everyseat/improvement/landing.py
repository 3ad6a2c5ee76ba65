"""What waits in services, and the page that lists them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.improvement import collecting_waiting, issue_tasks
from everyseat.improvement.models import Service
from everyseat.improvement.queries import coding, samples, services
from everyseat.organisations import roles
from everyseat.organisations.landing import Action, Entry, Group, Landing, Task
from everyseat.organisations.models import Person

LATELY = 5


def waiting(person: Person) -> Iterator[Task]:
    """Yield what waits for somebody in the services that they look after."""
    yield from collecting_waiting.answers(person)
    yield from collecting_waiting.unhelped(person)
    yield from _comments(person)
    yield from _samples(person)
    yield from issue_tasks.waiting(person, timezone.localdate())


def _comments(person: Person) -> Iterator[Task]:
    """Yield a task for each service whose comments wait to be coded."""
    for service in services.looked_after_by(person):
        n = coding.to_code(service).count()
        if n:
            text = ngettext(
                "%(n)s comment on “%(service)s” waits to be coded",
                "%(n)s comments on “%(service)s” wait to be coded",
                n,
            )
            link = reverse("comments_queue", args=[service.pk])
            yield Task(text % {"n": n, "service": service}, link)


def _samples(person: Person) -> Iterator[Task]:
    """Yield a task for each sample of which somebody has not coded every comment."""
    for sample in samples.of(person):
        n = samples.left(sample, person).count()
        if n:
            text = ngettext(
                "Code %(n)s comment of a sample on “%(service)s”",
                "Code %(n)s comments of a sample on “%(service)s”",
                n,
            )
            link = reverse("sample_code", args=[sample.service_id, sample.pk])
            yield Task(text % {"n": n, "service": sample.service}, link, since=sample.made_on)


def add() -> Action:
    return Action(
        _("Add a service"),
        reverse("service_new"),
        _("Collect comments on it, say what you did, and see whether it worked."),
        rank=31,
    )


def actions(person: Person) -> Iterator[Action]:
    if person.may(roles.IMPROVE):
        yield add()


def recent(person: Person) -> list[Entry]:
    found = services.looked_after_by(person)[:LATELY]
    return [replace(_entry(one), note=_("Service")) for one in found]


def services_page(person: Person) -> Landing:
    """Return the services that somebody looks after, and those that everybody may read about."""
    own = services.looked_after_by(person)
    public = services.public().exclude(pk__in=own.values("pk"))
    may_add = person.may(roles.IMPROVE)
    groups = [
        Group(
            _("Services you look after"),
            _entries(own),
            _("None yet. Add the first one.") if may_add else "",
        ),
        Group(
            _("What other services did"),
            [_public_entry(one) for one in public],
            "" if may_add or own else _("No service has published what it did yet."),
        ),
    ]
    lead = _(
        "Turn what people say into changes, and find out whether the changes worked. Here are the "
        "services that do."
    )
    return Landing(_("Services"), lead, add() if may_add else None, groups)


def _entries(found: Iterable[Service]) -> list[Entry]:
    return [_entry(one) for one in found]


def _entry(service: Service) -> Entry:
    link = reverse("service", args=[service.pk])
    if service.is_public:
        return Entry(service.name, link, _("Public"), "green")
    return Entry(service.name, link, _("Not public"), "grey")


def _public_entry(service: Service) -> Entry:
    return Entry(service.name, reverse("service_page", args=[service.code]))
