"""People as they are pasted: from Outlook, Gmail, Apple Mail, or columns of a spreadsheet.

`email.utils.getaddresses` reads what stands in the header of an e-mail. What mail programs put on
the clipboard is none: names with commas and no quotes, semicolons, columns. So the text is taken
apart here, and only quotes and encoded words are read by the standard library.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.utils import unquote

MOST = 200
"""People read of one text. Whoever pastes more has pasted something else."""

_WORD = re.compile(r"[^\s<>()\[\]\",;:]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_HEADER = re.compile(r"^\s*(?:to|cc|bcc|from|at|oddi wrth)\s*:", re.IGNORECASE)
_QUOTED = re.compile(r'"(?:[^"\\]|\\.){0,200}+"')
"""Not longer: else a text of nothing but quotes takes a time that grows with its square."""
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_AROUND = " \t.,;:<>()[]\"'‘’“”|*-"
_HEADINGS = frozenset(
    {
        "",
        *("name", "full name", "first name", "last name", "surname", "display name"),
        *("email", "e-mail", "e-mail address", "email address", "mail", "organisation", "team"),
        *("enw", "e-bost", "cyfeiriad e-bost", "sefydliad", "tîm"),
    }
)


@dataclass(frozen=True)
class Pasted:
    """A person in a pasted text: a name, an address, or both. The address is in lower case."""

    name: str
    address: str


def read(text: str) -> list[Pasted]:
    """Return the people in a text, in its order, nobody twice.

    Parameters
    ----------
    text : str
        Entries apart by semicolons, lines, or commas after an address; names and addresses in any
        order of columns. An entry without an address is a name. A line of headings is left out.

    Returns
    -------
    list of Pasted
        At most `MOST`. An address is what looks like one: whether it is valid is not checked.

    Examples
    --------
    >>> read('Lee, Ann (RX1) <Ann@b.org>; bo@c.org')
    [Pasted(name='Ann Lee', address='ann@b.org'), Pasted(name='', address='bo@c.org')]
    """
    people: dict[str, Pasted] = {}
    for line in _INVISIBLE.sub("", text).replace("\xa0", " ").splitlines():
        for person in _in_line(_HEADER.sub("", line)):
            key = person.address or person.name.casefold()
            if key not in people or not people[key].name:
                people[key] = person
            if len(people) == MOST:
                return list(people.values())
    return list(people.values())


def _in_line(line: str) -> Iterator[Pasted]:
    if all(word.strip(_AROUND).casefold() in _HEADINGS for word in re.split("[\t,;]", line)):
        return
    cells = [cell.strip(_AROUND) for cell in line.split(_columns(line))]
    if len(cells) > 1 and (row := _row(cells)):
        yield row
        return
    line, hidden = _without_quotes(line)
    start, latest = 0, ""
    for match in _WORD.finditer(line):
        if not (address := _address(match[0])):
            continue
        others, _semicolon, before = line[start : match.start()].rpartition(";")
        start = match.end()
        yield from (Pasted(other, "") for other in _named(others, hidden))
        name = " ".join(_named(before, hidden, alone=False))
        if address == latest and not name:
            continue  # as in “ann@b.org <mailto:ann@b.org>”
        yield Pasted(name if name.casefold() != address else "", address)
        latest = address
    yield from (Pasted(name, "") for name in _named(line[start:], hidden))


def _columns(line: str) -> str:
    """Return what parts a line into columns, if anything does: a comma before a space does not."""
    is_list = ", " in line or ";" in line or '"' in line or "<" in line
    return "," if line.count("@") == 1 and "\t" not in line and not is_list else "\t"


def _row(cells: list[str]) -> Pasted | None:
    """Return the person in a row of columns that has one address, or none; else nobody."""
    addresses = [cell for cell in cells if "@" in cell]
    names = [cell for cell in cells if cell and "@" not in cell]
    if len(addresses) > 1 or (addresses and len(found := _WORD.findall(addresses[0])) != 1):
        return None
    address = _address(found[0]) if addresses else ""
    name = _name(_whole(names))
    return Pasted(name, address) if name or address else None


def _address(word: str) -> str:
    """Return the address that a word is, or "" if it is none."""
    address = word.partition("?")[0].strip(_AROUND).lower()
    return address if "@" in address.strip("@") else ""


def _whole(names: list[str]) -> str:
    """Return the name in the first cells: “Ann” and “Lee” are one, “Ann Lee” and “Ward 3” not."""
    if not names or " " in names[0] or len(names) < 2 or " " in names[1]:
        return names[0] if names else ""
    return f"{names[0]} {names[1]}"


def _without_quotes(line: str) -> tuple[str, list[str]]:
    """Return a line with each quoted name hidden, so that nothing in it parts entries."""
    hidden: list[str] = []

    def hide(match: re.Match[str]) -> str:
        inside = unquote(match[0])
        if "@" in inside:  # an address as a name: “"ann@b.org" <ann@b.org>”
            return f" {inside} "
        hidden.append(inside)
        return f"\0{len(hidden) - 1}\0"

    return _QUOTED.sub(hide, line.replace("\0", "")), hidden


def _named(text: str, hidden: list[str], *, alone: bool = True) -> list[str]:
    """Return the names in a text without addresses. Not `alone`: one, whose address follows."""
    text = re.sub(r"<?\bmailto:", " ", text, flags=re.IGNORECASE)
    names = []
    for part in (_HEADER.sub("", part) for part in text.split(";")):
        several = part.split(",")
        is_one = not alone or len(several) < 2 or (len(several) == 2 and _turned(several))
        names += [_name(_shown(one, hidden)) for one in ([part] if is_one else several)]
    return [name for name in names if name]


def _turned(parts: list[str]) -> bool:
    """Return whether two parts are “Lee, Ann”, and not “Ann Lee, Bo Ash”."""
    return any(" " not in part.strip() for part in parts)


def _shown(text: str, hidden: list[str]) -> str:
    return re.sub("\0([0-9]+)\0", lambda match: hidden[int(match[1])], text)


def _name(text: str) -> str:
    """Return a name as a person is called: without asides, “Lee, Ann” turned round."""
    name = " ".join(_ASIDE.sub(" ", _decoded(text)).split()).strip(_AROUND)
    last, comma, first = (part.strip() for part in name.partition(","))
    if comma and last and first and "," not in first:
        name = f"{first} {last}"
    return name if any(c.isalpha() for c in name) else ""


def _decoded(text: str) -> str:
    """Return a name with its encoded words (RFC 2047) read, as they stand in a raw header."""
    if "=?" not in text:
        return text
    try:
        return str(make_header(decode_header(text)))
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        return text
