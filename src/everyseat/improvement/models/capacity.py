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
    """What a plan says: a draft that is changed, or a version that was saved and never changes.

    A plan has at most one draft. `result` is what `everyseat.science.capacity.summary` makes of the
    document; it is None while the document can't be calculated. An approval that was withdrawn
    stays in sight, with its reason; a version is approved at most once.
    """

    plan = models.ForeignKey(CapacityPlan, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    document = models.JSONField()
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    by = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="versions_of_plans"
    )
    made_on = models.DateField()
    is_draft = models.BooleanField(default=True)
    result = models.JSONField(null=True)
    approved_by = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="plans_approved"
    )
    approved_on = models.DateField(null=True)
    approved_as = models.CharField(max_length=LONGEST_NAME, blank=True)
    """The name of whoever approved it, which stays when they leave."""
    withdrawn_by = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="approvals_of_plans_withdrawn"
    )
    withdrawn_on = models.DateField(null=True)
    withdrawn_as = models.CharField(max_length=LONGEST_NAME, blank=True)
    withdrawn_because = models.CharField(max_length=LONGEST_REASON, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_version_of_a_number"),
            models.CheckConstraint(
                condition=Q(approved_on=None, approved_as="")
                | (Q(approved_on__isnull=False) & ~Q(approved_as="")),
                name="what_is_approved_has_a_name",
            ),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(is_draft=True), name="one_draft_of_a_plan"
            ),
            models.CheckConstraint(
                condition=Q(is_draft=True, approved_on=None)
                | (Q(is_draft=False) & ~Q(reason="") & Q(result__isnull=False)),
                name="a_saved_plan_has_a_reason_and_a_result",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_as="", withdrawn_because="")
                | (
                    Q(withdrawn_on__isnull=False, approved_on__isnull=False)
                    & ~Q(withdrawn_as="")
                    & ~Q(withdrawn_because="")
                ),
                name="an_approval_is_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}, version {self.number}"

    @property
    def is_approved(self) -> bool:
        return self.approved_on is not None and self.withdrawn_on is None

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_on is not None
