"""The comments of a file: what each row says, what is left out and why, and every mistake."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _

from everyseat.files import days
from everyseat.files.cells import Cells
from everyseat.files.problems import Problem
from everyseat.files.texts import folded
from everyseat.improvement.comment_columns import Columns, question
from everyseat.improvement.models import Question, Rating
from everyseat.improvement.models.comment import LONGEST_COMMENT

BLANK, UNANSWERED, TWICE, KNOWN = "blank", "unanswered", "twice", "known"
ELSEWHERE = "elsewhere"
"""Why a comment is left out."""
NO_ANSWER = {
    *("n/a", "na", "n.a", "not applicable", "did not answer", "didn't answer", "not answered"),
    *("no answer", "no answer given", "no response", "no comment", "no comments", "null", "nan"),
    *("no comment made", "no comments made", "dim sylw", "dim ateb", "amherthnasol"),
}
"""Says that there is no answer. “Nothing” and “none” are answers: they say that all is well."""
RATINGS = {
    **{str(value): value for value in range(1, 7)},
    **dict.fromkeys(("very good", "da iawn"), 1),
    **dict.fromkeys(("good", "da"), 2),
    **dict.fromkeys(("neither good nor poor", "neither", "ddim yn dda nac yn wael"), 3),
    **dict.fromkeys(("poor", "gwael"), 4),
    **dict.fromkeys(("very poor", "gwael iawn"), 5),
    **dict.fromkeys(("don't know", "dont know", "do not know", "ddim yn gwybod"), 6),
}
LIKE_A_DAY = re.compile(r"\d{1,2}([/.-])\d{1,2}\1\d{4}|\d{4}-\d\d-\d\d")
NUMBERED = re.compile(r"^([1-6])\s*[-–:.)=]\s*\D+$")
"""“1 - Very good”, as some survey tools write it."""


@dataclass(frozen=True)
class Entry:
    """A comment as its row says it, or a rating without words.

    `id` is the file's own: it is compared and never stored. Of ratings without words it says the
    how manieth of its kind in the file one is, where the file has no id: they are all alike.
    """

    line: int
    question: str
    text: str
    on: date
    rating: int | None
    has_rating: bool
    id: str = ""

    @property
    def said(self) -> tuple[str, date, str, str]:
        """What tells it from others."""
        return self.text or f"rating {self.rating}", self.on, self.question, self.id


@dataclass(frozen=True)
class Rows:
    """What a file holds: comments, how many were left out by reason, and what is wrong."""

    entries: list[Entry]
    left_out: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    is_month_first: bool = False


def read(cells: Cells, columns: Columns, today: date) -> Rows:
    """Return the comments of a file, given which column is which."""
    place = {heading: i for i, heading in enumerate(cells.header)}
    dates = days.of_column(row[place[columns.date]] for row in cells.rows if columns.date)
    found = Rows([], Counter(), list(cells.faulty), dates.is_month_first)
    said = [(columns.text, columns.question), (columns.text2, columns.question2)]
    texts = [(heading, asks) for heading, asks in said if heading]
    ours = folded(columns.named)
    for n, (row, line) in enumerate(zip(cells.rows, cells.lines, strict=True)):
        cell = {heading: row[at] for heading, at in place.items()}
        if columns.whose and folded(cell[columns.whose]) != ours:
            found.left_out[ELSEWHERE] += 1
            continue
        on = dates.days[n] if columns.date else date.fromisoformat(columns.day)
        problems = list(_problems(cell, columns, on, line, today, [one for one, _asks in texts]))
        found.problems.extend(problems)
        if not problems and on:
            _take(found, _entries(cell, columns, texts, on, line))
    return found


def _take(found: Rows, entries: Iterator[Entry]) -> None:
    """Keep the comments of one row that say something: the first has the row's rating.

    Where none does, the rating is kept without words.
    """
    every = list(entries)
    kept = [entry for entry in every if not nothing(entry.text)]
    if not kept and every and every[0].rating:
        kept = [replace(every[0], question=Question.OTHER, text="", id=_own_id(found, every[0]))]
    elif kept or not every[0].rating:
        found.left_out.update(filter(None, (nothing(entry.text) for entry in every)))
    found.entries.extend(kept[:1])
    found.entries.extend(replace(entry, has_rating=False) for entry in kept[1:])


def _own_id(found: Rows, entry: Entry) -> str:
    """Return what tells a rating without words from others of its day and kind in a file."""
    alike = (entry.on, entry.rating)
    same = sum(not one.text and (one.on, one.rating) == alike for one in found.entries)
    return entry.id or f"number {same + 1}"


def _entries(
    cell: dict[str, str], columns: Columns, texts: Sequence[tuple[str, str]], on: date, line: int
) -> Iterator[Entry]:
    rating = rated(cell[columns.rating]) if columns.rating else None
    for heading, asks in texts:
        asked = question(cell[columns.asked]) if columns.asked else asks
        own_id = cell[columns.id].strip() if columns.id else ""
        yield Entry(line, asked, cell[heading].strip(), on, rating, True, own_id)


def nothing(text: str) -> str:
    """Return why a comment says nothing; "" if it says something.

    >>> nothing(" ."), nothing("N/A."), nothing("Nothing"), nothing("None. Quite satisfied.")
    ('blank', 'unanswered', '', '')
    """
    if not re.search(r"\w", text):
        return BLANK
    return UNANSWERED if folded(text).strip(" .!-*") in NO_ANSWER else ""


def rated(cell: str) -> int | None:
    """Return a rating by its words or number; None for an empty cell, 0 for any other.

    >>> rated("Very Good"), rated("5"), rated("2 - Good"), rated(""), rated("Extremely likely")
    (1, 5, 2, None, 0)
    """
    text = folded(cell)
    if nothing(text):
        return None
    if numbered := NUMBERED.match(text):
        return int(numbered[1])
    return RATINGS.get(text.removesuffix(".0"), 0)


def _problems(
    cell: dict[str, str],
    columns: Columns,
    on: date | None,
    line: int,
    today: date,
    texts: Sequence[str],
) -> Iterator[Problem]:
    is_silent = all(nothing(cell[heading]) for heading in texts)
    if is_silent and not (columns.rating and rated(cell[columns.rating])):
        return
    if columns.date and (why := _date_problem(cell[columns.date], on, today)):
        yield Problem(line, columns.date, why)
    if columns.rating and rated(cell[columns.rating]) == 0:
        text = _("“%(cell)s” is not a rating. Write one of these, or its number: %(ratings)s.")
        named = ", ".join(f"{value} {label}" for value, label in Rating.choices)
        said = {"cell": cell[columns.rating].strip()[:40], "ratings": named}
        yield Problem(line, columns.rating, text % said)
    for heading in texts:
        if (n := len(cell[heading])) > LONGEST_COMMENT:
            text = _("This has %(n)s letters. Shorten it to %(most)s, or split it into two rows.")
            yield Problem(line, heading, text % {"n": n, "most": LONGEST_COMMENT})


def _date_problem(cell: str, on: date | None, today: date) -> str:
    if not cell.strip():
        return _("There is no date. Write the day on which the comment came.")
    if on is None:
        text = _("“%(cell)s” is not a date. Write it as 31/01/2026 or 2026-01-31.")
        if LIKE_A_DAY.fullmatch(cell.strip()):
            text = _("There is no such day as “%(cell)s”.")
        return text % {"cell": cell.strip()[:40]}
    if on > today:
        return _("This day is still to come. Check the year.")
    return ""


def without_doubles(rows: Rows, digests: Sequence[str], known: set[str]) -> list[tuple[Entry, str]]:
    """Return the comments that are new, each with its digest, and count the others."""
    new: dict[str, Entry] = {}
    for entry, digest in zip(rows.entries, digests, strict=True):
        if digest in known:
            rows.left_out[KNOWN] += 1
        elif digest in new:
            rows.left_out[TWICE] += 1
        else:
            new[digest] = entry
    return [(entry, digest) for digest, entry in new.items()]


def by_question(entries: Sequence[Entry]) -> list[tuple[str, int]]:
    """Return how many comments answer each question."""
    counts = Counter(entry.question for entry in entries if entry.text)
    return [(str(one.label), counts[one]) for one in Question if counts[one]]
