"""Group reports: each is made once, when the last single report of its round has been made.

Made again, it would differ by a leader who has been erased, has moved to another team, or whose
report came late: the difference of the two would be that one leader's figures.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef

from everyseat.giving.states import lock
from everyseat.threesixty.models import GroupReport, Making, Report, Review, Round


def make_due() -> None:
    """Make the group report of every closed round that has all its single reports, and none yet.

    A follow-up asks about one leader, so there is none of it; nor of a round whose raters had not
    been told who reads one.
    """
    unmade = Making.objects.filter(review__round=OuterRef("pk"), step=Making.Step.REPORT)
    reviews = Review.objects.filter(round=OuterRef("pk"), follow_up_of=None)
    reports = Report.objects.filter(review__round=OuterRef("pk"))
    rounds = Round.objects.filter(~Exists(unmade), Exists(reviews), Exists(reports))
    due = rounds.filter(state=Round.State.CLOSED, may_be_grouped=True, group_report=None)
    for feedback_round in due.select_related("organisation", "questionnaire"):
        _make(feedback_round)


@transaction.atomic
def _make(feedback_round: Round) -> None:
    """Make a group report. Two rounds may close at once: the lock lets the second see the first."""
    from everyseat.threesixty import grouping  # the science: not for every start

    lock(feedback_round.organisation)
    if not GroupReport.objects.filter(round=feedback_round).exists():
        grouping.made(feedback_round).save(force_insert=True)
