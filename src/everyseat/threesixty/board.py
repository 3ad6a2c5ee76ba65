"""The board of a round: per leader what it waits for, for whom, and since when."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from everyseat.files.xlsx_export import Rows
from everyseat.organisations.models import Person
from everyseat.threesixty import standing
from everyseat.threesixty.models import Review, Round
from everyseat.threesixty.queries.progress import Progress
from everyseat.threesixty.queries.rounds import Summary
from everyseat.threesixty.standing import Waits


@dataclass(frozen=True)
class Row:
    """One leader on the board."""

    progress: Progress
    state: str
    waits: list[Waits]
    coach: str


def rows(progress: list[Progress], by: Person | None = None) -> list[Row]:
    """Return the rows of the board as they are read `by` somebody."""
    return [
        Row(
            one,
            standing.state(one.review),
            standing.waits(one.review, self_given=one.self_given, by=by),
            standing.coach(one.review),
        )
        for one in progress
    ]


def of(summary: Summary) -> str:
    """Return what the leaders of a round are waited for, in numbers and words."""
    if summary.round.state in (Round.State.DRAFT, Round.State.CLOSING):
        return ""
    return "; ".join(
        f"{Review.State(state).label}: {summary.states[state]}"
        for state in Review.State.values
        if summary.states[state]
    )


def sheet(board: list[Row]) -> Rows:
    """Return the board as rows of a workbook, with their headings."""
    yield [
        _("Leader"),
        _("E-mail address"),
        _("Team"),
        _("State"),
        _("Waits for"),
        _("Since"),
        _("Late"),
        _("Raters named"),
        _("Raters invited"),
        _("Raters who declined"),
        _("Answered"),
        _("Self assessment"),
        _("Coach"),
        _("Approves the raters"),
    ]
    for row in board:
        yield _cells(row)


def _cells(row: Row) -> list[object]:
    progress, review = row.progress, row.progress.review
    first = row.waits[0].since if row.waits else None
    return [
        review.recipient.name,
        review.recipient.email,
        review.recipient.team.name if review.recipient.team else None,
        row.state,
        "; ".join(waits.text for waits in row.waits),
        first.isoformat() if first else None,
        _("yes") if any(waits.is_late for waits in row.waits) else None,
        progress.proposed,
        progress.invited,
        progress.declined,
        progress.answered,
        _("given") if progress.self_given else _("not yet"),
        row.coach or None,
        standing.approver(review),
    ]
