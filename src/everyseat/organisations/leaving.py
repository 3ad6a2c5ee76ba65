"""What stops, and what waits for a person, before they lose a role or may no longer sign in."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from everyseat.organisations import roles
from everyseat.organisations.actions import held
from everyseat.organisations.models import Person
from everyseat.organisations.queries import holders


@dataclass(frozen=True)
class Loss:
    """The roles that somebody is about to lose, and whether they may sign in no longer."""

    person: Person
    taken: frozenset[str]
    is_shut_out: bool

    def __bool__(self) -> bool:
        return bool(self.taken) or self.is_shut_out

    @cached_property
    def roles(self) -> frozenset[str]:
        """Every role that they can't fill any more: all that they hold, if they can't sign in."""
        return self.taken | (frozenset(held(self.person)) if self.is_shut_out else frozenset())

    @cached_property
    def permissions(self) -> frozenset[str]:
        """What they may do now, and not after this."""
        kept = held(self.person) - self.roles
        before, after = (_permitted(keys) for keys in (held(self.person), kept))
        return before - after

    def others(self, role: str) -> list[str]:
        """Return the names of everybody else who has a role and can sign in."""
        others = holders(role).exclude(pk=self.person.pk)
        return list(others.values_list("name", flat=True))


def _permitted(keys: set[str] | frozenset[str]) -> frozenset[str]:
    found = (roles.ROLES[key].permissions for key in keys if key in roles.ROLES)
    return frozenset().union(*found)


def loss(person: Person, form_roles: set[str] | None, may_sign_in: bool) -> Loss:
    """Return what a person would lose if they were saved with these roles; None leaves them."""
    taken = frozenset() if form_roles is None else frozenset(held(person) - form_roles)
    return Loss(person, taken, person.is_active and not may_sign_in)


def stops(loss: Loss) -> list[str]:
    """Return what a person can do no longer, a sentence for each role, and who else can."""
    name = {"name": loss.person.name}
    said = []
    if loss.is_shut_out:
        text = _("%(name)s can no longer sign in, and is signed out on all devices at once.")
        said.append(text % name)
    for key in (key for key in roles.ROLES if key in loss.roles):
        said.append(f"{str(roles.ROLES[key].stops) % name} {_who_else(loss, key)}")
    return said


def _who_else(loss: Loss, key: str) -> str:
    role, others = str(roles.ROLES[key].name), loss.others(key)
    if not others:
        return _("Nobody else has the role %(role)s.") % {"role": role}
    text = _("The role %(role)s stays with %(names)s.")
    return text % {"role": role, "names": ", ".join(others)}
