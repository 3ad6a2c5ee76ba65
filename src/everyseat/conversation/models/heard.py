"""What was heard in a conversation, what comes of it, and how far that is."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from everyseat.conversation.models.conversation import Conversation
from everyseat.conversation.models.statement import Statement
from everyseat.organisations.models import Person

LONGEST_WORDS, LONGEST_HEARD, LONGEST_PROMISE, LONGEST_ROLE = 2000, 600, 600, 120


class Summary(models.Model):
    """The answer to everybody who took part. Nobody but organisers sees it before it is published.

    `words` stand above its points. `updated_on` is the last day on which something was changed or
    added after it was published.
    """

    conversation = models.OneToOneField(
        Conversation, on_delete=models.CASCADE, related_name="summary"
    )
    words = models.TextField(max_length=LONGEST_WORDS, blank=True)
    published_on = models.DateField(null=True, editable=False)
    updated_on = models.DateField(null=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(updated_on=None) | Q(published_on__isnull=False),
                name="what_is_updated_was_published",
            )
        ]

    def __str__(self) -> str:
        return f"what was heard in {self.conversation_id}"

    @property
    def is_published(self) -> bool:
        return self.published_on is not None


class State(models.TextChoices):
    """How far what was promised is; or that nothing was."""

    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under way", _("Under way")
    DONE = "done", _("Done")
    NOT_DONE = "not done", _("Not done")
    NO_CHANGE = "no change", _("No change")


OPEN = (State.PLANNED, State.UNDER_WAY)
"""What somebody still has to do."""
REFUSED = (State.NOT_DONE, State.NO_CHANGE)
"""What needs a reason."""


class Point(models.Model):
    """One thing that was heard, with what somebody will do by when; or why nothing changes.

    `statements` are those that it is about: their writers read what came of them. Whoever does it
    is a `person` of the register who agreed to be named, or a `role` in words, or both.
    `corrected_on` is the last day on which its words were changed after they were published.
    """

    summary = models.ForeignKey(Summary, on_delete=models.CASCADE, related_name="points")
    number = models.PositiveSmallIntegerField()
    heard = models.TextField(max_length=LONGEST_HEARD)
    statements = models.ManyToManyField(Statement, related_name="points")
    state = models.CharField(max_length=9, choices=State.choices, default=State.PLANNED)
    what = models.TextField(max_length=LONGEST_PROMISE, blank=True)
    role = models.CharField(max_length=LONGEST_ROLE, blank=True)
    person = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="points_of_conversations"
    )
    by = models.DateField(null=True)
    because = models.TextField(max_length=LONGEST_PROMISE, blank=True)
    corrected_on = models.DateField(null=True, editable=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["summary", "number"], name="one_point_of_a_number"),
            models.CheckConstraint(
                condition=(Q(state__in=REFUSED) & ~Q(because=""))
                | (~Q(state__in=REFUSED) & Q(because="")),
                name="what_is_not_done_says_why",
            ),
            models.CheckConstraint(
                condition=(Q(state=State.NO_CHANGE) & Q(what="", by=None))
                | (~Q(state=State.NO_CHANGE) & ~Q(what="")),
                name="what_changes_says_what",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=OPEN) | Q(by__isnull=False),
                name="what_is_promised_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.heard

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def is_overdue(self, today: date) -> bool:
        """Return whether its day is over, and it is neither done nor refused."""
        return self.is_open and self.by is not None and self.by < today


class FollowUp(models.Model):
    """What an organiser wrote later about a point, on a day, and how far it was then."""

    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="follow_ups")
    on = models.DateField()
    state = models.CharField(max_length=9, choices=State.choices)
    text = models.TextField(max_length=LONGEST_PROMISE)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text
