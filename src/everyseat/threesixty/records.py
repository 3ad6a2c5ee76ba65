"""Large records of closed rounds, each in a table of its own, and the work still to do.

They have their own tables so that no list of rounds or reviews ever reads them.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from everyseat.threesixty.email_kinds import KINDS
from everyseat.threesixty.report.edited import REASONS
from everyseat.threesixty.retried import Retried


class Report(models.Model):
    """A review's report: plain data, made once. `asked` is for the disclosure check alone.

    `asked` has the people invited by group, so that the next report about the same person can
    be checked against this one. It is deleted with the report.
    """

    review = models.OneToOneField(
        "threesixty.Review", primary_key=True, on_delete=models.CASCADE, related_name="kept"
    )
    content = models.JSONField()
    asked = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"the report of {self.review}"


class CommentEdit(models.Model):
    """What a coach left of one comment before they released its report; "" if nothing.

    The comment itself stays in the report's content, where `comment` is its place among those on
    a question: what is undone comes back whole. Who did it, and when, is in the audit log.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="edits")
    question = models.TextField()
    comment = models.PositiveIntegerField()
    left = models.TextField(blank=True)
    reason = models.CharField(max_length=10, choices=list(REASONS.items()))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "question", "comment"], name="one_edit_a_comment"
            ),
            models.CheckConstraint(
                condition=models.Q(reason__in=list(REASONS)), name="edited_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"an edit in {self.report}"


class GroupReport(models.Model):
    """A round's group report: plain data, made once. `counted` is for the disclosure check alone.

    `counted` has the leaders whose figures each value's means are of, block by block, so that the
    next group report can be checked against this one. It is deleted with the report.
    """

    round = models.OneToOneField(
        "threesixty.Round", primary_key=True, on_delete=models.CASCADE, related_name="group_report"
    )
    content = models.JSONField()
    counted = models.JSONField()

    def __str__(self) -> str:
        return f"the group report of {self.round}"


class AuditRecord(models.Model):
    """The part of a round's audit file about the round as a whole."""

    round = models.OneToOneField(
        "threesixty.Round", primary_key=True, on_delete=models.CASCADE, related_name="audit_record"
    )
    content = models.JSONField()

    def __str__(self) -> str:
        return f"the audit record of {self.round}"


class AuditPart(models.Model):
    """The part of a round's audit file about one review. It stays if the review is erased."""

    round = models.ForeignKey(
        "threesixty.Round", on_delete=models.CASCADE, related_name="audit_parts"
    )
    review = models.UUIDField()
    content = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "review"], name="one_audit_part_a_review")
        ]

    def __str__(self) -> str:
        return f"the audit part of review {self.review}"


class Closing(models.Model):
    """That a round is being closed. The worker that works on it has it until `busy_until`.

    Until `may_reopen_until` nothing is read, made or forgotten, so that the round can be reopened.
    """

    round = models.OneToOneField(
        "threesixty.Round", primary_key=True, on_delete=models.CASCADE, related_name="closing"
    )
    busy_until = models.DateTimeField(null=True)
    may_reopen_until = models.DateTimeField(null=True)
    kept_links = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"the closing of {self.round}"


class Mailing(Retried):
    """An e-mail to everybody invited in a round, of which `written` have been written so far.

    It is deleted once all are. `after` is the last person written to, in the order of random keys:
    it says who was invited, as the e-mails that wait do, and nothing about who has answered.
    """

    round = models.ForeignKey("threesixty.Round", on_delete=models.CASCADE, related_name="mailings")
    kind = models.CharField(max_length=30)
    details = models.JSONField(default=dict)
    after = models.UUIDField(null=True)
    total = models.PositiveIntegerField(default=0)
    written = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.kind} of {self.round}"

    @property
    def label(self) -> str:
        return str(KINDS[self.kind].label)


class Making(Retried):
    """The next step for one review of a round that is being closed."""

    class Step(models.TextChoices):
        DELIVER = "deliver", _("Answers to be put in their place")
        REPORT = "report", _("Report to be made")
        RELEASE = "release", _("Report made")

    review = models.OneToOneField(
        "threesixty.Review", primary_key=True, on_delete=models.CASCADE, related_name="making"
    )
    step = models.CharField(max_length=10, choices=Step.choices, default=Step.DELIVER)

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.review}"

    def go_on_to(self, step: Step) -> None:
        """Begin the next step, with its failures reset."""
        self.step = step
        self.forget_failures()
