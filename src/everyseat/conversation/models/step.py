"""A step of moderation: what somebody decided about a statement, when and why."""

from django.db import models
from django.db.models import Q

from everyseat.conversation.models.conversation import LONGEST_REASON
from everyseat.conversation.models.statement import LONGEST_NOTE, Statement
from everyseat.organisations.models import Person


class Step(models.Model):
    """A decision about a statement. The statement itself holds only the last one.

    `state` is what became of the statement. A step is never changed: the next decision is another.
    """

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=9, choices=Statement.State.choices)
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    by = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="steps_of_moderation"
    )
    on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(state="waiting"), name="a_step_decides_something")
        ]

    def __str__(self) -> str:
        return f"{self.statement_id}: {self.state}"
