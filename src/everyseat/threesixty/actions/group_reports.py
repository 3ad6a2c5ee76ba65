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


def _make(feedback_round: Round) -> None:
    """Make a group report, and keep it if no other has been kept since: it was not checked.

    Two rounds may close at once. The one that comes second is made again when this is next called.
    The reports of a large round take a second to read, before anything is locked.
    """
    from everyseat.threesixty import grouping  # the science: not for every start

    before = _kept()
    report = grouping.made(feedback_round)
    with transaction.atomic():
        lock(feedback_round.organisation)
        if _kept() == before:
            report.save(force_insert=True)


def _kept() -> set[int]:
    return set(GroupReport.objects.values_list("pk", flat=True))
