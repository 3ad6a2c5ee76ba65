"""The files that a conversation was imported from, to give them back as they came."""

from django.db import models

from everyseat.conversation.models.conversation import Conversation


class Imported(models.Model):
    """An export of another tool, as one zip file.

    It knows what our own rows do not: each change of mind, and when it was. `sequence` is the last
    answer that came from it. The files go when the answers of the conversation are erased; what
    stays says that it was held elsewhere.
    """

    conversation = models.OneToOneField(
        Conversation, on_delete=models.CASCADE, related_name="imported"
    )
    files = models.BinaryField()
    sequence = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"files of {self.conversation_id}"
