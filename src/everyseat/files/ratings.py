"""Ratings from a table, long or wide, checked cell by cell."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from everyseat.files import answers, codes, layout, people, rating_columns
from everyseat.files.answers import Said
from everyseat.files.layout import Columns, Layout
from everyseat.files.people import Names
from everyseat.files.problems import FileError, Problem
from everyseat.files.rating_sheets import Ratings
from everyseat.files.roles import SELF
from everyseat.files.scale import Scale
from everyseat.files.tables import Table
from everyseat.files.understood import Understood

__all__ = ["SELF", "Columns", "Ratings", "Said", "Scale", "of_table"]
NOBODY = "this row names nobody"
NO_RELATIONSHIP = "this row does not say who rated as what, as the others do. A total or a note?"
NO_RATER = "this row does not say who rated, as the others do"
OWN_NAME = "the rater has the recipient's own name: is it a self-assessment?"
SECOND_SELF = "a second self-assessment of the same person. Keep one"


def of_table(
    table: Table,
    columns: Columns | None = None,
    scale: Scale | None = None,
    leave_out_bad_rows: bool = False,
    said: Said | None = None,
) -> Ratings:
    """Return the ratings of a table.

    FileError names every bad cell by line and column, and where there are two ways to read a file,
    the option that says which. Without a scale, it is that of known labels, else 1 to 5.
    """
    names = columns or Columns()
    layout.check_unique(table, names)
    _check_named(table, names)
    people.check_relationship(table, names)
    shape = layout.found(table, names, lambda column: _has_ratings(table, column))
    return _Reader(table, names, shape, scale, said or Said(), leave_out_bad_rows).ratings()


def _check_named(table: Table, names: Columns) -> None:
    """FileError if a column that somebody named, or needs, is not there."""
    have = ", ".join(table.data.columns[:12])
    if table.column(names.recipient) is None:
        raise FileError(
            table.name,
            f"there is no column {names.recipient!r}. The file has: {have}. "
            "Say which one names who was rated: --recipient NAME",
        )
    for name in ("rater", "item", "rating"):
        said = getattr(names, name)
        if said != getattr(Columns, name) and not table.column(said):
            raise FileError(table.name, f"there is no column {said!r}. The file has: {have}")


def _has_ratings(table: Table, column: str) -> bool:
    """Return whether all that a column holds are numbers of a scale, or "not seen"."""
    texts = {str(value) for value in table.data[column].unique().to_list()} - {"None"}
    numbers = [n for n in map(answers.number, texts) if n is not None]
    rest = [text for text in texts if answers.number(text) is None]
    is_scale = bool(numbers) and all(0 <= n <= 20 and n == int(n) for n in numbers)
    return is_scale and all(Said().is_not_seen(text) for text in rest)


@dataclass
class _Reader:
    """Reads one table, and either collects the mistakes or drops the rows that have some."""

    table: Table
    names: Columns
    layout: Layout
    scale: Scale | None
    said: Said
    leave_out: bool

    def ratings(self) -> Ratings:
        self.who = people.names_of(self.table, self.table.column(self.names.recipient))
        self.relation = people.relationships(self.table, self.names)
        self.rater = people.raters_of(self.table, self.table.column(self.names.rater))
        columns = self.layout.items
        if self.layout.is_long:
            columns = [self.table.column(self.names.rating) or self.names.rating]
        self.points = rating_columns.read(self.table, columns, self.scale, self.said)
        self._check_columns()
        found = self._long(columns[0]) if self.layout.is_long else self._wide()
        _check_any(self.table, found)
        return found

    def _check_columns(self) -> None:
        empty = rating_columns.without_ratings(self.table, self.points)
        if empty and not self.names.items:
            hint = f"column {empty[0]} holds no ratings. Say which columns do, as in --items 'Q*'"
            raise FileError(self.table.name, hint, rating_columns.advice(self.table, self.points))

    def _wide(self) -> Ratings:
        columns = [self.who.codes, self.relation.codes]
        again = np.zeros(len(self.who.codes), dtype=bool)
        if self.rater:
            again = codes.repeated(codes.combined(*columns, self.rater.codes)) & ~self.rater.empty
        is_self = self._is_self()
        second = np.zeros(len(again), dtype=bool)
        second[is_self] = codes.repeated(self.who.codes[is_self])
        rows = self._kept(
            (again, self.names.rater, "this rater has rated this recipient before"),
            (second & ~again, self.names.relationship, SECOND_SELF),
        )
        return self._made(self.layout.items, rows, self.points.values[rows])

    def _long(self, rating: str) -> Ratings:
        what = people.names_of(self.table, self.table.column(self.names.item), rating)
        raters = self._raters_of_long(what)
        sheet, first = codes.dense(codes.combined(self.who.codes, self.relation.codes, raters))
        rows = self._kept(
            (
                codes.repeated(codes.combined(sheet, what.codes), len(first) * len(what.names)),
                self.names.rater,
                "this rater has rated this item of this recipient before",
            ),
            (self._second_self(first), self.names.relationship, SECOND_SELF),
            (what.empty, self.names.item, "this row names no item"),
        )
        if len(rows) < len(sheet):
            sheet, first = codes.dense(sheet[rows])
        filled = np.full((len(first), len(what.names)), -1, dtype=np.int8)
        filled[sheet, what.codes[rows]] = self.points.values[rows, 0]
        return self._made(what.names, rows[first], filled, len(rows))

    def _raters_of_long(self, what: Names) -> np.ndarray:
        """Return a code for each row's rater; FileError if it can't be known which rows are one's.

        Without a column of raters, every row is a rater of its own if there is only one item; all
        rows of a relationship are one rater's if no item comes twice; a self-assessment is one's.
        """
        if self.rater:
            return self.rater.codes
        one = np.zeros(len(what.codes), dtype=np.int64)
        each: np.ndarray = np.where(self._is_self(), 0, np.arange(1, len(what.codes) + 1))
        if len(what.names) < 2 or self.names.each_row_is_a_rater:
            return each
        if not codes.repeated(
            codes.combined(self.who.codes, self.relation.codes, what.codes)
        ).any():
            return one
        raise FileError(
            self.table.name,
            f"has no column {self.names.rater!r}: it can't be known which rows are one person's",
            "Say which column does: --rater NAME, or that every row is a rater of its own: "
            "--each-row-is-a-rater",
        )

    def _is_self(self) -> np.ndarray:
        own = np.array([name == SELF for name in self.relation.names], dtype=bool)
        found: np.ndarray = own[self.relation.codes]
        return found

    def _second_self(self, first: np.ndarray) -> np.ndarray:
        """Return which rows begin a second self-assessment of somebody, given all first rows."""
        begins = first[self._is_self()[first]]
        second = np.zeros(self.table.data.height, dtype=bool)
        second[begins] = codes.repeated(self.who.codes[begins])
        return second

    def _kept(self, *faults: tuple[np.ndarray, str, str]) -> np.ndarray:
        """Return the rows to keep; FileError if some are bad and may not be left out."""
        at = {problem.line for problem in self._broken()}
        broken = np.isin(self.table.lines, list(at))
        every = [*faults, *self._faults_of_names()]
        bad = self.points.bad.any(axis=1) | broken
        for rows, _, _ in every:
            bad = bad | rows
        if bad.any() and not self.leave_out:
            problems = rating_columns.problems(self.table, self.points) + self._broken()
            for rows, column, why in every:
                problems += [Problem(int(n), column, why) for n in self.table.lines[rows]]
            hint = rating_columns.advice(self.table, self.points)
            raise FileError(self.table.name, problems, hint)
        return np.flatnonzero(~bad)

    def _faults_of_names(self) -> Iterable[tuple[np.ndarray, str, str]]:
        yield self.who.empty, self.names.recipient, NOBODY
        yield self.relation.empty & ~self.who.empty, self.names.relationship, NO_RELATIONSHIP
        if self.rater:
            if self.layout.is_long:
                yield self.rater.empty, self.names.rater, NO_RATER
            own = people.own_names(self.who, self.rater, self.relation)
            yield own, self.names.rater, OWN_NAME

    def _broken(self) -> list[Problem]:
        """Return the cells without a value in columns that are read, or in no known column."""
        unused = set(self.layout.left_out)
        return [problem for problem in self.table.broken if problem.column not in unused]

    def _made(
        self, items: list[str], rows: np.ndarray, filled: np.ndarray, kept: int | None = None
    ) -> Ratings:
        """Return the ratings of sheets, given a row of the table for each."""
        recipients, recipient = np.unique(self.who.codes[rows], return_inverse=True)
        turned = self._turn_round(items, filled)
        return Ratings(
            scale=self.points.scale,
            recipients=[self.who.names[i] for i in recipients],
            relationships=self.relation.names,
            items=items,
            recipient=recipient,
            relationship=self.relation.codes[rows],
            table=filled,
            left_out=self.table.data.height - (len(rows) if kept is None else kept),
            texts=_texts(items, self.table),
            understood=self._understood(turned),
        )

    def _turn_round(self, items: list[str], filled: np.ndarray) -> list[str]:
        """Turn the points of reversed items, and return their names. FileError for unknown ones."""
        for pattern in self.said.reverse:
            if not layout.matching(items, [pattern]):
                raise FileError(self.table.name, f"no item is called {pattern!r} (--reverse)")
        turned = layout.matching(items, self.said.reverse)
        columns = [items.index(item) for item in turned]
        top = self.points.scale.points - 1
        some = filled[:, columns]
        filled[:, columns] = np.where(some < 0, some, top - some)
        return turned

    def _understood(self, turned: list[str]) -> Understood:
        meant = self.points.dictionary
        return Understood(
            shape="long" if self.layout.is_long else "wide",
            export=self.table.export,
            scale_is_known=meant.scale_is_said or bool(meant.labels),
            has_relationships=bool(self.relation.column),
            not_seen=self.points.not_seen,
            left_out=self.layout.left_out,
            labels=meant.labels,
            turned=turned,
            notes=self.table.notes,
        )


def _check_any(table: Table, found: Ratings) -> None:
    """FileError if there is nothing that figures could be about."""
    if not len(found.table):
        raise FileError(table.name, "no rows with ratings")
    if not (found.table >= 0).any():
        raise FileError(table.name, "holds no rating: every cell is empty or “not seen”")
    if not found.by_others.any():
        raise FileError(table.name, "holds only self-assessments: nobody else has rated anybody")


def _texts(items: list[str], table: Table) -> list[str]:
    """Return what each item asks, where the file says it, and no two ask the same."""
    texts = [table.texts.get(item, "").strip() or item for item in items]
    return texts if len(set(texts)) == len(texts) else items
