"""An export of another tool on its way in, until it is a conversation."""

import uuid

from django.db import models
from django.db.models import Q

from everyseat.conversation.models.conversation import Conversation
from everyseat.organisations.models import Organisation, Person


class Arrival(models.Model):
    """Files that somebody sent, what was found in them, and how far they have moved in.

    They wait until somebody has read what is in them, and are deleted by the next night if nobody
    goes on. Then `conversation` is filled, `done` answers of them so far; a worker `touched_at` it
    last. Until then nobody sees the conversation.
    """

    class State(models.TextChoices):
        CHECKED = "checked"
        MOVING = "moving"
        FAILED = "failed"
        DONE = "done"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_on = models.DateField()
    files = models.BinaryField()
    question = models.TextField(blank=True)
    people = models.PositiveIntegerField()
    statements = models.PositiveIntegerField()
    published = models.PositiveIntegerField()
    answers = models.PositiveIntegerField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.CHECKED)
    conversation = models.OneToOneField(
        Conversation, null=True, on_delete=models.CASCADE, related_name="arrival"
    )
    done = models.PositiveIntegerField(default=0)
    touched_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="done") | Q(conversation__isnull=False, files=b""),
                name="what_has_moved_in_keeps_no_files_here",
            ),
        ]

    def __str__(self) -> str:
        return f"arrival {self.pk}, {self.state}"

    @property
    def is_checked(self) -> bool:
        return self.state == self.State.CHECKED

    @property
    def is_moving(self) -> bool:
        return self.state == self.State.MOVING
