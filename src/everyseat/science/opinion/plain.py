"""A result as plain data, with the names that statements and people have elsewhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from everyseat.science.opinion.analysis import Opinion
from everyseat.science.opinion.common_ground import Agreed
from everyseat.science.opinion.representative import Representative
from everyseat.science.opinion.stability import Stability
from everyseat.science.opinion.votes import Votes

Name = str | int
SIDES = {True: "agree", False: "disagree"}


@dataclass(frozen=True)
class Names:
    """What statements and people are called, in the order of their numbers."""

    statements: Sequence[Name]
    people: Sequence[Name]


def as_dict(
    votes: Votes,
    found: Opinion,
    names: Names | None = None,
    steady: Stability | None = None,
    members: bool = False,
) -> dict[str, Any]:
    """Return a result that JSON can hold.

    Parameters
    ----------
    votes : Votes
    found : Opinion
        What was made of them.
    names : Names, optional
        Numbers from 0 are used otherwise.
    steady : Stability, optional
        Left out, `stability` is null.
    members : bool
        Add who is in each group. A row of many votes can tell who somebody is.

    Returns
    -------
    dict
        participants, statements, votes: how many. grouped: how many people are in a group. groups:
        each with id, size, representative statements (statement, side, p, p_test, r, r_test) and,
        where asked for, members. common_ground: statement, side, p, p_test, low, high, least,
        consensus. group_aware_consensus and priorities, by statement. explained_variance,
        silhouette, and stability: median, min, refits.

    Examples
    --------
    >>> from everyseat.science import opinion
    >>> votes = opinion.from_table([[1, 1, -1]] * 10 + [[1, -1, 1]] * 10)
    >>> said = as_dict(votes, opinion.analyse(votes))
    >>> said["participants"], [group["size"] for group in said["groups"]]
    (20, [10, 10])
    """
    names = names or Names(range(votes.statements), range(votes.people))
    return {
        "participants": int((votes.cast > 0).sum()),
        "statements": int((found.counts.seen > 0).sum()),
        "votes": len(votes.code),
        "grouped": int(found.grouping.sizes.sum()),
        "groups": _groups(found, names, members),
        "common_ground": [_agreed(one, names) for one in found.common_ground],
        "group_aware_consensus": _by_statement(found.across_groups, names),
        "priorities": _by_statement(found.priorities, names),
        "explained_variance": found.explained_variance,
        "silhouette": found.grouping.silhouette,
        "stability": None if steady is None else _stability(steady),
    }


def _groups(found: Opinion, names: Names, members: bool) -> list[dict[str, Any]]:
    groups = []
    for number, size in enumerate(found.grouping.sizes.tolist()):
        group = {"id": number, "size": size}
        if members:
            inside = np.flatnonzero(found.grouping.labels == number).tolist()
            group["members"] = [names.people[person] for person in inside]
        stands = (_representative(one, names) for one in found.representative[number])
        groups.append(group | {"representative": list(stands)})
    return groups


def _representative(one: Representative, names: Names) -> dict[str, Any]:
    return {
        "statement": names.statements[one.statement],
        "side": SIDES[one.agrees],
        "p": one.p,
        "p_test": one.p_test,
        "r": one.r,
        "r_test": one.r_test,
    }


def _agreed(one: Agreed, names: Names) -> dict[str, Any]:
    return {
        "statement": names.statements[one.statement],
        "side": SIDES[one.agrees],
        "p": one.p,
        "p_test": one.p_test,
        "low": one.low,
        "high": one.high,
        "least": one.least,
        "consensus": one.across,
    }


def _by_statement(values: Iterable[float], names: Names) -> dict[str, float]:
    return {str(name): float(value) for name, value in zip(names.statements, values, strict=True)}


def _stability(steady: Stability) -> dict[str, Any]:
    return {"median": steady.median, "min": steady.least, "refits": len(steady.indices)}
