"""From votes to groups, what stands for each, and common ground: all of it in one call."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from everyseat.science.opinion import (
    common_ground,
    grouping,
    polis,
    projection,
    representative,
    routing,
)
from everyseat.science.opinion.common_ground import Agreed
from everyseat.science.opinion.grouping import Grouping, Steady
from everyseat.science.opinion.projection import Axes, Flags
from everyseat.science.opinion.representative import Representative
from everyseat.science.opinion.tables import Tables
from everyseat.science.opinion.votes import Counts, Votes
from everyseat.science.tallies import Floats

Method = Literal["everyseat", "polis"]
SMALLEST = 4
"""People in the smallest group there may be."""


@dataclass(frozen=True)
class Conversation:
    """What is known of statements and people beside the votes.

    Attributes
    ----------
    left_out : array of bool
        Statements that a moderator left out.
    meta : array of bool
        Statements that are not about the question; they are left out too.
    arrival : array of int
        People in the order in which they came. Method `polis` alone asks for it.
    """

    left_out: Flags
    meta: Flags
    arrival: NDArray[np.int64]

    @classmethod
    def of(
        cls,
        votes: Votes,
        left_out: ArrayLike | None = None,
        meta: ArrayLike | None = None,
        arrival: ArrayLike | None = None,
    ) -> "Conversation":
        """Return it, with nothing left out and people in their order unless said otherwise."""
        none = np.zeros(votes.statements, dtype=bool)
        special = none if meta is None else np.asarray(meta, dtype=bool)
        return cls(
            special | (none if left_out is None else np.asarray(left_out, dtype=bool)),
            special,
            np.arange(votes.people) if arrival is None else np.asarray(arrival, dtype=np.int64),
        )


@dataclass(frozen=True)
class Opinion:
    """What people think, as votes say it.

    Attributes
    ----------
    counts : Counts
        Over everybody.
    by_group : Counts
        A row per group.
    axes : Axes
        The plane of the map.
    places, statement_places : array
        Where each person and each statement stands: two columns.
    grouping : Grouping
    shown : Steady
        How many groups are shown, for the next update.
    representative : list of list of Representative
        The statements that stand for each group.
    common_ground : list of Agreed
    across_groups : array
        How much all groups together agree with each statement.
    priorities : array
        How much each statement deserves to be asked about next.
    """

    counts: Counts
    by_group: Counts
    axes: Axes
    places: Floats
    statement_places: Floats
    grouping: Grouping
    shown: Steady
    representative: list[list[Representative]]
    common_ground: list[Agreed]
    across_groups: Floats
    priorities: Floats

    @property
    def explained_variance(self) -> float:
        """The share of all differences between people that the map shows."""
        return float(self.axes.explained.sum())


@dataclass(frozen=True)
class Before:
    """What the last update of a conversation showed.

    Attributes
    ----------
    labels : array of int
        Each person's group, −1 for none; people who came since have −1.
    shown : Steady
        How many groups were shown, and which other number has been found since.
    """

    labels: NDArray[np.int64]
    shown: Steady


def analyse(
    votes: Votes,
    about: Conversation | None = None,
    method: Method = "everyseat",
    smallest: int = SMALLEST,
    tables: Tables | None = None,
    before: Before | None = None,
    seed: int = 0,
) -> Opinion:
    """Return groups of opinion, what stands for each, and common ground.

    Parameters
    ----------
    votes : Votes
    about : Conversation, optional
        What is known beside the votes.
    method : {"everyseat", "polis"}
        `polis` follows Polis step by step, so that its users find the same numbers. `everyseat`
        draws the same map; its groups don't depend on who came first, none is smaller than
        `smallest`, and its consensus over groups does not depend on how many there are.
    smallest : int
        People in the smallest group, with method `everyseat`.
    tables : Tables, optional
        The integer tables of these votes, where they are kept.
    before : Before, optional
        The last update, by which people stay in a conversation, groups keep their numbers, and
        another number of groups is shown only once it has been the best four times.
    seed : int
        Of the draws from which groups are sought, with method `everyseat`.

    Returns
    -------
    Opinion

    Raises
    ------
    ValueError
        If there is no vote, or a method of another name is asked for.

    Examples
    --------
    Twenty people who agree on one statement of three, and are of two minds about the others.

    >>> from everyseat.science.opinion.votes import from_table
    >>> found = analyse(from_table([[1, 1, -1]] * 10 + [[1, -1, 1]] * 10))
    >>> found.grouping.sizes.tolist()
    [10, 10]
    >>> [agreed.statement for agreed in found.common_ground]
    [0]
    """
    if method not in ("everyseat", "polis"):
        raise ValueError(f"method is everyseat or polis, not {method}")
    if not len(votes.code):
        raise ValueError("nobody has voted")
    about = about or Conversation.of(votes)
    kept, as_polis = ~about.left_out, method == "polis"
    counts = tables.counts() if tables else votes.counts()
    axes = projection.axes(votes, counts, kept, tables, len(kept) if as_polis else None)
    cast = cast_on(votes, kept, as_polis)
    places = projection.places(votes, axes, cast)
    already = None if before is None else before.labels >= 0
    enough = grouping.voted_enough(votes.cast if as_polis else cast, axes.wide, already)
    if as_polis:
        groups = polis.groups_of(places, enough, about.arrival)
    else:
        groups = grouping.of_places(places, enough, smallest, seed)
    steady = Steady(groups.groups) if before is None else before.shown.after(groups.groups)
    if before is not None:
        if steady.shown != groups.groups:
            groups = grouping.of_places(places, enough, smallest, seed, steady.shown)
        groups = grouping.matched(groups, before.labels)
    by_group = votes.counts_by(groups.labels, groups.groups)
    return _said(counts, by_group, axes, places, groups, steady, about, as_polis)


def cast_on(votes: Votes, kept: Flags, as_polis: bool) -> NDArray[np.int64]:
    """Return how many votes each person has cast on the statements that count.

    To Polis, everybody has passed on a statement that is left out.
    """
    if kept.all():
        return votes.cast
    counts = np.zeros((3 * len(kept), 2))
    counts[:, 0] = np.repeat(kept, 3)
    on_kept: NDArray[np.int64] = votes.sums(counts)[:, 0].astype(np.int64)
    return on_kept + int((~kept).sum()) if as_polis else on_kept


def _said(
    counts: Counts,
    by_group: Counts,
    axes: Axes,
    places: Floats,
    groups: Grouping,
    steady: Steady,
    about: Conversation,
    as_polis: bool,
) -> Opinion:
    out = about.left_out
    agreed = (
        common_ground.of_everybody(counts, by_group, out)
        if as_polis
        else common_ground.of_all_groups(counts, by_group, out)
    )
    extremity = projection.extremity(axes)
    return Opinion(
        counts=counts,
        by_group=by_group,
        axes=axes,
        places=places,
        statement_places=projection.statement_places(axes),
        grouping=groups,
        shown=steady,
        representative=representative.of_groups(by_group, out, as_polis=as_polis),
        common_ground=agreed,
        across_groups=common_ground.across_groups(by_group, as_polis),
        priorities=routing.priorities(by_group.whole, extremity, about.meta),
    )
