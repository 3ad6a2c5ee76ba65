"""What waits in services for somebody who is about to lose a role, or can't sign in."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from everyseat.improvement.models import Service
from everyseat.improvement.models.issue import State
from everyseat.organisations import roles
from everyseat.organisations.leaving import Loss
from everyseat.organisations.models import Person


def waits(loss: Loss) -> Iterator[str]:
    """Yield what nobody would be left to do: services without anybody who can look after them."""
    if loss.is_shut_out:
        led = Service.objects.filter(lead=loss.person).values_list("name", flat=True)
        if led:
            text = _("%(name)s leads: %(services)s. An organiser can name somebody else.")
            yield text % {"name": loss.person.name, "services": ", ".join(led)}
        yield from _promised(loss.person)
    if roles.IMPROVE in loss.permissions and not _others(loss):
        alone = Service.objects.filter(lead=None).values_list("name", flat=True)
        if alone:
            text = _("Nobody else can look after: %(services)s.")
            yield text % {"services": ", ".join(alone)}


def _promised(person: Person) -> Iterator[str]:
    """Yield where somebody is named for what is not done yet: another has to be named for it."""
    planned = person.issues_of_services.filter(state=State.PLANNED)
    if names := sorted(set(planned.values_list("service__name", flat=True))):
        text = _(
            "%(name)s is named as responsible for a promised change in: %(services)s. People who "
            "look after the service can name somebody else."
        )
        yield text % {"name": person.name, "services": ", ".join(names)}


def _others(loss: Loss) -> list[str]:
    return [name for role in roles.that_permit(roles.IMPROVE) for name in loss.others(role.key)]
