"""Comments: what people wrote about a service, and what of it others may read."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from everyseat.giving.fields import Encrypted
from everyseat.giving.random_keys import random_key
from everyseat.improvement.models.service import LONGEST_NAME, Service
from everyseat.organisations.models import Person

LONGEST_COMMENT = 5000


class Question(models.TextChoices):
    """What a comment answers."""

    GOOD = "what_good", _("What was good?")
    BETTER = "could_improve", _("What could we do better?")
    OTHER = "nonspecific", _("Another question, or none")


class Rating(models.IntegerChoices):
    """The answers to the question of the Friends and Family Test (NHS England, since 2020)."""

    VERY_GOOD = 1, _("Very good")
    GOOD = 2, _("Good")
    NEITHER = 3, _("Neither good nor poor")
    POOR = 4, _("Poor")
    VERY_POOR = 5, _("Very poor")
    DO_NOT_KNOW = 6, _("Don’t know")


class CommentColumns(models.Model):
    """Which column of a file of comments is which, as was chosen for a file of these headings."""

    headings = models.CharField(max_length=64, primary_key=True)
    """A hash: what other columns are called is not ours to keep."""
    columns = models.JSONField()

    def __str__(self) -> str:
        return self.headings


class Batch(models.Model):
    """Comments that came together, from one file. They can be taken out together, too."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="batches")
    name = models.CharField(max_length=200)
    by = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="batches_of_comments"
    )
    on = models.DateField()
    named = models.CharField(max_length=LONGEST_NAME, blank=True)
    """What the file calls the service, where it is about several."""
    left_out = models.JSONField(default=dict)
    """How many rows were left out, by reason."""

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name


class Comment(models.Model):
    """What somebody wrote, in answer to one question.

    The `original` is restricted, and encrypted at rest: whoever looks after the service reads it,
    and nobody else. `text` is what a person released, without names: that alone is ever published.
    One that speaks of several matters may be split: its parts are comments of their own, and it
    counts no longer. A rating without words counts as a rating alone. An answer may hold several
    comments: its rating counts with the first alone,
    the one that `has_rating`. `contact` is how whoever wrote it wants to be answered; {} for nearly
    everybody. `digest` tells the same words of the same day apart from new ones, under the site's
    key.
    """

    class State(models.TextChoices):
        NEW = "new", _("Not released")
        RELEASED = "released", _("Released")
        WITHHELD = "withheld", _("Withheld")
        SPLIT = "split", _("Split into parts")
        RATED = "rated", _("A rating without words")

    class Reason(models.TextChoices):
        PERSON = "person", _("It tells who somebody is, whatever is taken out")
        PRIVATE = "private", _("It tells of somebody’s health or private life")
        INSULT = "insult", _("It insults, and does not say what happened")
        ELSEWHERE = "elsewhere", _("It is not about this service")
        NOTHING = "nothing", _("It says nothing that others could use")

    UNCOUNTED = (State.SPLIT, State.RATED)
    """What counts by its parts, or as a rating alone."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="comments")
    batch = models.ForeignKey(Batch, null=True, on_delete=models.CASCADE, related_name="comments")
    part_of = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="parts")
    question = models.CharField(max_length=13, choices=Question.choices, default=Question.OTHER)
    rating = models.PositiveSmallIntegerField(null=True, choices=Rating.choices)
    has_rating = models.BooleanField(default=True)
    received_on = models.DateField()
    original = Encrypted(purpose="comment")
    contact = Encrypted(purpose="contact of a comment")
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State.choices, default=State.NEW)
    text = models.TextField(max_length=LONGEST_COMMENT, blank=True)
    because = models.CharField(max_length=9, choices=Reason.choices, blank=True)
    """Why it is withheld."""
    released_by = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="comments_released"
    )
    released_on = models.DateField(null=True)
    erased_on = models.DateField(null=True)
    """When its original was deleted; what was released stays."""

    class Meta:
        ordering = ["received_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["service", "digest"], name="a_comment_comes_once"),
            models.CheckConstraint(
                condition=(Q(state="released", released_on__isnull=False) & ~Q(text=""))
                | (~Q(state="released") & Q(text="", released_on=None)),
                name="what_is_released_has_its_text",
            ),
            models.CheckConstraint(
                condition=(Q(state="withheld") & ~Q(because=""))
                | (~Q(state="withheld") & Q(because="")),
                name="what_is_withheld_says_why",
            ),
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__gte=1, rating__lte=6),
                name="a_rating_is_one_of_six",
            ),
        ]
        indexes = [models.Index(fields=["service", "state", "received_on"])]

    def __str__(self) -> str:
        return f"comment {self.pk}"

    @property
    def words(self) -> str:
        """What somebody wrote: "" once it has been deleted."""
        content: dict[str, Any] = self.original
        return str(content.get("text", ""))

    @property
    def is_of_a_week(self) -> bool:
        """Return whether only its week is known, and the day is that of its Monday: it was sent by
        the service's own form."""
        return self.batch_id is None

    @property
    def is_readable(self) -> bool:
        """Return whether what somebody wrote is still here."""
        return self.erased_on is None
