"""Long or wide, and which columns hold ratings: what the names say, and no guess beyond it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from everyseat.files import exports
from everyseat.files.problems import FileError
from everyseat.files.tables import Table
from everyseat.files.texts import folded

COMMENTS = frozenset(
    (
        *("comment", "comments", "note", "notes", "remark", "remarks", "feedback", "free text"),
        *("open text", "any other comments", "other comments", "additional comments", "strengths"),
        *("areas for improvement", "development areas", "sylwadau", "examples", "example"),
    )
)
NO_ITEM = frozenset(
    (
        *("id", "no", "no.", "nr", "#", "row", "index", "record", "key", "uuid", "guid", "line"),
        *("respondent", "respondent id", "response id", "responseid", "participant id", "case"),
        *(
            "date",
            "time",
            "datetime",
            "timestamp",
            "start date",
            "end date",
            "submitted",
            "created",
        ),
        *("email", "e-mail", "email address", "name", "first name", "last name", "token", "status"),
        *("unnamed: 0", "__index_level_0__", "level_0", "start time", "end time", "duration"),
        *("ip address", "user agent", "language", "progress", "finished", "wave", "round", "year"),
    )
)
"""Names of columns that say which answer this is, or when it came, or hold words."""
ABOUT_PEOPLE = frozenset(
    (
        *("tenure", "age", "years", "band", "grade", "level", "gender", "sex", "department"),
        *("dept", "team", "site", "location", "directorate", "division", "region", "country"),
        *("seniority", "experience", "service", "length", "of", "in", "job", "role", "title"),
        *("ethnicity", "disability", "fte", "hours", "salary", "group", "unit", "ward", "cohort"),
        *("code", "number", "post", "organisation", "organization", "office", "at", "months"),
    )
)
"""A column whose name is made of these words tells of a person, and may look like ratings."""
WHICH = "Say which columns hold ratings: --items 'Q*', or which do not: --not-items '{}'"
_NUMBERED = re.compile(r"(.*?\D|)\s*\d+[a-z]?\)?", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True)
class Columns:
    """The names of a file's columns."""

    recipient: str = "recipient"
    relationship: str = "relationship"
    """Empty if the file does not say who rated as what."""
    rater: str = "rater"
    item: str = "item"
    rating: str = "rating"
    items: tuple[str, ...] = ()
    """Patterns of the item columns of a wide file; all that is left when empty."""
    not_items: tuple[str, ...] = ()
    """Patterns of columns of a wide file that are none."""
    shape: str = ""
    """Long or wide, where that was said."""
    selves: tuple[str, ...] = ()
    """Further relationships that are self-assessments, and in `managers` managers."""
    managers: tuple[str, ...] = ()
    each_row_is_a_rater: bool = False
    """What a long file without a rater column means, where it could mean another thing."""


@dataclass(frozen=True)
class Layout:
    """How a table is read: `items` are the columns of a wide one, `left_out` those not read."""

    is_long: bool
    items: list[str]
    left_out: list[str]


def found(table: Table, names: Columns, has_ratings: Callable[[str], bool]) -> Layout:
    """Return how to read a table. FileError where the names leave two ways.

    `has_ratings` says of a column whether its cells can be read as ratings.
    """
    named = {table.column(n) for n in (names.recipient, names.relationship, names.rater)}
    rest = [c for c in table.data.columns if c not in named]
    if _is_long(table, names, rest, has_ratings):
        used = {table.column(names.rating), table.column(names.item)}
        return Layout(True, [], [c for c in rest if c not in used])
    items = _items(table, names, rest)
    return Layout(False, items, [c for c in rest if c not in items])


def check_unique(table: Table, names: Columns) -> None:
    """FileError if two columns could be the one of a name."""
    for name in (names.recipient, names.relationship, names.rater, names.item, names.rating):
        same = table.columns_like(name)
        if len(same) > 1 and name not in same:
            raise FileError(table.name, f"several columns are called {name!r}: {', '.join(same)}")
        if len(same) > 1 and name == names.recipient:
            why = f"several columns are called {name!r}: {', '.join(same)}. Rename one"
            raise FileError(table.name, why)


