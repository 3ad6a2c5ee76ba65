"""What closing a round before its last day will do."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.giving.refusals import NotNow
from everyseat.organisations.checks import Check, Named, Stop
from everyseat.threesixty.actions import changing_dates, closing_early
from everyseat.threesixty.checks import changing
from everyseat.threesixty.models import Review, Round
from everyseat.threesixty.queries import permissions, progress
from everyseat.threesixty.queries.progress import Progress


def close(feedback_round: Round) -> Check:
    """Return what closing a round early will do, and which leaders are not ready, by name.

    Where raters were promised a day, it closes after the first one that leaves them their notice.
    """
    title, button = _("Close “%(round)s” now?"), _("Close the round now")
    first = _closes_now()
    if progress.is_anybody_invited(feedback_round):
        title = _("Close “%(round)s” early?")
        button = _("Bring the last day forward, and send the e-mails")
        first = _comes_earlier(feedback_round)
    title = title % {"round": feedback_round.name}
    if stops := list(_stops(feedback_round)):
        return Check(title, stops=stops)
    rows = progress.of_reviews(feedback_round)
    return Check(
        title=title,
        button=button,
        happens=[*first, *_then(feedback_round, rows)],
        named=[group for group in _named(rows) if group.names],
        warns=list(_warns(rows)),
        final=[_("After those 24 hours you cannot reopen the round. A report is made only once.")],
    )


def _stops(feedback_round: Round) -> Iterator[Stop]:
    if feedback_round.state != Round.State.OPEN:
        yield Stop(_("You can only close a round that is under way."))
        return
    try:
        closing_early.must_be_possible(feedback_round)
    except NotNow as refusal:
        yield Stop(str(refusal))


def _comes_earlier(feedback_round: Round) -> Iterator[str]:
    """Yield what bringing the last day forward does: which dates move, and who is told."""
    day = closing_early.first_possible_day()
    dates = changing_dates.with_last_day(feedback_round, day)
    moved = changing_dates.moved(feedback_round, dates)
    told = changing_dates.concerned(feedback_round, dates)
    text = _("Raters were told that they can answer until %(day)s. They get %(n)s whole days more.")
    yield text % {"day": date_format(feedback_round.collect_by), "n": changing_dates.NOTICE}
    yield from changing.moves(moved)
    yield from changing.deletions(feedback_round, moved)
    yield from changing.emails(told.leaders, told.approvers, told.raters)
    yield _("The round closes by itself after %(day)s.") % {"day": date_format(day)}


def _closes_now() -> Iterator[str]:
    yield _("Nobody has been invited yet, and nobody can be any more.")
    yield _("Leaders cannot rate themselves any more.")


def _then(feedback_round: Round, rows: list[Progress]) -> Iterator[str]:
    """Yield what becomes of the answers once the round has closed."""
    yield _("When it has closed, nobody reads an answer for 24 hours, so that you can reopen it.")
    text = ngettext(
        "After that we make %(n)s report.",
        "After that we make %(n)s reports.",
        len(rows),
    )
    yield text % {"n": len(rows)}
    if feedback_round.coach_reads:
        yield _("We write to the coaches when the reports are ready for them.")
    else:
        yield _("We write to the leaders when they can read their reports.")


def _warns(rows: list[Progress]) -> Iterator[str]:
    """Yield that some reports would have no answers from others, and what can be done."""
    if empty := sum(not row.invited for row in rows):
        text = ngettext(
            "Nobody has been asked about %(n)s leader. They get a report with no answers from "
            "others, and it still has to be read. If they should get none, open their page below "
            "and stop their 360 first. You cannot stop it once the reports are made.",
            "Nobody has been asked about %(n)s leaders. They get reports with no answers from "
            "others, and these still have to be read. If they should get none, open their pages "
            "below and stop their 360 first. You cannot stop it once the reports are made.",
            empty,
        )
        yield text % {"n": empty}


def _named(rows: list[Progress]) -> Iterator[Named]:
    """Yield the leaders who are not ready; how many have answered only as counted by night."""
    yield _group(
        _(
            "Nobody can read the reports of these leaders first: their coach has left, or is no "
            "longer a coach. Their reports wait until you choose another:"
        ),
        [r for r in rows if r.review.coach_reads_first and not permissions.coach(r.review)],
    )
    nominate, approve = Review.State.NOMINATE, Review.State.APPROVE
    yield _group(
        _(
            "These leaders have named nobody. If that stays so, their reports have no answers from "
            "others:"
        ),
        [row for row in rows if row.review.state == nominate and not row.proposed],
    )
    yield _group(
        _(
            "These leaders have not sent their list of raters, and nobody has been invited. If "
            "that stays so, their reports have no answers from others:"
        ),
        [row for row in rows if row.review.state == nominate and row.proposed],
    )
    yield _group(
        _(
            "The lists of these leaders wait to be approved, and nobody has been invited. If that "
            "stays so, their reports have no answers from others:"
        ),
        [row for row in rows if row.review.state == approve],
    )
    yield _group(
        _(
            "These leaders have not rated themselves. If that stays so, their reports cannot "
            "compare how they see themselves with how others feel:"
        ),
        [row for row in rows if not row.self_given and not row.review.follow_up_of_id],
    )
    yield from _answered([row for row in rows if row.review.state == Review.State.COLLECT])


def _answered(rows: list[Progress]) -> Iterator[Named]:
    """Yield who has about how many answers, the fewest first: as the round's page says it."""
    asked = sorted((row for row in rows if row.invited), key=lambda row: row.review.answered)
    for words in dict.fromkeys(row.answered for row in asked):
        group = [row for row in asked if row.answered == words]
        if group[0].is_counted:
            when = timezone.localtime(group[0].review.round.counted_at)
            text = _(
                "How many people had answered about these leaders when that was last counted, on "
                "%(day)s: %(n)s."
            )
            yield _group(text % {"day": date_format(when), "n": words}, group)
        else:
            yield _group(_("Answers about these leaders have not been counted yet:"), group)


def _group(text: str, rows: list[Progress]) -> Named:
    reviews = [row.review for row in rows]
    links = {r.recipient.name: reverse("leader", args=[r.round_id, r.pk]) for r in reviews}
    return Named(text, [r.recipient.name for r in reviews], links)
