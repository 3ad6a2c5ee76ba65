"""A step of moderation: what somebody did about a statement, when and why."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from everyseat.conversation.models.conversation import LONGEST_REASON
from everyseat.conversation.models.statement import LONGEST_IMPORTED, LONGEST_NOTE, Statement
from everyseat.conversation.models.translation import LONGEST_CODE
from everyseat.organisations.models import Person

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Step(models.Model):
    """A decision about a statement, or a translation of it; elsewhere only the last one is kept.

    `state` is what became of the statement, or `UNDONE` where the decision before was undone: then
    the statement waits again. A step with a `language` is a translation: its `text`, or "" where
    one was removed. It decides nothing, so `state` is what the statement was then. A step is never
    changed: the next one is another.
    """

    UNDONE = "undone"

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=9, choices=Statement.State.choices)
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    language = models.CharField(max_length=LONGEST_CODE, blank=True)
    text = models.CharField(max_length=LONGEST_IMPORTED, blank=True)
    by = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="steps_of_moderation"
    )
    on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(language="", text="") & ~Q(state="waiting") | ~Q(language=""),
                name="a_step_decides_or_translates",
            )
        ]

    def __str__(self) -> str:
        return f"{self.statement_id}: {self.language or self.state}"

    @property
    def label(self) -> "StrOrPromise":
        """Return what was decided, as everybody who moderates reads it."""
        if self.state == self.UNDONE:
            return _("Undone: it waits again")
        return Statement.State(self.state).label
