"""All answers of a large conversation, packed: a restarted server need not read each row."""

from django.db import models

from everyseat.conversation.models.conversation import Conversation


class Snapshot(models.Model):
    """What `queries.cast` kept in memory up to a `sequence` number, and after so many `removals`.

    It says nothing that the rows of answers do not: it can be lost, and is made again of them. It
    goes in the transaction that deletes anything of them.
    """

    conversation = models.OneToOneField(
        Conversation, on_delete=models.CASCADE, related_name="snapshot"
    )
    sequence = models.PositiveBigIntegerField()
    removals = models.PositiveIntegerField()
    people = models.BinaryField()
    statements = models.BinaryField()
    votes = models.BinaryField()

    def __str__(self) -> str:
        return f"answers of {self.conversation_id} up to {self.sequence}"
