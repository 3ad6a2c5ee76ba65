"""Rooms: questions that everybody in a hall answers at once.

An answer refers to a question and to the hash of a random token of a device; it has no time and
leads to nobody.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from everyseat.organisations.codes import new_code
from everyseat.organisations.models import Person
from everyseat.room import kinds


class Room(models.Model):
    """A meeting, prepared by a facilitator; joined by its code."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    facilitator = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="rooms")
    title = models.CharField(max_length=120)
    held_on = models.DateField()
    code = models.CharField(max_length=8, unique=True, default=new_code, editable=False)
    current = models.ForeignKey(
        "Question", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-held_on", "title"]

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """One question of a room.

    `hidden` are words that the facilitator took off the screen; if it `holds`, what is raised from
    the floor waits until they let it be seen.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Not asked yet")
        OPEN = "open", _("Open for answers")
        CLOSED = "closed", _("Closed")

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=6, choices=[(k.key, k.name) for k in kinds.KINDS.values()])
    text = models.CharField(max_length=200)
    written = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    is_shown = models.BooleanField(default=True)
    holds = models.BooleanField(default=False)
    hidden = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["room", "number"], name="questions_in_order")
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def options(self) -> list[str]:
        return kinds.options(self.kind, self.written)

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class Answer(models.Model):
    """What one device answered to a question; sent again it replaces what was there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    device = models.CharField(max_length=32)
    place = models.PositiveSmallIntegerField(null=True)
    word = models.CharField(max_length=kinds.LONGEST_WORD, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "device"], name="one_answer_a_device")
        ]
        indexes = [models.Index(fields=["question", "place"], name="tally_of_places")]

    def __str__(self) -> str:
        return "an answer"


class Raised(models.Model):
    """A question from the floor; others vote it up. The device that raised it votes for it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="raised")
    device = models.CharField(max_length=32)
    text = models.CharField(max_length=kinds.LONGEST_QUESTION)
    is_seen = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question", "device", "text"], name="raised_once_by_a_device"
            )
        ]

    def __str__(self) -> str:
        return self.text


class Vote(models.Model):
    """One device's vote for a question from the floor."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    raised = models.ForeignKey(Raised, on_delete=models.CASCADE, related_name="votes")
    device = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["raised", "device"], name="one_vote_a_device")
        ]

    def __str__(self) -> str:
        return "a vote"
