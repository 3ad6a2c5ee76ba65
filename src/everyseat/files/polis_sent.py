"""An export of Polis that somebody sent: unpacked within limits, and read in a process of its own.

What comes back from that process is not trusted: each column has to fit the others.
"""

import base64
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np

from everyseat.files import apart, polis
from everyseat.files.polis import Comment, Export
from everyseat.files.problems import FileError
from everyseat.files.votes import Integers, VotesFile

MIB = 1024 * 1024
LARGEST = 128 * MIB
"""Bytes of all files together, unpacked. What says that it is smaller is not believed."""
MOST_INSIDE = 200
"""Files in one package."""
CHUNK = MIB
CALLED = {name: name for name in polis.NAMES} | polis.ALSO
KNOWN = sorted(CALLED, key=len, reverse=True)
COLUMNS = {"person": "<i4", "statement": "<i4", "vote": "i1", "arrival": "<i4"}


def known(name: str) -> str:
    """Return which file of an export this is by its name, packed or not; "" if it is none.

    >>> known("city/2026-11-27-participants-votes.csv.gz"), known("participant-votes.csv")
    ('participants-votes.csv', 'participants-votes.csv')
    >>> known("comment-groups.csv"), is_beside("r1-comment-groups.csv")
    ('', True)
    """
    bare = re.sub(r" ?\(\d+\)(?=\.csv)", "", name.replace("\\", "/").rpartition("/")[2].lower())
    bare = bare.removesuffix(".gz")
    return next((CALLED[one] for one in KNOWN if _ends_with(bare, one)), "")


def is_beside(name: str) -> bool:
    """Return whether a file comes with an export, and is not needed."""
    return any(_ends_with(name.lower().removesuffix(".gz"), one) for one in polis.BESIDE)


def _ends_with(bare: str, name: str) -> bool:
    return bool(re.fullmatch(rf"(.*[-_. ])?{re.escape(name)}", bare))


def unpacked(content: bytes, name: str) -> dict[str, bytes]:
    """Return the files of an export in a zip file, by their known names.

    FileError if it is damaged, locked, holds a file twice, or is too large when unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _members(archive, name)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, ValueError) as error:
        raise FileError(name, f"is no ZIP file, or is damaged ({error})") from error
    except (RuntimeError, NotImplementedError) as error:
        raise FileError(name, f"is locked, or packed in another way ({error})") from error


def _members(archive: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    members = [one for one in archive.infolist() if not one.is_dir()]
    if len(members) > MOST_INSIDE:
        raise FileError(name, f"holds {len(members):,} files. An export has four")
    found: dict[str, bytes] = {}
    for member in members:
        which, left = known(member.filename), LARGEST - sum(map(len, found.values()))
        if not which or "__MACOSX" in member.filename:
            continue
        if which in found:
            raise FileError(name, f"holds two files called {which}. Choose one export")
        with archive.open(member) as packed:
            if member.filename.lower().endswith(".gz"):
                with gzip.open(packed) as inside:
                    found[which] = _limited(inside, left, name)
            else:
                found[which] = _limited(packed, left, name)
    return found


def _limited(packed: Any, most: int, name: str) -> bytes:
    """Return the content of an opened file, read no further than it may be long."""
    content = bytearray()
    while chunk := packed.read(CHUNK):
        content += chunk
        if len(content) > most:
            raise FileError(name, f"is over {LARGEST // MIB} MB when unpacked")
    return bytes(content)


def read(content: bytes, name: str) -> Export:
    """Return the conversation in a zip file that somebody sent, without its files.

    FileError for its mistakes, by file and line, and if reading fails in any way.
    """
    return apart.told(content, name, apart.EXPORT, "polis", heard)


def told(export: Export) -> dict[str, object]:
    """Return an export as the reading process tells it, without its files."""
    cast = export.votes
    comments = [[c.number, c.text, c.author, c.moderated, c.is_meta] for c in export.comments]
    columns = {name: getattr(cast, name).astype(kind) for name, kind in COLUMNS.items()}
    return {
        "topic": export.topic,
        "description": export.description,
        "comments": comments,
        "people": cast.people,
        "statements": cast.statements,
        "columns": {name: base64.b64encode(c.tobytes()).decode() for name, c in columns.items()},
    }


def heard(content: Mapping[str, Any], _name: str) -> Export:
    """Return the export that was told. ValueError, KeyError or TypeError if it does not fit."""
    columns = {name: _column(content["columns"][name], kind) for name, kind in COLUMNS.items()}
    people, statements = ([str(one) for one in content[key]] for key in ("people", "statements"))
    cast = VotesFile(people, statements, **columns)
    comments = [
        Comment(int(number), str(text), str(author), int(moderated), bool(is_meta))
        for number, text, author, moderated, is_meta in content["comments"]
    ]
    _must_fit(cast, comments)
    return Export({}, str(content["topic"]), str(content["description"]), comments, cast)


def _column(packed: str, kind: str) -> Integers:
    return np.frombuffer(base64.b64decode(packed, validate=True), dtype=kind).astype(np.int64)


def _must_fit(cast: VotesFile, comments: list[Comment]) -> None:
    n = len(cast.person)
    fits = len(cast.statement) == len(cast.vote) == n
    fits &= bool(np.isin(cast.vote, (-1, 0, 1)).all())
    fits &= _within(cast.person, cast.people) and _within(cast.statement, cast.statements)
    fits &= {one.moderated for one in comments} <= {-1, 0, 1}
    fits &= {str(one.number) for one in comments} >= set(cast.statements)
    if not fits:
        raise ValueError("the columns of an export do not fit each other")


def _within(places: Integers, names: list[str]) -> bool:
    return not len(places) or bool(places.min() >= 0 and places.max() < len(names))
