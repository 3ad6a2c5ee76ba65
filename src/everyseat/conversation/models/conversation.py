"""A conversation: its question, its rules, and how far it is."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from everyseat.conversation.models import wording
from everyseat.conversation.models.wording import Wording
from everyseat.giving.codes import new_code
from everyseat.giving.drawing import Keyed
from everyseat.organisations import months
from everyseat.organisations.models import Organisation, Person
from everyseat.safety import thresholds

LONGEST_QUESTION, LONGEST_DESCRIPTION, LONGEST_POLICY = 200, 2000, 3000
SHORTEST_LIMIT, LONGEST_LIMIT, USUAL_LIMIT = 60, 300, 140
"""What the longest statement may be set to, in letters."""
LONGEST_REASON = 120


def own_language() -> str:
    """Return the language of the site, in which a conversation is unless somebody says another."""
    return settings.LANGUAGE_CODE


class Conversation(Keyed):
    """One open question to many people.

    The `threshold` is the smallest number of people that a result may be about; it is frozen when
    the conversation opens. `last_sequence` numbers its answers in the order in which they came.
    `removals` counts how often answers were withdrawn or deleted: sums that somebody made before
    have to be made again from the answers. `statements_changed` counts how often other statements
    were asked than before. One by invitation has a key, until it closes: whoever is
    invited draws a card with it, and all of them were last reminded at `reminded_at`. A draft may
    have a day on which it `opens_on` by itself; if something stopped it then, it `missed_opening`,
    and waits for an organiser. Its organiser was last told of waiting statements on the day
    `waiting_told_on`. Its statements are taken to be written in its `language`, "" where nobody
    knows it; some have a translation into each of the languages `translated_into`. What it says of
    itself is translated in `wordings`.
    """

    PURPOSE = "conversation key"

    class State(models.TextChoices):
        DRAFT = "draft", _("Being prepared")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    class Entry(models.TextChoices):
        LINK = "link", _("Everybody who has the link")
        INVITED = "invited", _("The people you invite by e-mail: one card each")

    class Moderation(models.TextChoices):
        BEFORE = "before", _("An organiser reads it before others see it")
        AFTER = "after", _("Others see it at once, and an organiser may take it out later")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="conversations"
    )
    organiser = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="conversations"
    )
    question = models.CharField(max_length=LONGEST_QUESTION)
    description = models.TextField(max_length=LONGEST_DESCRIPTION, blank=True)
    language = models.CharField(max_length=10, blank=True, default=own_language)
    translated_into = models.JSONField(default=list, editable=False)
    wordings = models.JSONField(default=dict, editable=False)
    code = models.CharField(max_length=8, unique=True, default=new_code, editable=False)
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT)
    opens_on = models.DateField(null=True, blank=True)
    missed_opening = models.BooleanField(default=False, editable=False)
    opened_on = models.DateField(null=True, editable=False)
    closes_on = models.DateField()
    closed_on = models.DateField(null=True, editable=False)
    erased_on = models.DateField(null=True, editable=False)
    entry = models.CharField(max_length=7, choices=Entry.choices, default=Entry.LINK)
    may_write = models.BooleanField(default=True)
    moderation = models.CharField(
        max_length=6, choices=Moderation.choices, default=Moderation.BEFORE
    )
    longest = models.PositiveSmallIntegerField(default=USUAL_LIMIT)
    policy = models.TextField(max_length=LONGEST_POLICY)
    reasons = models.JSONField(default=list)
    erase_after = models.PositiveSmallIntegerField(default=12)
    threshold = models.PositiveSmallIntegerField(null=True, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)
    waiting_told_on = models.DateField(null=True, editable=False)
    last_sequence = models.PositiveBigIntegerField(default=0, editable=False)
    removals = models.PositiveIntegerField(default=0, editable=False)
    statements_changed = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["-closes_on", "question"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", opened_on=None, threshold=None)
                | (~Q(state="draft") & Q(opened_on__isnull=False, threshold__gte=3)),
                name="a_threshold_is_frozen_when_a_conversation_opens",
            ),
            models.CheckConstraint(
                condition=Q(opens_on=None, missed_opening=False)
                | Q(state="draft", opens_on__isnull=False, opens_on__lte=F("closes_on")),
                name="only_a_draft_has_a_day_to_open",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False)
                | (~Q(state="closed") & Q(closed_on=None)),
                name="a_closed_conversation_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(erased_on=None) | Q(state="closed"),
                name="answers_are_erased_after_closing",
            ),
            models.CheckConstraint(
                condition=Q(longest__gte=SHORTEST_LIMIT, longest__lte=LONGEST_LIMIT),
                name="a_statement_has_a_limit_in_letters",
            ),
            models.CheckConstraint(
                condition=Q(erase_after__gte=1, erase_after__lte=60),
                name="answers_are_erased_some_day",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def said(self) -> Wording:
        """What it says of itself, in the language in which somebody reads the site now."""
        return wording.of(self, get_language() or "")

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED

    @cached_property
    def is_imported(self) -> bool:
        """Whether it was held elsewhere, and brought here once it was over."""
        return Conversation.objects.filter(pk=self.pk).exclude(imported=None).exists()

    @property
    def is_by_invitation(self) -> bool:
        return self.entry == self.Entry.INVITED

    @property
    def is_moderated_before(self) -> bool:
        return self.moderation == self.Moderation.BEFORE

    @property
    def k(self) -> int:
        """The smallest number of people that anything may be about: that of today in a draft."""
        return self.threshold or thresholds.RATINGS

    @property
    def will_open_on(self) -> date | None:
        """The day on which it opens by itself, if it is to and has not missed it."""
        return None if self.missed_opening else self.opens_on

    @property
    def erased_by(self) -> date:
        """The day on which participants' answers are erased, if it closes as planned."""
        return months.same_day(self.closed_on or self.closes_on, self.erase_after)
