"""What stops, and what waits for a person, before they lose a role or may no longer sign in."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.organisations import roles
from everyseat.organisations.actions import held
from everyseat.organisations.models import Person
from everyseat.organisations.queries import holders


@dataclass(frozen=True)
class Loss:
    """The roles that somebody has and is about to lose, and whether they may sign in no longer."""

    person: Person
    held: frozenset[str]
    taken: frozenset[str]
    is_shut_out: bool

    def __bool__(self) -> bool:
        return bool(self.taken) or self.is_shut_out

    @property
    def roles(self) -> frozenset[str]:
        """Every role that they can't fill any more: all that they hold, if they can't sign in."""
        return self.held if self.is_shut_out else self.taken

    @property
    def permissions(self) -> frozenset[str]:
        """What they may do now, and not after this."""
        return _permitted(self.held) - _permitted(self.held - self.roles)

    def others(self, role: str) -> list[str]:
        """Return the names of everybody else who has a role and can sign in."""
        others = holders(role).exclude(pk=self.person.pk)
        return list(others.values_list("name", flat=True))


def _permitted(keys: frozenset[str]) -> frozenset[str]:
    found = (roles.ROLES[key].permissions for key in keys if key in roles.ROLES)
    return frozenset().union(*found)


def loss(person: Person, form_roles: set[str] | None, may_sign_in: bool) -> Loss:
    """Return what a person would lose if they were saved with these roles; None leaves them."""
    now = frozenset(held(person))
    taken = frozenset() if form_roles is None else now - form_roles
    return Loss(person, now, taken, person.is_active and not may_sign_in)


def question(loss: Loss) -> str:
    """Return what is asked before a person loses roles, or gets two that are at odds."""
    if not loss:
        return _("Administrator and guardian?")
    names = _names(loss)
    if loss.is_shut_out:
        return _("Stop %(name)s from signing in?") % names
    text = ngettext(
        "Take the role %(these)s from %(name)s?",
        "Take these roles from %(name)s: %(these)s?",
        len(loss.taken),
    )
    return text % names


def answer(loss: Loss) -> str:
    """Return what the button says that does it."""
    if not loss:
        return _("Give both roles")
    names = _names(loss)
    if loss.is_shut_out:
        return _("Stop %(name)s from signing in") % names
    text = ngettext(
        "Take the role %(these)s from %(name)s", "Take these roles from %(name)s", len(loss.taken)
    )
    return text % names


def _names(loss: Loss) -> dict[str, str]:
    taken = (str(role.name) for key, role in roles.ROLES.items() if key in loss.taken)
    return {"name": loss.person.name, "these": ", ".join(taken)}


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
