"""Questionnaires, rounds and reviews.

A sheet of answers refers to a review and a group of raters, never to a person. It has no time, its
key is random, and it does not keep the credential that it was given with. Only in a confidential
round does it refer to an invitation.
"""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from everyseat.giving.drawing import Keyed
from everyseat.organisations import months
from everyseat.organisations.models import Organisation, Person
from everyseat.safety import thresholds
from everyseat.threesixty import relationships
from everyseat.threesixty.email_records import EmailText, InvitationToSend
from everyseat.threesixty.planned import Aim, FollowUpRequest, PlanComment
from everyseat.threesixty.question_sets import asked
from everyseat.threesixty.questionnaire_content import Statement, behaviours
from everyseat.threesixty.records import (
    AuditPart,
    AuditRecord,
    Closing,
    CommentEdit,
    GroupReport,
    Mailing,
    Making,
    Report,
)
from everyseat.threesixty.report import shape
from everyseat.threesixty.report.material import SELF, QuestionSet

__all__ = [
    "Aim",
    "AuditPart",
    "AuditRecord",
    "Closing",
    "CommentEdit",
    "DateKept",
    "EmailText",
    "FollowUpRequest",
    "GroupReport",
    "Invitation",
    "InvitationToSend",
    "Mailing",
    "Making",
    "PlanComment",
    "Questionnaire",
    "Report",
    "Review",
    "Round",
    "Sheet",
]


class Questionnaire(models.Model):
    """One version of a questionnaire. Once published it never changes: edits make another."""

    family = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=10, default="en-gb")
    licence = models.CharField(max_length=200, blank=True)
    published = models.BooleanField(default=False)
    content = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["family", "version"], name="one_of_a_version")
        ]
        ordering = ["name", "-version"]

    def __str__(self) -> str:
        return gettext("%(name)s, version %(n)s") % {"name": self.name, "n": self.version}

    @property
    def behaviours(self) -> list[Statement]:
        return behaviours(self.content)

    def question_set(self, only: list[str] | None = None) -> QuestionSet:
        """Return the questions; `only` these behaviours and no open questions for a follow-up."""
        return asked(self.content, only)


def remind_days() -> list[int]:
    """Return how many days before a date people are reminded, unless an organiser says else."""
    return [7, 2]


