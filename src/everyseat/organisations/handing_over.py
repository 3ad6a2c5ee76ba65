"""What somebody has begun and an organiser may give to somebody else: who left, or is ill."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from everyseat.organisations.models import Person


@dataclass(frozen=True)
class Handover:
    """One thing of a person's: what it is, who may have it, and what gives it to them.

    `permission` is what its new owner has to be permitted; "" if anybody may have it. `happens` is
    what else happens then, and `final` what of it can't be undone: with `%(to)s` for the new owner.
    """

    text: str
    give: Callable[[Person], None]
    permission: str = ""
    happens: Sequence[str] = ()
    final: Sequence[str] = ()

    def fits(self, person: Person) -> bool:
        return not self.permission or person.may(self.permission)
