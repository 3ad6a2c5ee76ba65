"""What a recipient plans after their report, in tables of its own."""

from django.db import models
from django.utils import timezone

from everyseat.organisations.models import Person


class Aim(models.Model):
    """One aim of a recipient's plan, tied to a value or behaviour of their report.

    `actions` are lines of text, and `done` those of them that are ticked. `reminded_for` is the
    date of which its recipient has been reminded.
    """

    review = models.ForeignKey("threesixty.Review", on_delete=models.CASCADE, related_name="aims")
    topic = models.CharField(max_length=60)
    aim = models.CharField(max_length=300)
    actions = models.TextField(blank=True)
    done = models.JSONField(default=list, editable=False)
    by = models.DateField()
    reminded_for = models.DateField(null=True, editable=False)
    ask_again = models.CharField(max_length=60)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.aim

    @property
    def lines(self) -> list[str]:
        """What its recipient will do, one action a line."""
        return list(dict.fromkeys(filter(None, map(str.strip, self.actions.splitlines()))))

    @property
    def is_done(self) -> bool:
        """Return whether every action is ticked; False where there is none."""
        return bool(self.lines) and set(self.lines) <= set(self.done)


class PlanComment(models.Model):
    """What a coach, a manager or the recipient writes under a plan, in their own name."""

    review = models.ForeignKey(
        "threesixty.Review", on_delete=models.CASCADE, related_name="plan_comments"
    )
    author = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="plan_comments")
    text = models.TextField()
    on = models.DateField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"a comment of {self.author}"


class FollowUpRequest(models.Model):
    """A recipient's wish for a follow-up, until it begins or an organiser says why not.

    Raters are invited on `begins_on`. An organiser has agreed to ask them about `only` these
    statements; it is None before.
    """

    review = models.OneToOneField(
        "threesixty.Review", on_delete=models.CASCADE, related_name="follow_up_request"
    )
    begins_on = models.DateField(default=timezone.localdate)
    collect_by = models.DateField()
    only = models.JSONField(null=True, editable=False)
    asked_on = models.DateField()
    refused = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"the follow-up wished for {self.review}"
