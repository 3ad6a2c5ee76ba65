"""What is stored sealed, and what the database says of itself.

The tables are named after the app in which they were first.
"""

from django.db import models


class Snapshot(models.Model):
    """A state that is stored sealed, under a name and a key that only its key file knows.

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
    """What the database says of itself, whichever folder or settings it is opened with."""

    name = models.CharField(max_length=40, primary_key=True)
    value = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "organisations_sitefact"

    def __str__(self) -> str:
        return self.name