class Round(Keyed):
    """A round of reviews with one questionnaire, one set of dates and one set of thresholds.

    `coach_may_shorten` is what its raters were told of their words before they wrote them, and
    `may_be_grouped` that they were told who reads a group report: it had leaders enough at launch.
    Its `organiser` is the person whom its e-mails name, and `purpose` says in them what it is for.
    `email_languages` are the languages that its e-mails are in, one after the other; those of the
    site if there are none. `remind_days` are how many days before its dates people are reminded,
    `reminded_at` is when everybody invited was last reminded, or told of a new last day, and
    `counted_at` when answers were last counted. `dates_moved` is how often its dates were moved:
    calendars know by it which file of a date is the newest.
    The small round of a follow-up has a `parent`.
    """

    PURPOSE = "cycle key"

    class State(models.TextChoices):
        DRAFT = "draft", _("Being prepared")
        OPEN = "open", _("Under way")
        CLOSING = "closing", _("Closed: the reports come next")
        CLOSED = "closed", _("Closed")

    class Mode(models.TextChoices):
        ANONYMOUS = (
            "anonymous",
            _("Anonymous: nothing links answers to people, unless they choose otherwise"),
        )
        CONFIDENTIAL = (
            "confidential",
            _("Confidential: the server’s administrators could look up who answered what"),
        )

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="rounds")
    name = models.CharField(max_length=120)
    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.PROTECT, related_name="rounds"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    nominate_by = models.DateField()
    approve_by = models.DateField()
    collect_by = models.DateField()
    mode = models.CharField(max_length=12, choices=Mode.choices, default=Mode.ANONYMOUS)
    coach_reads = models.BooleanField(default=True)
    rating_threshold = models.PositiveSmallIntegerField(default=thresholds.RATINGS)
    word_threshold = models.PositiveSmallIntegerField(default=thresholds.WORDS)
    limits = models.JSONField(default=dict)
    organiser = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="organised"
    )
    purpose = models.CharField(max_length=300, blank=True)
    email_languages = models.CharField(max_length=20, blank=True)
    remind_days = models.JSONField(default=remind_days)
    reminded_at = models.DateTimeField(null=True, editable=False)
    dates_moved = models.PositiveSmallIntegerField(default=0, editable=False)
    counted_at = models.DateTimeField(null=True, editable=False)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="follow_ups",
        editable=False,
    )
    coach_may_shorten = models.BooleanField(default=True, editable=False)
    may_be_grouped = models.BooleanField(default=True, editable=False)

    class Meta:
        ordering = ["-collect_by", "name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(nominate_by__lte=models.F("approve_by"))
                & models.Q(approve_by__lte=models.F("collect_by")),
                name="dates_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(rating_threshold__gte=3) & models.Q(word_threshold__gte=3),
                name="thresholds_protect",
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft")
                | models.Q(mode="confidential", public_key="")
                | (models.Q(mode="anonymous") & ~models.Q(public_key="")),
                name="anonymous_has_a_key",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def active_reviews(self) -> "QuerySet[Review]":
        """Return its reviews, without those that were stopped."""
        return self.reviews.exclude(state=Review.State.STOPPED)

    @property
    def is_anonymous(self) -> bool:
        return self.mode == self.Mode.ANONYMOUS

    def deleted_on(self, what: str) -> date:
        """Return when “answers” or “reports” are deleted: months after collecting ended."""
        return months.after(self.collect_by, getattr(self.organisation, f"keep_{what}"))

    @property
    def answers_deleted_on(self) -> date:
        return self.deleted_on("answers")

    @property
    def reports_deleted_on(self) -> date:
        return self.deleted_on("reports")

    def limit(self, relationship: str) -> tuple[int, int]:
        """Return the fewest and the most raters of a relationship."""
        low, high = self.limits.get(relationship) or relationships.LIMITS[relationship]
        return low, high


class DateKept(models.Model):
    """A mark that a date's work for a round is done, so that a restart does not repeat it."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="dates_kept")
    what = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "what"], name="a_date_kept_once")]

    def __str__(self) -> str:
        return f"{self.round}: {self.what}"


class Review(models.Model):
    """One recipient's 360 in a round. The state says what happens now.

    A stopped one has no answers and gets no report; its recipient may have another in the round.
    `approver` approves its raters where that is not the recipient's manager.

    `answered` is about how many raters have: counted by night, in steps of k, never all of them;
    once there is a report, it is what the report says, in such steps. `state_since` is the day on
    which its state last changed: whoever it waits for has known since then. `organisers_told` says
    that the organisers were told that it has waited for somebody for long.
    `reminded` is when its leader, or whoever approves their raters, was last reminded of what
    (`queries.leaders_to_remind`).
    `left_out` is how many answers of which groups are left out of the report, because nearly the
    same people were asked for an earlier one: the first in the order of their random keys.
    """

    class State(models.TextChoices):
        NOMINATE = "nominate", _("Naming raters")
        APPROVE = "approve", _("Raters to be approved")
        COLLECT = "collect", _("Collecting answers")
        READ = "read", _("Waiting for the coach")
        RELEASED = "released", _("Released")
        CONVERSATION = "conversation", _("Discussed")
        PLAN = "plan", _("Plan made")
        FOLLOW_UP = "follow-up", _("Follow-up begun")
        STOPPED = "stopped", _("Stopped")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="reviews")
    recipient = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reviews")
    coach = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="coached"
    )
    approver = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="to_approve"
    )
    state = models.CharField(max_length=15, choices=State.choices, default=State.NOMINATE)
    state_since = models.DateField(null=True, editable=False)
    organisers_told = models.BooleanField(default=False, editable=False)
    reminded = models.JSONField(default=dict, editable=False)
    answered = models.PositiveSmallIntegerField(default=0, editable=False)
    left_out = models.JSONField(default=dict, editable=False)
    coach_note = models.TextField(blank=True)
    note_by = models.ForeignKey(
        Person, null=True, editable=False, on_delete=models.SET_NULL, related_name="notes"
    )
    sent_back = models.TextField(blank=True)
    previous = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="later"
    )
    follow_up_of = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="follow_up"
    )
    only = models.JSONField(null=True, blank=True)
    coach_reads_plan = models.BooleanField(_("Their coach"), default=False)
    manager_reads_plan = models.BooleanField(_("Their manager"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "recipient"],
                condition=~models.Q(state="stopped"),
                name="one_review_a_round",
            )
        ]
        ordering = ["recipient__name"]

    def __str__(self) -> str:
        return f"{self.recipient} in {self.round}"

    def save(self, *, update_fields: Iterable[str] | None = None, **how: Any) -> None:
        """Save it; a state that has changed is so since today."""
        fields = None if update_fields is None else {*update_fields}
        if self._state.adding or (fields and "state" in fields):
            self.state_since, self.organisers_told = timezone.localdate(), False
            fields = fields and {*fields, "state_since", "organisers_told"}
        super().save(update_fields=fields, **how)

    @property
    def question_set(self) -> QuestionSet:
        return self.round.questionnaire.question_set(self.only)

    @property
    def report(self) -> shape.Report | None:
        """Return the report, read from its own table when it is asked for; None without one."""
        return Report.objects.filter(review=self.pk).values_list("content", flat=True).first()

    @property
    def has_report(self) -> bool:
        return Report.objects.filter(review=self.pk).exists()

    @property
    def coach_reads_first(self) -> bool:
        """Return whether a coach reads the report before its recipient: never of a follow-up.

        Raters were told so. Where there is no coach any more, the report waits for another.
        """
        return bool(self.round.coach_reads and not self.follow_up_of_id)

    @property
    def is_released(self) -> bool:
        later = (self.State.RELEASED, self.State.CONVERSATION, self.State.PLAN)
        return self.state in (*later, self.State.FOLLOW_UP)


class Invitation(models.Model):
    """A rater named for a review: by the recipient, or else by the person in `named_by`.

    `group` is the group of relationships that their sheet will carry. Whether they have drawn a
    card is not here, but sealed (`giving.drawing`). `without_reminders` says that they want no
    more of them, until the round closes. `replaced` has the group of each link of theirs that was
    replaced, as their address or relationship was corrected. Who declines may say that they do not
    work with the leader (`knows_them`): then somebody else was meant.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        INVITED = "invited", _("Invited")
        REFUSED = "refused", _("Not approved")
        DECLINED = "declined", _("Declined")
        REMOVED = "removed", _("No longer asked")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    relationship = models.CharField(max_length=10, choices=relationships.CHOICES)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    group = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    knows_them = models.BooleanField(default=True, editable=False)
    named_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="named"
    )
    lost = models.BooleanField(default=False)
    voided = models.PositiveSmallIntegerField(default=0)
    without_reminders = models.BooleanField(default=False, editable=False)
    replaced = models.JSONField(default=list, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "person"], name="invited_once_a_review")
        ]
        ordering = ["person__name"]

    def __str__(self) -> str:
        return f"{self.person} for {self.review}"


class Sheet(models.Model):
    """One rater's answers: small integers in the order of the behaviours, -1 not seen.

    It reaches this table when its round closes, and has lost its credential by then. `relationship`
    is a group of relationships that at least k gave a sheet for. `kept_for` is the invitation, in
    a confidential round alone.
    """

    class Words(models.TextChoices):
        AS_WRITTEN = "as written", _("Show my words, without my name")
        COACH = "coach", _("Only the coach reads my words, and passes on what they say")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="sheets")
    relationship = models.CharField(max_length=60)
    kept_for = models.OneToOneField(
        Invitation, null=True, blank=True, on_delete=models.CASCADE, related_name="sheet"
    )
    ratings = models.JSONField()
    words = models.JSONField(default=dict)
    words_to = models.CharField(max_length=12, choices=Words.choices, default=Words.AS_WRITTEN)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review"], condition=models.Q(relationship=SELF), name="one_self_assessment"
            )
        ]

    def __str__(self) -> str:
        return f"a sheet ({self.relationship})"
