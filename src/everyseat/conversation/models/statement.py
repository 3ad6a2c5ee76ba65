"""A statement: its words, where they come from, and what has become of them."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from everyseat.conversation import sources
from everyseat.conversation.models.conversation import LONGEST_REASON, Conversation
from everyseat.organisations.models import Person
from everyseat.safety import thresholds

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST_NOTE = 300
LONGEST_IMPORTED = 2000
"""What other tools allow. What is written here keeps the limit of its conversation."""


class Statement(models.Model):
    """One idea that people agree or disagree with, known by its number in the conversation.

    A seed was there before participants wrote any. One that was reworded or split is `replaced` by
    those that are `made_from` it. `written_by` is the card of a participant who may read what
    happened to it. `answers` counts the cards that have answered it. One that is `is_meta` is about
    the conversation itself.
    """

    class Origin(models.TextChoices):
        ORGANISER = sources.ORGANISER, sources.SOURCES[sources.ORGANISER]
        PARTICIPANT = sources.PARTICIPANT, sources.SOURCES[sources.PARTICIPANT]

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        PUBLISHED = "published", _("Published")
        REJECTED = "rejected", _("Rejected")
        REPLACED = "replaced", _("Reworded")

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="statements"
    )
    number = models.PositiveIntegerField()
    text = models.CharField(max_length=LONGEST_IMPORTED)
    origin = models.CharField(max_length=11, choices=Origin.choices)
    state = models.CharField(max_length=9, choices=State.choices)
    is_seed = models.BooleanField(default=False)
    is_meta = models.BooleanField(default=False)
    written_by = models.ForeignKey(
        "Participant", null=True, on_delete=models.SET_NULL, related_name="statements"
    )
    made_from = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="replaced_by"
    )
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    moderated_by = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="statements_moderated"
    )
    moderated_on = models.DateField(null=True)
    answers = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "number"], name="one_statement_of_a_number"
            ),
            models.CheckConstraint(
                condition=(Q(state="rejected") & ~Q(reason=""))
                | (~Q(state="rejected") & Q(reason="")),
                name="who_is_rejected_reads_why",
            ),
            models.CheckConstraint(
                condition=Q(state="published")
                | Q(state="waiting", moderated_on=None)
                | Q(state__in=["rejected", "replaced"], moderated_on__isnull=False),
                name="what_was_decided_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(origin="organiser", written_by=None)
                | Q(origin="participant", is_seed=False, made_from=None),
                name="an_organisers_statement_is_no_participants",
            ),
        ]
        indexes = [
            models.Index(
                fields=["conversation", "state", "-is_seed", "answers", "number"],
                name="the_next_statement",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def answered_by(self) -> int:
        """How many have answered it at least, in steps of the threshold: for whoever reads it."""
        return thresholds.at_least(self.answers, self.conversation.k)

    @property
    def is_replaced(self) -> bool:
        return self.state == self.State.REPLACED

    @property
    def source(self) -> str:
        """Where its words come from, as a key of `sources.SOURCES`."""
        return sources.REWORDED if self.made_from_id else self.origin

    @property
    def label(self) -> "StrOrPromise":
        """Return where its words come from, as everybody reads it beside them."""
        return sources.SOURCES[self.source]
