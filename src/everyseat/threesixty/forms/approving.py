"""The page on which a list of raters is approved: who is ticked, and what was read before."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

from django.http import QueryDict

from everyseat.threesixty.models import Invitation


@dataclass(frozen=True)
class Ticks:
    """Who of a list is ticked, by the keys of invitations; `shown` is the list as it was read."""

    shown: frozenset[str]
    ticked: frozenset[str]

    @classmethod
    def sent(cls, data: QueryDict) -> Self:
        return cls(frozenset(data.getlist("listed")), frozenset(data.getlist("ask")))

    @classmethod
    def all_but(cls, listed: Collection[Invitation], without: Collection[str]) -> Self:
        """Return the ticks of a page that was not sent yet: everybody but some."""
        keys = frozenset(str(invitation.pk) for invitation in listed)
        return cls(keys, keys - frozenset(without))

    def left_out(self, listed: Collection[Invitation]) -> list[Invitation]:
        """Return who is not to be asked: whoever is not ticked, and whoever has left.

        Somebody who has joined the list since it was read is ticked.
        """
        without = self.shown - self.ticked
        return [i for i in listed if str(i.pk) in without or i.person.has_left]

    def are_of(self, listed: Collection[Invitation]) -> bool:
        """Return whether the list is as it was read."""
        return self.shown == {str(invitation.pk) for invitation in listed}


def has_read(data: QueryDict, seal: str) -> bool:
    """Return whether a page sent the seal of what is said now among those that it has shown.

    Where nothing is said, there is nothing to read.
    """
    read = [text.split() for text in data.getlist("understood")]
    return not seal or seal.split() in read
