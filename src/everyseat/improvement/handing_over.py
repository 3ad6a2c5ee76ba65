"""Which services of somebody an organiser may give to somebody else."""

from collections.abc import Iterator
from functools import partial

from django.utils.translation import gettext as _

from everyseat.improvement.actions import services
from everyseat.improvement.models import Service
from everyseat.organisations.handing_over import Handover
from everyseat.organisations.models import Person


def of(person: Person) -> Iterator[Handover]:
    """Yield the services that somebody leads. Anybody may lead one: it takes no role."""
    for service in Service.objects.filter(lead=person):
        text = _("Service: %(service)s") % {"service": service}
        yield Handover(text, partial(_give, service))


def _give(service: Service, to: Person) -> None:
    services.hand_over(service=service, to=to)
