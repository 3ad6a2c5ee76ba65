"""Who is invited to a conversation, and may draw one card."""

import uuid

from django.db import models

from everyseat.conversation.models.audience import Audience
from everyseat.conversation.models.conversation import Conversation
from everyseat.organisations.models import Person

LONGEST_NAME = 120
MEMBER = "member"
"""What cards are drawn for where there is no audience."""


class Invited(models.Model):
    """Somebody who may draw one card; deleted when the conversation closes.

    Whether they have drawn it is not here, but sealed (`giving.drawing`). People who are not in
    the register have a name and an address here alone. `due` is the e-mail that is still to be put
    in the queue. `without_reminders` says that they want no more of them: it is no answer, and no
    page shows it to anybody else.
    """

    class Due(models.TextChoices):
        INVITATION = "invitation"
        REMINDER = "reminder"
        NOTHING = ""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="invited")
    person = models.ForeignKey(
        Person, null=True, on_delete=models.CASCADE, related_name="invited_to_conversations"
    )
    audience = models.ForeignKey(
        Audience, null=True, on_delete=models.RESTRICT, related_name="invited"
    )
    name = models.CharField(max_length=LONGEST_NAME, blank=True)
    email = models.EmailField()
    due = models.CharField(
        max_length=10, choices=Due.choices, default=Due.INVITATION, blank=True, editable=False
    )
    without_reminders = models.BooleanField(default=False, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "email"], name="an_address_is_invited_once"
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def counts_as(self) -> str:
        """What the card is drawn for that they may make."""
        return self.audience.key if self.audience else MEMBER
