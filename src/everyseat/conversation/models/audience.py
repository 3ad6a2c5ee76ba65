"""Who is invited to a conversation as the same: staff, members, a partner organisation."""

from django.db import models

from everyseat.conversation.models.conversation import Conversation

LONGEST_AUDIENCE = 60


class Audience(models.Model):
    """People who are invited as the same, and are counted together.

    Each card says of which audience its holder is, so a result can say how an audience answered.
    """

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="audiences"
    )
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=LONGEST_AUDIENCE)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "number"], name="one_audience_of_a_number"
            ),
            models.UniqueConstraint(fields=["conversation", "name"], name="one_audience_of_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """What its cards are drawn for: a card is of one audience, and of no other."""
        return f"audience-{self.number}"
