"""What everybody reads of a service in numbers, as it was counted on the first night of a month."""

from django.db import models

from everyseat.improvement.models.service import Service


class PublicCounts(models.Model):
    """Numbers on the public page of a service. They stand still until the next month.

    A number that moved as soon as somebody codes a comment, publishes an issue or is answered would
    tell what that one person said. `themes` has, by the key of each theme, how many comments raise
    a concern and how many praise, None for fewer than the threshold; `led` how many concerns came
    and how many of them led to a change; `helped` how many people said that an answer helped them,
    helped in part, or did not.
    """

    service = models.OneToOneField(
        Service, primary_key=True, on_delete=models.CASCADE, related_name="public_counts"
    )
    month = models.DateField()
    """Its first day. What came before it is counted."""
    themes = models.JSONField(default=dict)
    led = models.JSONField(default=list)
    helped = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"public numbers of {self.service_id}"
