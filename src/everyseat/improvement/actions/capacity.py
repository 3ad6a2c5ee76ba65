"""Plans of capacity and demand: adding, copying and deleting them, and their versions."""

from copy import deepcopy
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from everyseat.giving.refusals import NotNow
from everyseat.giving.states import changing, lock
from everyseat.improvement.actions import capacity_results
from everyseat.improvement.models import CapacityPlan, PlanVersion, Service
from everyseat.organisations.models import Person

MOST = 40
"""Plans of one service: more, and nobody keeps them."""
MOST_VERSIONS = 200
Document = dict[str, Any]


@transaction.atomic
def add(
    *, service: Service, name: str, document: Document | None = None, by: Person, today: date
) -> PlanVersion:
    """Add a plan; return its first draft, which is empty unless a document is given."""
    lock(service)
    if service.plans.count() >= MOST:
        raise NotNow(_("There are %(n)s plans, which is the most.") % {"n": MOST})
    last = service.plans.order_by("-number").first()
    number = last.number + 1 if last else 1
    plan = CapacityPlan.objects.create(service=service, number=number, name=name)
    return _draft(plan, document or {"weeks": 52}, by, today)


def _draft(
    plan: CapacityPlan,
    document: Document,
    by: Person,
    today: date,
    result: Document | None = None,
) -> PlanVersion:
    last = plan.versions.order_by("-number").first()
    number = last.number + 1 if last else 1
    made = PlanVersion(plan=plan, number=number, document=deepcopy(document))
    made.by, made.made_on, made.result = by, today, result
    made.save(force_insert=True)
    return made


def rename(*, plan: CapacityPlan, name: str) -> None:
    """Give a plan another name."""
    with changing(plan):
        plan.name = name


def copy(*, version: PlanVersion, name: str, by: Person, today: date) -> PlanVersion:
    """Make a plan of its own from a version; return its first draft."""
    service, document = version.plan.service, version.document
    made = add(service=service, name=name, document=document, by=by, today=today)
    capacity_results.calculate(version=made)
    return made


@transaction.atomic
def begin(*, version: PlanVersion, by: Person, today: date) -> PlanVersion:
    """Begin a draft from a version, which stays as it is."""
    plan = version.plan
    lock(plan)
    if plan.versions.filter(is_draft=True).exists():
        raise NotNow(_("There is a draft of this plan already. Save it or delete it first."))
    if plan.versions.count() >= MOST_VERSIONS:
        raise NotNow(_("There are %(n)s versions, which is the most.") % {"n": MOST_VERSIONS})
    return _draft(plan, version.document, by, today, version.result)


def keep(*, version: PlanVersion, reason: str, by: Person, today: date) -> None:
    """Save a draft as a version, which never changes again. Its reason says why it was made."""
    with changing(version):
        must_be_draft(version)
        if version.result is None:
            raise NotNow(_("This draft is not complete yet. It lists what is missing."))
        version.is_draft, version.reason = False, reason
        version.by, version.made_on = by, today


@transaction.atomic
def discard(*, version: PlanVersion) -> None:
    """Delete a draft; the plan stays as its last version says it."""
    lock(version.plan)
    lock(version)
    must_be_draft(version)
    if version.plan.versions.count() == 1:
        raise NotNow(_("The plan has no other version. Delete the plan instead."))
    version.delete()


@transaction.atomic
def delete(*, plan: CapacityPlan) -> None:
    """Delete a plan of which no version was ever approved."""
    lock(plan)
    if not may_delete(plan):
        raise NotNow(_("A version of this plan was approved, so the plan stays."))
    CapacityPlan.objects.filter(pk=plan.pk).delete()


def may_delete(plan: CapacityPlan) -> bool:
    """Return whether no version was ever approved, even if that was withdrawn."""
    return not plan.versions.exclude(approved_on=None).exists()


def must_be_draft(version: PlanVersion) -> None:
    if not version.is_draft:
        raise NotNow(_("This version is saved and does not change. Make a new one from it."))
