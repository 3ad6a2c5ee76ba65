"""Feedback on how a moment felt, and its answer. Words are encrypted by the site's key.

Nothing here is a record of anybody's conduct: it is between the two, and is deleted with either.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from everyseat.giving.fields import Encrypted
from everyseat.moments.models.cases import Case
from everyseat.organisations.models import Person

LONGEST_REPLY = 200


class Heard(models.TextChoices):
    """What the giver says of the answer: whether they felt heard."""

    YES = "yes", _("Yes, I felt heard")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")


class Feedback(models.Model):
    """How a moment felt to somebody: in their name (`giver`), or passed on from a `case`.

    words: cue, what, when, felt, own, helped. recalled: remembered, intended, sentence; kept before
    the words are shown, and never changed. answer: acknowledge, thank, apologise, will_do.
    """

    class Abuse(models.TextChoices):
        NONE = "", _("Not reported")
        REPORTED = "reported", _("Reported as a threat or harassment")
        DISMISSED = "dismissed", _("The guardian found no abuse")
        UPHELD = "upheld", _("The guardian found abuse")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recipient = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="feedback_received"
    )
    giver = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="feedback_given"
    )
    case = models.OneToOneField(
        Case, null=True, blank=True, on_delete=models.CASCADE, related_name="feedback"
    )
    given_on = models.DateField()
    words = Encrypted()
    recalled = Encrypted()
    recalled_on = models.DateField(null=True, blank=True)
    answer = Encrypted()
    answered_on = models.DateField(null=True, blank=True)
    coach = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="drafts_to_read"
    )
    coach_said = Encrypted()
    heard = models.CharField(max_length=6, blank=True, choices=Heard.choices)
    heard_words = Encrypted()
    giver_agrees = models.BooleanField(default=False)
    recipient_agrees = models.BooleanField(default=False)
    abuse = models.CharField(
        max_length=9, blank=True, default=Abuse.NONE, choices=Abuse.choices, editable=False
    )
    news = models.BooleanField(default=False, editable=False)
    reminded = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["-given_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(giver__isnull=False) | models.Q(case__isnull=False),
                name="given_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_on=None) | models.Q(recalled_on__isnull=False),
                name="recalled_before_answering",
            ),
            models.CheckConstraint(
                condition=models.Q(heard="") | models.Q(answered_on__isnull=False),
                name="heard_after_the_answer",
            ),
            models.CheckConstraint(
                condition=~models.Q(recipient=models.F("giver")), name="nobody_tells_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"feedback to {self.recipient}"

    @property
    def cue(self) -> str:
        """Return the few words by which the recipient may know which moment is meant."""
        return str(self.words.get("cue", ""))

    @property
    def both_agree(self) -> bool:
        return self.giver_agrees and self.recipient_agrees


class Talk(models.Model):
    """Ten minutes that somebody asked for, without saying why."""

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        AGREED = "agreed", _("Agreed")
        NOT_NOW = "not now", _("Not now")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asked_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="talks_asked_for")
    asked = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="talks_asked_of")
    asked_on = models.DateField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.ASKED)
    reply = models.CharField(max_length=LONGEST_REPLY, blank=True)
    heard = models.CharField(max_length=6, blank=True, choices=Heard.choices)
    own_note = Encrypted()
    other_note = Encrypted()

    class Meta:
        ordering = ["-asked_on"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(asked=models.F("asked_by")), name="nobody_asks_themselves"
            )
        ]

    def __str__(self) -> str:
        return f"{self.asked_by} asks {self.asked}"
