"""Plans of capacity and demand, in versions."""

from django.db import models
from django.db.models import Q

from everyseat.improvement.models.service import Service
from everyseat.organisations.models import Person

LONGEST_NAME, LONGEST_REASON = 120, 300


class CapacityPlan(models.Model):
    """A plan of a service's work and its staff. What it says stands in its versions."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="plans")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=LONGEST_NAME)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="one_plan_of_a_number")
        ]

    def __str__(self) -> str:
        return self.name


class PlanVersion(models.Model):
    """A plan as it was saved: a version that somebody approved is never changed."""

    plan = models.ForeignKey(CapacityPlan, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    document = models.JSONField()
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    by = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="versions_of_plans"
    )
    made_on = models.DateField()
    result = models.JSONField(null=True)
    approved_by = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="plans_approved"
    )
    approved_on = models.DateField(null=True)
    approved_as = models.CharField(max_length=LONGEST_NAME, blank=True)
    """The name of whoever approved it, which stays when they leave."""

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_version_of_a_number"),
            models.CheckConstraint(
                condition=Q(approved_on=None, approved_as="")
                | (Q(approved_on__isnull=False) & ~Q(approved_as="")),
                name="what_is_approved_has_a_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}, version {self.number}"
