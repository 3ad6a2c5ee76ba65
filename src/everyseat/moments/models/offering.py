"""Which routes an organisation offers, what it promises, and what it knows of being ready."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from everyseat.giving.codes import new_code
from everyseat.organisations import roles
from everyseat.organisations.models import Person
from everyseat.safety import thresholds


class Offers(models.Manager["Offer"]):
    def current(self) -> "Offer":
        """Return the settings of telling and speaking up, made on first use."""
        return self.get_or_create(pk=1, defaults={"routes": ["myself", "named"]})[0]


class Offer(models.Model):
    """The one row of settings about telling and speaking up.

    `despite` names, for each route that is offered although it is not ready, the reasons that its
    organiser knew of: another reason closes it again.
    """

    routes = models.JSONField(default=list)
    despite = models.JSONField(default=dict)
    doors = models.TextField(blank=True)
    contacts = models.TextField(blank=True)
    keep_months = models.PositiveSmallIntegerField(default=24)
    leaders_trained = models.PositiveSmallIntegerField(null=True, blank=True)
    detriment_policy = models.BooleanField(default=False)
    emails_written_on = models.DateField(null=True, blank=True, editable=False)

    objects = Offers()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_offer"),
            models.CheckConstraint(
                condition=models.Q(leaders_trained=None) | models.Q(leaders_trained__lte=100),
                name="trained_is_a_percentage",
            ),
        ]

    def __str__(self) -> str:
        return "what is offered"


class Promises(models.QuerySet["Promise"]):
    def in_force(self) -> "Promises":
        """Return what a guardian promises who is still one, and can sign in."""
        kept_by = models.Q(made_by__roles__role=roles.GUARDIAN, made_by__is_active=True)
        return self.filter(kept_by, withdrawn_on=None).distinct()


class Promise(models.Model):
    """By when a guardian says that a case is acknowledged, and that feedback is given.

    Never changed: another promise takes its place. A case keeps the one that its reporter read.
    """

    acknowledge_days = models.PositiveSmallIntegerField()
    feedback_months = models.PositiveSmallIntegerField()
    made_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="promises"
    )
    made_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = Promises.as_manager()

    class Meta:
        ordering = ["-made_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                models.Value(1),
                condition=models.Q(withdrawn_on=None),
                name="one_promise_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(acknowledge_days__gte=1, feedback_months__gte=1),
                name="a_promise_can_be_kept",
            ),
        ]

    def __str__(self) -> str:
        return f"within {self.acknowledge_days} days"


class Pulse(models.Model):
    """A few statements about speaking up, answered without an account; counted when it closes."""

    class State(models.TextChoices):
        OPEN = "open", _("Open for answers")
        CLOSED = "closed", _("Closed")

    code = models.CharField(max_length=8, unique=True, default=new_code, editable=False)
    items = models.JSONField(default=list)
    opened_on = models.DateField()
    closes_on = models.DateField()
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    threshold = models.PositiveSmallIntegerField(default=thresholds.RATINGS)
    counts = models.JSONField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-closes_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="closed") | models.Q(counts=None),
                name="no_pulse_is_counted_while_open",
            ),
            models.CheckConstraint(
                condition=models.Q(threshold__gte=3), name="pulse_threshold_protects"
            ),
        ]

    def __str__(self) -> str:
        return f"pulse of {self.opened_on}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class Quarter(models.Model):
    """What a guardian published of a quarter: counts at or above the threshold, and no others."""

    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    counts = models.JSONField(default=dict)
    published_on = models.DateField()

    class Meta:
        ordering = ["-year", "-quarter"]
        constraints = [
            models.UniqueConstraint(fields=["year", "quarter"], name="a_quarter_is_published_once"),
            models.CheckConstraint(
                condition=models.Q(quarter__gte=1, quarter__lte=4), name="four_quarters"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} Q{self.quarter}"
