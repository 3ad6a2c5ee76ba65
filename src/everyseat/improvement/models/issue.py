"""Issues: what people said, what was done about it, and whether it worked."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from everyseat.improvement.models.comment import Comment
from everyseat.improvement.models.framework import Theme
from everyseat.improvement.models.measure import Measure
from everyseat.improvement.models.service import Service
from everyseat.organisations.models import Person

LONGEST_TEXT, LONGEST_ROLE = 600, 120


class State(models.TextChoices):
    """How far an issue is, in order; or that nothing will change."""

    RECEIVED = "received", _("Received")
    READ = "read", _("Read")
    RESPONDED = "responded", _("Answered")
    PLANNED = "planned", _("Change planned")
    MADE = "made", _("Change made")
    CHECKED = "checked", _("Change checked")
    NO_CHANGE = "no_change", _("No change")


PROMISED = (State.PLANNED, State.MADE, State.CHECKED)
"""What says what changes, and who sees to it."""
MADE = (State.MADE, State.CHECKED)
UNANSWERED = (State.RECEIVED, State.READ)


class Issue(models.Model):
    """One thing that several comments say: you said, we did.

    It is public once it was published, if its service's page is. Whoever sees to a change is a
    `person` of the register who agreed to be named, or a `role` in words, or both. `by` is the day
    that is promised, `made_on` the day on which the change was made: on charts of its `measure` it
    stands there. Whether it worked is computed from that, and stored nowhere.
    """

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="issues")
    number = models.PositiveSmallIntegerField()
    theme = models.ForeignKey(Theme, null=True, on_delete=models.SET_NULL, related_name="issues")
    comments = models.ManyToManyField(Comment, related_name="issues")
    measure = models.ForeignKey(
        Measure, null=True, on_delete=models.SET_NULL, related_name="issues"
    )
    said = models.TextField(max_length=LONGEST_TEXT)
    state = models.CharField(max_length=9, choices=State.choices, default=State.RECEIVED)
    response = models.TextField(max_length=LONGEST_TEXT, blank=True)
    what = models.TextField(max_length=LONGEST_TEXT, blank=True)
    role = models.CharField(max_length=LONGEST_ROLE, blank=True)
    person = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="issues_of_services"
    )
    by = models.DateField(null=True)
    because = models.TextField(max_length=LONGEST_TEXT, blank=True)
    made_on = models.DateField(null=True)
    found = models.TextField(max_length=LONGEST_TEXT, blank=True)
    """What somebody found when it was checked, beside what is computed."""
    published_on = models.DateField(null=True, editable=False)
    updated_on = models.DateField(null=True, editable=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="one_issue_of_a_number"),
            models.CheckConstraint(
                condition=Q(state__in=PROMISED) & ~Q(what="")
                | (~Q(state__in=PROMISED) & Q(what="", role="", person=None, by=None)),
                name="a_change_says_what",
            ),
            models.CheckConstraint(
                condition=~Q(state="planned") | Q(by__isnull=False),
                name="what_is_planned_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=MADE, made_on__isnull=False)
                | (~Q(state__in=MADE) & Q(made_on=None)),
                name="what_is_made_has_its_day",
            ),
            models.CheckConstraint(
                condition=(Q(state="no_change") & ~Q(because=""))
                | (~Q(state="no_change") & Q(because="")),
                name="no_change_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state="responded") | ~Q(response=""),
                name="a_response_has_its_words",
            ),
            models.CheckConstraint(
                condition=(Q(state="checked") & ~Q(found="")) | (~Q(state="checked") & Q(found="")),
                name="what_is_checked_says_what_was_found",
            ),
        ]

    def __str__(self) -> str:
        return self.said

    @property
    def is_published(self) -> bool:
        return self.published_on is not None

    def is_overdue(self, today: date) -> bool:
        """Return whether its day is over, and the change is not made."""
        return self.state == State.PLANNED and self.by is not None and self.by < today


class Step(models.Model):
    """How far an issue was from a day on, and what was said of it then.

    One that is a step back, or a new day for what was promised, is `is_back`: its words are why.
    """

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="steps")
    on = models.DateField()
    state = models.CharField(max_length=9, choices=State.choices)
    text = models.TextField(max_length=LONGEST_TEXT, blank=True)
    is_back = models.BooleanField(default=False)
    by = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="steps_of_issues"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_back=False) | ~Q(text=""), name="a_step_back_says_why"
            )
        ]

    def __str__(self) -> str:
        return f"{self.on}: {self.state}"


class Cycle(models.Model):
    """One plan, do, study, act (Deming 1993; Langley et al. 2009), with what was predicted.

    Once it is being done, from `doing_since` on, neither plan nor prediction changes: what happens
    is compared with what was expected before.
    """

    class Act(models.TextChoices):
        ADOPT = "adopt", _("Adopt: keep it")
        ADAPT = "adapt", _("Adapt: change it, and try again")
        ABANDON = "abandon", _("Abandon: stop it")

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="cycles")
    number = models.PositiveSmallIntegerField()
    plan = models.TextField(max_length=LONGEST_TEXT)
    prediction = models.TextField(max_length=LONGEST_TEXT)
    did = models.TextField(max_length=LONGEST_TEXT, blank=True)
    studied = models.TextField(max_length=LONGEST_TEXT, blank=True)
    act = models.CharField(max_length=7, choices=Act.choices, blank=True)
    began_on = models.DateField()
    doing_since = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "number"], name="one_cycle_of_a_number"),
            models.UniqueConstraint(
                fields=["issue"], condition=Q(ended_on=None), name="one_cycle_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(doing_since__isnull=False) | Q(did="", studied=""),
                name="what_happened_comes_after_it_began",
            ),
            models.CheckConstraint(
                condition=~Q(did="") | Q(studied=""), name="what_is_studied_was_done"
            ),
            models.CheckConstraint(
                condition=Q(act="", ended_on=None)
                | (~Q(act="") & ~Q(studied="") & Q(ended_on__isnull=False)),
                name="a_cycle_ends_with_what_was_learnt",
            ),
        ]

    def __str__(self) -> str:
        return self.plan

    @property
    def is_begun(self) -> bool:
        """Return whether it is being done, so that its prediction is locked."""
        return self.doing_since is not None

    @property
    def is_over(self) -> bool:
        return self.ended_on is not None
