"""Rows of work that may fail: what failed is tried again, after a pause that grows."""

import random
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=10), timedelta(hours=1)
DOUBLED_AT_MOST = 9
MOST_COUNTED = 1000


class Retried(models.Model):
    """Work to do: how often it failed in a row, with what kind of error, and when we try again.

    Only the error's kind is kept. Its text could hold somebody's words.
    """

    tries = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True

    def note_failure(self, kind: str, now: datetime) -> None:
        """Wait for twice as long as after the last failure, with jitter."""
        pause = min(FIRST_PAUSE * 2 ** min(self.tries, DOUBLED_AT_MOST), LONGEST_PAUSE)
        self.tries = min(self.tries + 1, MOST_COUNTED)
        self.not_before, self.problem = now + pause * random.uniform(0.8, 1.2), kind

    def forget_failures(self) -> None:
        self.tries, self.not_before, self.problem = 0, None, ""


def due(now: datetime) -> Q:
    """Return the condition that a row's pause is over, or that it has none."""
    return Q(not_before=None) | Q(not_before__lte=now)
