"""A participant, known by a card alone, and what they answered."""

from django.db import models

from everyseat.conversation.models.audience import Audience
from everyseat.conversation.models.conversation import Conversation
from everyseat.conversation.models.statement import Statement


class Participant(models.Model):
    """Whoever holds a card of a conversation. No name, no address, no time finer than the day.

    `card` is the hash of its secret. `audience` is who they were invited with, if they were
    invited as something: it stands in the card that they drew. `began_on` is there so that cards
    with which nobody ever answered can be deleted. `group` is where the newest edition found
    whoever holds the card, so that they, and nobody else, can read where they stand.
    """

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="participants"
    )
    audience = models.ForeignKey(
        Audience, null=True, on_delete=models.RESTRICT, related_name="participants"
    )
    card = models.CharField(max_length=64, unique=True)
    began_on = models.DateField()
    group = models.PositiveSmallIntegerField(null=True)

    def __str__(self) -> str:
        return f"participant {self.pk}"


class Vote(models.Model):
    """A participant's answer to a statement: 1 agrees, -1 disagrees, 0 passes.

    A changed answer keeps its newest value alone, under a new `sequence` number: whoever adds up
    answers asks for those with a higher number than the last they know.
    """

    AGREE, PASS, DISAGREE = 1, 0, -1

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="votes", db_index=False
    )
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="votes", db_index=False
    )
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="votes")
    value = models.SmallIntegerField()
    sequence = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "statement"], name="one_answer_of_a_card_to_a_statement"
            ),
            models.UniqueConstraint(
                fields=["conversation", "sequence"], name="answers_come_one_after_another"
            ),
            models.CheckConstraint(
                condition=models.Q(value__in=[-1, 0, 1]), name="agree_pass_or_disagree"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value:+d} to statement {self.statement_id}"
