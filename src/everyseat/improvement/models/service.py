"""A service: what people comment on, and what a team improves."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from everyseat.giving.codes import new_code
from everyseat.improvement.models.framework import Framework
from everyseat.organisations.models import Organisation, Person, Team
from everyseat.safety import thresholds

LONGEST_NAME, LONGEST_ABOUT = 120, 600
SHORTEST_KEEPING, LONGEST_KEEPING, USUAL_KEEPING = 1, 60, 24


class Service(models.Model):
    """A ward, a clinic, a team in the community: whatever people know it by.

    Whoever may improve services sees all of them; its `lead` sees this one without a role. Its
    public page, at its `code`, exists once it `is_public`; people can comment there while it
    `collects`. No number about fewer comments than its `threshold` is shown to anybody who may not
    read the comments. What people wrote is deleted `keep_comments` months after it came.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="services"
    )
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="services"
    )
    lead = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="services_led"
    )
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="services")
    name = models.CharField(max_length=LONGEST_NAME)
    about = models.TextField(max_length=LONGEST_ABOUT, blank=True)
    code = models.CharField(max_length=8, unique=True, default=new_code, editable=False)
    is_public = models.BooleanField(default=False, editable=False)
    collects = models.BooleanField(default=False, editable=False)
    threshold = models.PositiveSmallIntegerField(default=thresholds.WORDS, editable=False)
    keep_comments = models.PositiveSmallIntegerField(default=USUAL_KEEPING)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint("organisation", Lower("name"), name="one_service_of_a_name"),
            models.CheckConstraint(
                condition=Q(
                    keep_comments__gte=SHORTEST_KEEPING, keep_comments__lte=LONGEST_KEEPING
                ),
                name="comments_are_deleted_some_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name
