"""Votes on statements, in either of the shapes that Polis exports: an event log or a matrix.

A log has a row per vote (timestamp, comment-id, voter-id, vote), in which people change their mind;
a matrix has a row per participant and a column per statement. 1 is agree, 0 pass, −1 disagree.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from everyseat.files import tables
from everyseat.files.problems import FileError, Problem
from everyseat.files.tables import Table

PERSON = ("voter-id", "participant", "participant-id", "voter", "person")
STATEMENT = ("comment-id", "statement-id", "statement", "comment", "tid")
VOTE = ("vote",)
TIME = ("timestamp", "time", "created")
MODERATED, META, TEXT = ("moderated",), ("is-meta", "meta"), ("comment-body", "text", "statement")
AUTHOR = ("author-id", "author")
NO_STATEMENTS = ("xid", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")
WORDS = {"agree": 1, "disagree": -1, "pass": 0}
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class VotesFile:
    """The votes of a file, in order of time.

    Attributes
    ----------
    people, statements : list of str
        What each is called; numbers in order, or else by the alphabet.
    person, statement, vote : array of int
        An entry per vote: who, on what (places in the lists above), and how.
    arrival : array of int
        People in the order of their first vote; of a matrix, in the order of its rows.
    """

    people: list[str]
    statements: list[str]
    person: Integers
    statement: Integers
    vote: Integers
    arrival: Integers


@dataclass(frozen=True)
class Statements:
    """What a file of comments says of statements, by what each is called.

    `moderated` is −1 for rejected, 0 for undecided and 1 for accepted; `authors` says who wrote
    each.
    """

    moderated: dict[str, int]
    meta: set[str]
    texts: dict[str, str]
    authors: dict[str, str]


def read(path: Path) -> VotesFile:
    """Read a file of votes. FileError if it is none, with each line that can't be read."""
    return _votes_of(tables.read(path, tables.Opening(column="participant")))


def from_bytes(content: bytes, name: str) -> VotesFile:
    """Read the content of a file of votes; `name` stands in the messages."""
    return _votes_of(tables.from_bytes(content, name, tables.Opening(column="participant")))


def _votes_of(table: Table) -> VotesFile:
    vote, person, statement = (_named(table, names) for names in (VOTE, PERSON, STATEMENT))
    if vote and person and statement:
        return _log(table, person, statement, vote)
    if person and not vote:
        return _matrix(table, person)
    raise FileError(
        table.name,
        "holds no votes that can be read. A log has the columns comment-id, voter-id and vote; a "
        "matrix has the column participant, and one column per statement",
    )


def read_statements(path: Path) -> Statements:
    """Read a file of statements as Polis exports it (comments.csv). FileError if it is none."""
    return _statements_of(tables.read(path, tables.Opening(column="comment-id")))


def statements_of(content: bytes, name: str) -> Statements:
    """Read the content of a file of statements; `name` stands in the messages."""
    return _statements_of(tables.from_bytes(content, name, tables.Opening(column="comment-id")))


def _statements_of(table: Table) -> Statements:
    name, text = _named(table, STATEMENT), _named(table, TEXT)
    if not name:
        raise FileError(table.name, "has no column comment-id")
    names = _texts(table, name)
    return Statements(
        _numbers(table, names, _named(table, MODERATED)),
        {n for n, is_meta in _numbers(table, names, _named(table, META)).items() if is_meta},
        _by_name(table, names, text),
        _by_name(table, names, _named(table, AUTHOR)),
    )


def _by_name(table: Table, names: list[str], column: str | None) -> dict[str, str]:
    return dict(zip(names, _texts(table, column), strict=True)) if column else {}


def _named(table: Table, names: Iterable[str]) -> str | None:
    return next((found for name in names if (found := table.column(name))), None)


def _texts(table: Table, column: str) -> list[str]:
    return [str(text or "").strip() for text in table.data[column].to_list()]


def _log(table: Table, person: str, statement: str, vote: str) -> VotesFile:
    order = _by_time(table)
    people, who = _numbered(table, person)
    statements, what = _numbered(table, statement)
    how = _votes(table, table.data[vote], vote)
    who = who[order]
    first = np.full(len(people), len(who))
    np.minimum.at(first, who, np.arange(len(who)))
    arrival = np.argsort(first, kind="stable")
    return VotesFile(people, statements, who, what[order], how[order], arrival)


