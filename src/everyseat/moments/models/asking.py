"""Moments: what a leader meant, and how it felt to those who were there.

No answer is ever a row. While a moment is open, answers wait sealed; when it
closes, they are counted together into `picture`, and are gone.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from everyseat.giving import feelings
from everyseat.giving.codes import new_code
from everyseat.moments.picture import Picture
from everyseat.organisations.models import Person
from everyseat.safety import thresholds


class Moment(models.Model):
    """Something a leader led, and asks about: a meeting, a visit, a team brief.

    What they meant (`meant`, `sentence`) is kept when the moment is opened, and never changed. It
    `is_read` once its leader has looked at it since it closed. The leader may then reply to those
    who were there: what they `heard` and `will_do`, last changed on `replied_on`.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open for answers")
        CLOSED = "closed", _("Closed")
        CANCELLED = "cancelled", _("Cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    leader = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="moments")
    what = models.CharField(max_length=120)
    held_on = models.DateField()
    meant = models.JSONField(default=list)
    sentence = models.CharField(max_length=280, blank=True)
    code = models.CharField(max_length=8, unique=True, default=new_code, editable=False)
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    closes_on = models.DateField()
    vocabulary = models.PositiveSmallIntegerField(default=feelings.VERSION, editable=False)
    rating_threshold = models.PositiveSmallIntegerField(default=thresholds.RATINGS)
    word_threshold = models.PositiveSmallIntegerField(default=thresholds.WORDS)
    picture = models.JSONField(null=True, blank=True, editable=False)
    is_read = models.BooleanField(default=False, editable=False)
    heard = models.CharField(max_length=500, blank=True)
    will_do = models.CharField(max_length=500, blank=True)
    replied_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-held_on", "what"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="closed") | models.Q(picture=None),
                name="nothing_is_counted_while_open",
            ),
            models.CheckConstraint(
                condition=models.Q(rating_threshold__gte=3) & models.Q(word_threshold__gte=3),
                name="moment_thresholds_protect",
            ),
            models.CheckConstraint(
                condition=models.Q(state="closed") | models.Q(replied_on=None),
                name="nobody_replies_while_open",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    @property
    def shown(self) -> Picture:
        """The picture; only of a closed moment that enough people answered."""
        if self.picture is None:
            raise ValueError("this moment has no picture")
        picture: Picture = self.picture
        return picture
