"""What closing a round before its last day will do."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.organisations.checks import Check, Named, Stop
from everyseat.threesixty.models import Review, Round
from everyseat.threesixty.queries import progress
from everyseat.threesixty.queries.progress import Progress


def close(feedback_round: Round) -> Check:
    """Return what closing a round now will do, and which leaders are not ready, by name."""
    title = _("Close “%(round)s” now?") % {"round": feedback_round.name}
    if feedback_round.state != Round.State.OPEN:
        return Check(title, stops=[Stop(_("You can only close a round that is under way."))])
    rows = progress.of_reviews(feedback_round)
    return Check(
        title=title,
        button=_("Close the round now"),
        happens=list(_happens(feedback_round, rows)),
        named=[group for group in _named(rows) if group.names],
        warns=list(_warns(rows)),
        final=[
            _("After those 24 hours you cannot reopen the round. A report is made only once."),
            _("Answers that have not been sent by then are lost."),
        ],
    )


def _happens(feedback_round: Round, rows: list[Progress]) -> Iterator[str]:
    day = {"day": date_format(feedback_round.collect_by)}
    if any(row.invited for row in rows):
        yield (
            _("Nobody can answer any more. Raters were told that they can answer until %(day)s.")
            % day
        )
        yield _("We do not write to the raters. Their links say that this has closed.")
    else:
        yield _("Nobody has been invited yet, and nobody can be any more.")
    yield _("Leaders cannot rate themselves any more.")
    yield _("For 24 hours nobody reads an answer, so that you can reopen the round.")
    text = ngettext(
        "After that we make %(n)s report, from the answers so far.",
        "After that we make %(n)s reports, from the answers so far.",
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
            "%(n)s report will have no answers from others, and still has to be read. If this "
            "leader should get none, open their page below and stop their 360 first. You cannot "
            "stop it once the reports are made.",
            "%(n)s reports will have no answers from others, and still have to be read. If these "
            "leaders should get none, open their pages below and stop their 360 first. You cannot "
            "stop it once the reports are made.",
            empty,
        )
        yield text % {"n": empty}


def _named(rows: list[Progress]) -> Iterator[Named]:
    """Yield the leaders who are not ready; how many have answered only as counted by night."""
    nominate, approve = Review.State.NOMINATE, Review.State.APPROVE
    yield _group(
        _("These leaders have named nobody. Their reports will have no answers from others:"),
        [row for row in rows if row.review.state == nominate and not row.proposed],
    )
    yield _group(
        _(
            "These leaders have not sent their list of raters. Nobody has been invited, so their "
            "reports will have no answers from others:"
        ),
        [row for row in rows if row.review.state == nominate and row.proposed],
    )
    yield _group(
        _(
            "The lists of these leaders wait to be approved. Nobody has been invited, so their "
            "reports will have no answers from others:"
        ),
        [row for row in rows if row.review.state == approve],
    )
    yield _group(
        _(
            "These leaders have not rated themselves. Their reports cannot compare how they see "
            "themselves with how others feel:"
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
