"""Who manages whom in a file: found by address, employee number or name, where only one fits.

Nobody is left out for their manager. One who is not found is not set, with a note; the next file
sets them, once they are here.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from everyseat.organisations.people_columns import MANAGERS

TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "rev"}
IN_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*$")
DISTINGUISHED = re.compile(r"^CN=((?:[^,\\]|\\.)+)", re.IGNORECASE)
"""How Active Directory names somebody: CN=Ann Lee,OU=Staff,DC=trust,DC=example."""


def plain_name(text: str) -> str:
    r"""Return a name as it is compared: “Lee, Mrs. Ann (123)” is “ann lee”.

    >>> plain_name("Lee, Mrs. Ann (123)"), plain_name(r"CN=Lee\, Ann,OU=Staff")
    ('ann lee', 'ann lee')
    """
    if found := DISTINGUISHED.match(text):
        text = re.sub(r"\\(.)", r"\1", found[1])
    text = IN_BRACKETS.sub("", text)
    last, comma, first = text.partition(",")
    words = f"{first} {last}".split() if comma else text.split()
    return " ".join(w for word in words if (w := word.strip(".").casefold()) not in TITLES)


class People:
    """People of a file and of the site, found by what a cell says of a manager."""

    def __init__(self, people: Iterable[tuple[str, str, str]], former: Mapping[str, str]):
        """Take the address, name and employee number of each; and today's for former addresses."""
        self.addresses = dict(former)
        self.by_number: dict[str, set[str]] = defaultdict(set)
        self.by_name: dict[str, set[str]] = defaultdict(set)
        for email, name, number in people:
            self.addresses[email] = email
            self.by_name[plain_name(name)].add(email)
            if number:
                self.by_number[number.casefold()].add(email)

    def meant(self, column: str, text: str) -> set[str]:
        """Return the addresses of all whom a cell may mean."""
        if column in ("manager", "manager email") and "@" in text:
            found = self.addresses.get(text.lower())
            return {found} if found else set()
        if column != "manager name" and (numbered := self._by_number(text)):
            return numbered
        if column in ("manager", "manager name"):
            return self.by_name.get(plain_name(text), set()) or self._by_number(text)
        return set()

    def _by_number(self, text: str) -> set[str]:
        """Return those with a number, which may stand behind a name: “Ann Lee (123)”."""
        inside = IN_BRACKETS.search(text)
        found = self.by_number.get(text.casefold(), set())
        return found or (self.by_number.get(inside[1].casefold(), set()) if inside else set())


def resolve(cells: Mapping[str, str], people: People) -> tuple[str, str]:
    """Return a manager's address, or "", and why there is none although the file names one."""
    why = ""
    for column in MANAGERS:
        text = cells.get(column, "")
        if not text:
            continue
        meant = people.meant(column, text)
        if len(meant) == 1:
            return next(iter(meant)), ""
        why = why or _why_not(text, len(meant))
    return "", why


def _why_not(text: str, several: int) -> str:
    if several:
        why = _(
            "More than one person may be meant by “%(who)s”. We set no manager. Write the e-mail "
            "address."
        )
    else:
        why = _(
            "“%(who)s” is not in this file, and not here. We set no manager. Import the file again "
            "once they are here."
        )
    return why % {"who": text}
