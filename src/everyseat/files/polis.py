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
    """Read the folder of an export, packed as gz or not. FileError names what is wrong, by line.

    comments.csv is needed, and votes.csv or participants-votes.csv; the log is read if both are
    there, as it knows in which order people answered.
    """
    found = {name: path for name in NAMES if (path := _path(folder, name))}
    if COMMENTS not in found or not found.keys() & {LOG, MATRIX}:
        needed = f"{COMMENTS}, and {LOG} or {MATRIX}"
        raise FileError(folder.name, f"holds no export of Polis: it needs {needed}")
    cast = votes.read(found[LOG] if LOG in found else found[MATRIX])
    about = _summary(found.get(SUMMARY))
    return Export(
        {name: _bytes(path) for name, path in found.items()},
        about.get("topic", ""),
        about.get(DESCRIPTION, ""),
        _comments(found[COMMENTS], cast.statements),
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


def comments(rows: Iterable[tuple[int, Comment, int, int]]) -> str:
    """Return comments.csv from a timestamp, a comment, and how many agree and disagree."""
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


def _path(folder: Path, name: str) -> Path | None:
    return next((p for p in (folder / name, folder / f"{name}.gz") if p.is_file()), None)


def _bytes(path: Path) -> bytes:
    content = path.read_bytes()
    return gzip.decompress(content) if path.suffix == ".gz" else content


def _summary(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    rows = csv.reader(io.StringIO(_bytes(path).decode("utf-8-sig", errors="replace")))
    return {row[0]: row[1] for row in rows if len(row) > 1}


def _comments(path: Path, voted_on: Sequence[str]) -> list[Comment]:
    """Return statements in the order of their numbers. FileError for one that has no words."""
    said = votes.read_statements(path)
    names = {*said.texts, *voted_on}
    wrong = sorted(name for name in names if not name.isdigit() or not said.texts.get(name))
    if wrong:
        lines = [Problem(1, "comment-id", f"{name!r} has votes and no words") for name in wrong]
        raise FileError(path.name, lines)
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
