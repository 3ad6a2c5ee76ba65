"""Sealed states, and facts about the site.

The tables are named after the app in which they were first.
"""

from django.db import models


class Snapshot(models.Model):
    """A sealed state. Its name and key are known only to its key file.

    See `everyseat.giving.snapshots`.
    """

    tag = models.CharField(max_length=64, primary_key=True)
    step = models.PositiveBigIntegerField()
    sealed = models.BinaryField()

    class Meta:
        db_table = "organisations_snapshot"

    def __str__(self) -> str:
        return "something sealed"


class SiteFact(models.Model):
    """A fact about the site that stays with its database, whatever the settings."""

    name = models.CharField(max_length=40, primary_key=True)
    value = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "organisations_sitefact"

    def __str__(self) -> str:
        return self.name