def _is_long(
    table: Table, names: Columns, rest: list[str], has_ratings: Callable[[str], bool]
) -> bool:
    rating, item = table.column(names.rating), table.column(names.item)
    if names.shape == "long" and not rating:
        why = f"there is no column {names.rating!r}, which a file with one row per rating needs"
        raise FileError(table.name, why, "Say which one holds the ratings: --rating NAME")
    if names.shape:
        return names.shape == "long"
    if not rating or names.items:
        return False
    others = [
        c for c in rest if c not in (rating, item) and not _is_no_item(table, c) and has_ratings(c)
    ]
    if others and names.rating == Columns.rating:
        raise FileError(
            table.name,
            f"has a column {rating!r}, as files with one row per rating have, and other columns "
            f"that hold ratings: {_few(others)}",
            "Say what it is: --shape long, or --shape wide",
        )
    return True


def _items(table: Table, names: Columns, rest: list[str]) -> list[str]:
    if names.items:
        columns = matching(rest, names.items)
        _check_patterns(table, names.items, rest)
    else:
        columns = [c for c in rest if not _is_no_item(table, c) or table.column(names.rating) == c]
    _check_patterns(table, names.not_items, rest)
    columns = [c for c in columns if not _matches(c, names.not_items)]
    if not columns:
        raise FileError(table.name, "no column holds ratings. Each item needs a column of its own")
    if not names.items:
        said = table.column(names.rating) if names.shape else None
        _check_names(table, [column for column in columns if column != said])
    return columns


def matching(columns: list[str], patterns: Iterable[str]) -> list[str]:
    """Return the columns that match any of these patterns, as in "Q*"."""
    return [column for column in columns if _matches(column, patterns)]


def _matches(column: str, patterns: Iterable[str]) -> bool:
    return any(column == pattern or fnmatchcase(column, pattern) for pattern in patterns)


def _check_patterns(table: Table, patterns: Iterable[str], columns: list[str]) -> None:
    for pattern in patterns:
        if not any(_matches(column, [pattern]) for column in columns):
            raise FileError(table.name, f"no column is called {pattern!r}. It has: {_few(columns)}")


def _is_no_item(table: Table, column: str) -> bool:
    """Return whether a column is none of answers: by its export's own list, or by its name."""
    name = folded(column)
    own = exports.ABOUT_THE_ANSWER.get(table.export, frozenset())
    return name in own or name in COMMENTS or name in NO_ITEM


def _check_names(table: Table, columns: list[str]) -> None:
    """FileError if a column has no name, or one that may be of another kind than the others."""
    if "" in columns:
        first = next((i for i, cell in enumerate(table.data[""].to_list()) if cell), 0)
        why = f"a column without a name holds something, first in line {table.lines[first]:,}"
        raise FileError(table.name, f"{why}. Name it, or empty it")
    odd = [c for c in columns if _words(c) <= ABOUT_PEOPLE] or _odd_ones(columns)
    if odd:
        others = _few(_without(columns, odd)) or "the others"
        why = f"{_few(odd)} may be no question, as {others} may be"
        raise FileError(table.name, f"{why}. {WHICH.format(','.join(odd[:3]))}")


def _words(column: str) -> set[str]:
    return set(re.split(r"[\s_\-.]+", folded(column).strip(" ?:.")))


def _odd_ones(columns: list[str]) -> list[str]:
    """Return the few names of one word without a number where all others are one word, numbered."""
    stems = [match[1] if (match := _NUMBERED.fullmatch(column)) else None for column in columns]
    numbered = Counter(stem for stem in stems if stem is not None)
    odd = [column for column, stem in zip(columns, stems, strict=True) if stem is None]
    are_words = all(re.fullmatch(r"\w+", column) for column in odd)
    return odd if len(numbered) == 1 and are_words and len(odd) < len(columns) / 2 else []


def _without(columns: list[str], odd: list[str]) -> list[str]:
    return [column for column in columns if column not in odd]


def _few(columns: Iterable[str]) -> str:
    shown = [column if len(column) <= 60 else f"{column[:59]}…" for column in columns]
    return ", ".join(map(repr, shown[:6])) + (f" and {len(shown) - 6} more" if shown[6:] else "")
