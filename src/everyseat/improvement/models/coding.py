"""Coding: which themes a comment is about, as a person says, and as is suggested."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from everyseat.giving.fields import Encrypted
from everyseat.improvement.models.comment import Comment
from everyseat.improvement.models.framework import Framework, Theme
from everyseat.improvement.models.service import Service
from everyseat.organisations.models import Person


class Kind(models.TextChoices):
    """Whether a comment asks for something to change."""

    CONCERN = "concern", _("Concern or suggestion")
    PRAISE = "praise", _("Praise")
    BOTH = "both", _("Both")
    NEITHER = "neither", _("Neither")


ASKS = (Kind.CONCERN, Kind.BOTH)
"""What counts where it is asked how much led to a change."""


class Coding(models.Model):
    """What one person says a comment is about. One of them is agreed, and counts."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="codings")
    coder = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="codings")
    themes = models.ManyToManyField(Theme, related_name="codings")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    is_agreed = models.BooleanField(default=True)
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "coder"],
                condition=Q(is_agreed=False),
                name="a_coder_codes_once",
            ),
            models.UniqueConstraint(
                fields=["comment"], condition=Q(is_agreed=True), name="one_coding_is_agreed"
            ),
        ]

    def __str__(self) -> str:
        return f"coding of {self.comment_id}"


class Opened(models.Model):
    """A comment that somebody is coding: for a while the queue shows it to nobody else.

    It is deleted once the comment is coded, and every night.
    """

    comment = models.OneToOneField(
        Comment, primary_key=True, on_delete=models.CASCADE, related_name="opened"
    )
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="comments_opened")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"comment {self.comment_id} is open"


class Sample(models.Model):
    """Comments that two people code apart from each other, to see how far they agree.

    Once it is closed, `result` keeps how far they did.
    """

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="samples")
    comments = models.ManyToManyField(Comment, related_name="samples")
    first = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="samples_begun"
    )
    second = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="samples_joined"
    )
    made_on = models.DateField()
    closed_on = models.DateField(null=True)
    result = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"sample of {self.service}"


class Suggester(models.Model):
    """What was learnt from the confirmed comments of an organisation, to suggest themes.

    It learns again `when` more of them have been confirmed. It holds words of comments, so it is
    deleted with them.
    """

    framework = models.OneToOneField(
        Framework, primary_key=True, on_delete=models.CASCADE, related_name="suggester"
    )
    content = Encrypted(purpose="suggester of themes")
    comments = models.PositiveIntegerField()
    """How many confirmed comments it learnt from."""
    trained_on = models.DateField()
    quality = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"suggester of {self.framework}"


class Suggestion(models.Model):
    """Themes that are suggested for a comment that nobody has coded yet, the likeliest first."""

    comment = models.OneToOneField(
        Comment, primary_key=True, on_delete=models.CASCADE, related_name="suggestion"
    )
    themes = models.JSONField(default=list)
    """Numbers of themes."""

    def __str__(self) -> str:
        return f"suggestion for {self.comment_id}"
