"""A framework: the themes by which comments are sorted."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from everyseat.organisations.models import Organisation

LONGEST_NAME, LONGEST_DESCRIPTION, LONGEST_SOURCE = 120, 400, 300


class Framework(models.Model):
    """A list of themes. One that comes with the product has a `key`."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="frameworks"
    )
    key = models.CharField(max_length=40, blank=True, editable=False)
    name = models.CharField(max_length=LONGEST_NAME)
    source = models.CharField(max_length=LONGEST_SOURCE, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint("organisation", Lower("name"), name="one_framework_of_a_name"),
            models.UniqueConstraint(
                fields=["organisation", "key"],
                condition=~Q(key=""),
                name="a_framework_of_ours_comes_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Theme(models.Model):
    """What a comment may be about. One that is no longer used is kept for what it was used for."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="themes")
    number = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=LONGEST_NAME)
    name = models.CharField(max_length=LONGEST_NAME)
    description = models.CharField(max_length=LONGEST_DESCRIPTION, blank=True)
    is_used = models.BooleanField(default=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "number"], name="one_theme_of_a_number"),
            models.UniqueConstraint("framework", Lower("name"), name="one_theme_of_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
