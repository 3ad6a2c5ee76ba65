"""Plans of a service and their versions."""

from django.db.models import QuerySet

from everyseat.improvement.models import CapacityPlan, PlanVersion, Service


def of(service: Service) -> QuerySet[CapacityPlan]:
    """Return the plans of a service, in order."""
    return service.plans.select_related("service")


def versions(plan: CapacityPlan) -> QuerySet[PlanVersion]:
    """Return the versions of a plan, the newest first."""
    return plan.versions.select_related("by", "plan", "plan__service")


def draft(plan: CapacityPlan) -> PlanVersion | None:
    """Return the draft of a plan; None without one."""
    return versions(plan).filter(is_draft=True).first()


def approved(plan: CapacityPlan) -> PlanVersion | None:
    """Return the version that holds: the last that was approved, unless that was withdrawn."""
    found = versions(plan).exclude(approved_on=None).filter(withdrawn_on=None)
    return found.order_by("-approved_on", "-number").first()


def with_results(service: Service) -> QuerySet[PlanVersion]:
    """Return every version of a service's plans that is calculated, and can be compared."""
    found = PlanVersion.objects.filter(plan__service=service, result__isnull=False)
    return found.select_related("plan").order_by("plan__number", "-number")
