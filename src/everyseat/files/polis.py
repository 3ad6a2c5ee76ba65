"""A conversation as Polis exports it: summary, comments, participants' votes, a log of events."""

import csv
import gzip
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from everyseat.files import votes
from everyseat.files.csv_export import as_csv
from everyseat.files.problems import FileError, Problem
from everyseat.files.votes import VotesFile

SUMMARY, COMMENTS = "summary.csv", "comments.csv"
LOG, MATRIX = "votes.csv", "participants-votes.csv"
NAMES = (SUMMARY, COMMENTS, LOG, MATRIX)
ALSO = {"participant-votes.csv": MATRIX}
"""What a file has been called since 2025."""
BESIDE = ("comment-groups.csv", "comment-clusters.csv", "participant-importance.csv", "format.json")
"""Other files of an export: what they say follows from the four, or is not kept here."""
CONVENTION, SIGNS = "vote-convention", {"agree": "1", "disagree": "-1", "pass": "0"}
"""How a newer export says what its votes mean (docs/export-format.md of Polis)."""
DESCRIPTION = "conversation-description"


@dataclass(frozen=True)
class Comment:
    """A statement: its number, words, whose number wrote it, and −1, 0 or 1 of a moderator."""

    number: int
    text: str
    author: str = ""
    moderated: int = 1
    is_meta: bool = False


@dataclass(frozen=True)
class Export:
    """The files of one conversation, as they are and as they were read."""

    files: Mapping[str, bytes]
    topic: str
    description: str
    comments: list[Comment]
    votes: VotesFile


def read(folder: Path) -> Export:
    """Read the folder of an export, packed as gz or not: see `of_files`."""
    called = {**{name: name for name in NAMES}, **ALSO}
    found = {called[name]: _bytes(path) for name in called if (path := _path(folder, name))}
    return of_files(found, folder.name)


def of_files(files: Mapping[str, bytes], name: str) -> Export:
    """Read the files of an export. FileError names what is wrong, by file and line.

    comments.csv is needed, and votes.csv or participants-votes.csv; the log is read if both are
    there, as it knows in which order people answered.
    """
    if COMMENTS not in files or not files.keys() & {LOG, MATRIX}:
        needed = f"{COMMENTS}, and {LOG} or {MATRIX}"
        raise FileError(name, f"holds no export of Polis: it needs {needed}")
    which = LOG if LOG in files else MATRIX
    cast = votes.from_bytes(files[which], which)
    about = _summary(files.get(SUMMARY, b""))
    _must_mean_the_same(about.get(CONVENTION, ""))
    return Export(
        files,
        about.get("topic", ""),
        about.get(DESCRIPTION, ""),
        _comments(files[COMMENTS], cast.statements),
        cast,
    )


def summary(rows: Mapping[str, object]) -> str:
    """Return summary.csv: a row per fact."""
    return as_csv(rows.items())


def log(rows: Iterable[tuple[int, int, int, int]]) -> str:
    """Return votes.csv from timestamp, comment-id, voter-id and vote."""
    return as_csv([("timestamp", "comment-id", "voter-id", "vote"), *rows])


def matrix(
    statements: Sequence[int], rows: Iterable[tuple[int, object, int, Mapping[int, int]]]
) -> str:
    """Return participants-votes.csv from a number, a group, how many statements, and votes."""
    head = ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")
    table: list[Sequence[object]] = [(*head, *statements)]
    for number, group, written, cast in rows:
        values = list(cast.values())
        own = (number, group, written, len(cast), values.count(1), values.count(-1))
        table.append((*own, *(cast.get(statement, "") for statement in statements)))
    return as_csv(table)


def comments(rows: Iterable[tuple[int | str, Comment, int | str, int | str]]) -> str:
    """Return comments.csv from a timestamp, a comment, and how many agree and disagree.

    A timestamp that nobody knows is "".
    """
    head = ("timestamp", "comment-id", "author-id", "agrees", "disagrees", "moderated")
    return as_csv(
        [
            (*head, "comment-body", "is-meta"),
            *(
                (at, one.number, one.author, agree, disagree, one.moderated, one.text, one.is_meta)
                for at, one, agree, disagree in rows
            ),
        ]
    )


def times_of(comments: bytes) -> dict[int, str]:
    """Return the timestamp of each statement of comments.csv, by its number."""
    rows = csv.DictReader(io.StringIO(comments.decode("utf-8-sig", errors="replace")))
    return {
        int(row["comment-id"]): row.get("timestamp") or ""
        for row in rows
        if (row.get("comment-id") or "").isdigit()
    }


def _path(folder: Path, name: str) -> Path | None:
    return next((p for p in (folder / name, folder / f"{name}.gz") if p.is_file()), None)


def _bytes(path: Path) -> bytes:
    content = path.read_bytes()
    return gzip.decompress(content) if path.suffix == ".gz" else content


def _summary(content: bytes) -> dict[str, str]:
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig", errors="replace")))
    return {row[0]: row[1] for row in rows if len(row) > 1}


def _must_mean_the_same(declared: str) -> None:
    """Refuse votes that say of themselves that 1 is not agree; older exports say nothing."""
    said = dict(part.strip().split("=", 1) for part in declared.split(";") if "=" in part)
    if wrong := [name for name, sign in SIGNS.items() if said.get(name, sign).lstrip("+") != sign]:
        why = f"says that {wrong[0]} is {said[wrong[0]]}. We read agree as 1, disagree as -1"
        raise FileError(SUMMARY, f"{why} and pass as 0")


def _comments(content: bytes, voted_on: Sequence[str]) -> list[Comment]:
    """Return statements in the order of their numbers. FileError for one that has no words."""
    said = votes.statements_of(content, COMMENTS)
    names = {*said.texts, *voted_on}
    wrong = sorted(name for name in names if not name.isdigit() or not said.texts.get(name))
    if wrong:
        lines = [Problem(1, "comment-id", f"{name!r} has votes and no words") for name in wrong]
        raise FileError(COMMENTS, lines)
    return [
        Comment(
            int(name),
            said.texts[name],
            said.authors.get(name, ""),
            said.moderated.get(name, 1),
            name in said.meta,
        )
        for name in sorted(names, key=int)
    ]
