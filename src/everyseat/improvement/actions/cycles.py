"""Plan, do, study, act: small tests of a change, each with what was predicted before."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from everyseat.giving.refusals import NotNow
from everyseat.giving.states import changing, lock
from everyseat.improvement.models import Cycle, Issue


@transaction.atomic
def plan(*, issue: Issue, plan: str, prediction: str, today: date) -> Cycle:
    """Plan the next cycle of an issue, with what is expected to happen."""
    lock(issue)
    last = issue.cycles.last()
    if last and not last.is_over:
        raise NotNow(_("Finish the cycle that is under way first."))
    return Cycle.objects.create(
        issue=issue,
        number=last.number + 1 if last else 1,
        plan=plan,
        prediction=prediction,
        began_on=today,
    )


def replan(*, cycle: Cycle, plan: str, prediction: str) -> None:
    """Change a plan and its prediction, as long as nobody does it yet."""
    with changing(cycle):
        if cycle.is_begun:
            raise NotNow(_("It has begun, so the plan and the prediction are locked."))
        cycle.plan, cycle.prediction = plan, prediction


def begin(*, cycle: Cycle, today: date) -> None:
    """Begin to do what is planned. From now on the prediction is locked."""
    with changing(cycle):
        if cycle.is_begun:
            raise NotNow(_("It has begun already."))
        cycle.doing_since = today


def tell(*, cycle: Cycle, did: str) -> None:
    """Say what happened."""
    with changing(cycle):
        _must_be_under_way(cycle)
        cycle.did = did


def study(*, cycle: Cycle, studied: str) -> None:
    """Say how what happened compares with what was predicted."""
    with changing(cycle):
        _must_be_under_way(cycle)
        if not cycle.did:
            raise NotNow(_("Say what happened first."))
        cycle.studied = studied


def act(*, cycle: Cycle, act: str, today: date) -> None:
    """Decide what follows from it, which ends the cycle."""
    with changing(cycle):
        _must_be_under_way(cycle)
        if not cycle.studied:
            raise NotNow(_("Compare what happened with the prediction first."))
        cycle.act, cycle.ended_on = act, today


@transaction.atomic
def remove(*, cycle: Cycle) -> None:
    """Remove a cycle that has not begun."""
    lock(cycle)
    if cycle.is_begun:
        raise NotNow(_("It has begun, so it stays. You can abandon it, and say what you learnt."))
    Cycle.objects.filter(pk=cycle.pk).delete()


def _must_be_under_way(cycle: Cycle) -> None:
    if not cycle.is_begun:
        raise NotNow(_("Begin it first: then the prediction is locked."))
    if cycle.is_over:
        raise NotNow(_("This cycle is over. Begin the next one."))