def _matrix(table: Table, person: str) -> VotesFile:
    others = {person, *(c for name in NO_STATEMENTS if (c := table.column(name)))}
    columns = [name for name in table.data.columns if name not in others]
    if not columns:
        raise FileError(table.name, "has no column of a statement")
    people, row = _numbered(table, person)
    if len(people) < len(row):
        twice = _first_twice(row)
        raise FileError(
            table.name,
            [Problem(int(table.lines[twice]), person, "stands here for the second time")],
        )
    names, parts = [], [(row[:0], row[:0])]
    for name in (columns[place] for place in _in_order(columns)):
        column = table.data[name]
        cast = np.flatnonzero((column.cast(pl.String).str.strip_chars() != "").fill_null(False))
        if len(cast):  # a statement without a vote is in no log either
            names.append(name)
            parts.append((row[cast], _votes(table, column, name, cast)))
    who, how = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    what = np.repeat(np.arange(len(names)), [len(who) for who, _ in parts[1:]])
    return VotesFile(people, names, who, what, how, row)


def _by_time(table: Table) -> Integers:
    """Return the rows of a log in order of time; as they stand where no time is given."""
    column = _named(table, TIME)
    if column is None:
        return np.arange(table.data.height)
    texts = table.data[column].cast(pl.String)
    times = texts.str.strip_chars().cast(pl.Float64, strict=False)
    if times.null_count():
        row = int(times.is_null().arg_max() or 0)
        raise FileError(
            table.name, [Problem(int(table.lines[row]), column, f"{texts[row]!r} is no time")]
        )
    return np.argsort(times.to_numpy(), kind="stable")


def _numbered(table: Table, column: str) -> tuple[list[str], Integers]:
    """Return the names in a column, in order, and for each row the place of its name."""
    texts = table.data[column].cast(pl.String).str.strip_chars()
    empty = (texts.fill_null("") == "").to_numpy()
    if empty.any():
        line = int(table.lines[int(empty.argmax())])
        raise FileError(table.name, [Problem(line, column, "is empty")])
    found = texts.unique(maintain_order=True)
    names = found.to_list()
    order = _in_order(names)
    schema = {"name": pl.String, "place": pl.Int64}
    place = pl.DataFrame({"name": [names[o] for o in order], "place": range(len(names))}, schema)
    joined = pl.DataFrame({"name": texts}).join(place, on="name", how="left", maintain_order="left")
    return place["name"].to_list(), joined["place"].to_numpy().astype(np.int64)


def _in_order(names: list[str]) -> list[int]:
    """Return the places of names in order: as numbers if all are, or else by the alphabet."""
    if all(re.fullmatch(r"\d{1,18}", name) for name in names):
        return sorted(range(len(names)), key=lambda place: int(names[place]))
    return sorted(range(len(names)), key=lambda place: names[place])


def _votes(
    table: Table, column: "pl.Series", name: str, rows: NDArray[np.integer] | None = None
) -> Integers:
    """Return the votes in a column, in some rows or all. FileError names each that is none."""
    texts = column.cast(pl.String).str.strip_chars().str.to_lowercase()
    texts = texts if rows is None else texts[rows]
    known = texts.replace_strict(WORDS, default=None, return_dtype=pl.Float64)
    votes = known.fill_null(texts.cast(pl.Float64, strict=False)).fill_null(9).to_numpy()
    wrong = np.flatnonzero(~np.isin(votes, (-1, 0, 1)))
    if len(wrong):
        lines = table.lines if rows is None else table.lines[rows]
        say = "{!r} is no vote: 1 is agree, 0 is pass, -1 is disagree"
        raise FileError(
            table.name,
            [Problem(int(lines[w]), name, say.format(texts[int(w)] or "")) for w in wrong],
        )
    return votes.astype(np.int64)


def _first_twice(row: Integers) -> int:
    """Return the first row whose number came before."""
    seen = np.zeros(row.max() + 1, dtype=bool)
    for place, number in enumerate(row.tolist()):
        if seen[number]:
            return place
        seen[number] = True
    raise ValueError("no number comes twice")


def _numbers(table: Table, names: list[str], column: str | None) -> dict[str, int]:
    """Return a column of −1, 0 and 1 (or true and false) by name; nothing without the column."""
    if column is None:
        return {}
    words = {"": 0, "true": 1, "t": 1, "false": 0, "f": 0}
    found, problems = {}, []
    for line, name, text in zip(table.lines, names, _texts(table, column), strict=True):
        word = text.lower()
        if word in words or re.fullmatch(r"-?[01](\.0)?", word):
            found[name] = words[word] if word in words else int(float(word))
        else:
            problems.append(Problem(int(line), column, f"{text!r} is not -1, 0 or 1"))
    if problems:
        raise FileError(table.name, problems)
    return found
