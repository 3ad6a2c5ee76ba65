"""What a plan's document comes to: calculated outside every lock, and kept with the version."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from everyseat.files import plans
from everyseat.giving.states import changing
from everyseat.improvement.models import PlanVersion

RUNS, SEED = 10_000, 1
"""As `everyseat capacity` has them, so that it gives the same figures for the same file."""
MOST_DRAWN, FEWEST_RUNS = 12_000_000, 500
"""A page draws at most so many numbers for a plan: a larger plan has fewer runs, or none."""
Document = Mapping[str, Any]


class Outcome(NamedTuple):
    """What a document comes to, or why it can't be calculated."""

    result: dict[str, Any] | None
    trouble: str = ""


def of(document: Document) -> Outcome:
    """Return the result of a document: None while it has problems."""
    if plans.problems(document):
        return Outcome(None)
    runs = runs_of(document)
    if runs < FEWEST_RUNS:
        text = "The plan is too large for a page: look fewer weeks ahead, or join kinds of visit."
        return Outcome(None, text)
    return _summed_up(document, None, runs)


def compared(document: Document, other: Document) -> Outcome:
    """Return what another document would change, in equally busy weeks."""
    first = {key: value for key, value in document.items() if key != "change"}
    runs = min(runs_of(first), runs_of({**other, "weeks": first.get("weeks", 52)}))
    return _summed_up(first, other, runs)


def _summed_up(document: Document, other: Document | None, runs: int) -> Outcome:
    from everyseat.science.capacity import summary

    try:
        return Outcome(summary(document, other, runs=runs, seed=SEED))
    except ValueError as error:  # what only the calculation can see
        return Outcome(None, str(error))


def runs_of(document: Document) -> int:
    """Return how many runs a page makes of a plan: as the command, unless the plan is large."""
    from everyseat.science.capacity import allocation

    kinds = [visit["bands"] for visit in document["visits"]]
    plans_drawn = 1 + len(document.get("change", []))
    weeks: int = document.get("weeks", 52)
    cells = (len(kinds) + len(allocation.groups(kinds))) * weeks * plans_drawn
    return min(RUNS, MOST_DRAWN // cells)


def calculate(*, version: PlanVersion) -> None:
    """Keep the result of a draft with it, unless the draft has changed since."""
    document = version.document
    result = of(document).result
    with changing(version):
        if version.is_draft and version.document == document:
            version.result = result
