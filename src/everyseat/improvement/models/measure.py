"""Measures: numbers over time, and what is needed to chart them."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from everyseat.improvement.models.framework import Theme
from everyseat.improvement.models.service import Service
from everyseat.organisations.models import Person

LONGEST_NAME, LONGEST_TEXT, LONGEST_REASON = 120, 600, 300


class Kind(models.TextChoices):
    """What a measure is for (Langley et al., The improvement guide, 2009)."""

    OUTCOME = "outcome", _("Outcome: what people notice in the end")
    PROCESS = "process", _("Process: whether we do what we meant to do")
    BALANCING = "balancing", _("Balancing: whether something else gets worse")


class Direction(models.TextChoices):
    INCREASE = "increase", _("More is better")
    DECREASE = "decrease", _("Less is better")
    NEUTRAL = "neutral", _("Neither")


class Chart(models.TextChoices):
    """By which rules its limits are made."""

    XMR = "xmr", _("A number each time, such as days, minutes or a score")
    PROPORTION = "proportion", _("So many out of so many, such as 12 of 80 visits")
    RARE = "rare", _("The days on which something rare happened, such as a fall")


class Feed(models.TextChoices):
    """Where its values come from."""

    TYPED = "typed", _("Somebody types them, or imports a file")
    THEME = "theme", _("From comments: how many of each month’s are about a theme")
    RATING = "rating", _("From comments: how many of each month’s ratings are good")


class Measure(models.Model):
    """What is counted or measured, how, and which way is better."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="measures")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=LONGEST_NAME)
    definition = models.TextField(max_length=LONGEST_TEXT, blank=True)
    """How it is counted, so that the next person counts the same."""
    kind = models.CharField(max_length=9, choices=Kind.choices, default=Kind.OUTCOME)
    direction = models.CharField(
        max_length=8, choices=Direction.choices, default=Direction.INCREASE
    )
    chart = models.CharField(max_length=10, choices=Chart.choices, default=Chart.XMR)
    unit = models.CharField(max_length=30, blank=True)
    feed = models.CharField(max_length=6, choices=Feed.choices, default=Feed.TYPED)
    theme = models.ForeignKey(
        Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="measures"
    )
    is_public = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="one_measure_of_a_number"),
            models.UniqueConstraint("service", Lower("name"), name="one_measure_of_a_name"),
            models.CheckConstraint(
                condition=Q(feed="theme", theme__isnull=False) | (~Q(feed="theme") & Q(theme=None)),
                name="a_measure_of_a_theme_has_one",
            ),
            models.CheckConstraint(
                condition=Q(feed="typed") | Q(chart="proportion"),
                name="shares_of_comments_are_proportions",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def better(self) -> str:
        """What is better of what is charted: of something rare, the days between.

        Where less of it is better, these are to be longer.
        """
        turned = {Direction.INCREASE: Direction.DECREASE, Direction.DECREASE: Direction.INCREASE}
        direction = Direction(self.direction)
        return turned.get(direction, direction) if self.is_rare else direction

    @property
    def is_typed(self) -> bool:
        return self.feed == Feed.TYPED

    @property
    def is_proportion(self) -> bool:
        return self.chart == Chart.PROPORTION

    @property
    def is_rare(self) -> bool:
        return self.chart == Chart.RARE


class Value(models.Model):
    """What was measured on a day, or in the period that begins with it.

    Of a proportion, `value` is how many of the `denominator`. Of something rare, it is 1: the day
    is what counts.
    """

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="values")
    on = models.DateField()
    value = models.FloatField()
    denominator = models.PositiveIntegerField(null=True)
    note = models.CharField(max_length=LONGEST_REASON, blank=True)

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "on"], name="one_value_of_a_day"),
            models.CheckConstraint(
                condition=Q(denominator=None)
                | Q(denominator__gt=0, value__gte=0, value__lte=F("denominator")),
                name="a_part_is_no_more_than_the_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on}: {self.value}"


class Target(models.Model):
    """What is aimed at from a day on, until the next target."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="targets")
    since = models.DateField()
    value = models.FloatField()

    class Meta:
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "since"], name="one_target_from_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.value} from {self.since}"


class Rebase(models.Model):
    """From this day on, limits are made again: a person said so, and why."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="rebases")
    since = models.DateField()
    reason = models.CharField(max_length=LONGEST_REASON)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="rebases")
    made_on = models.DateField()

    class Meta:
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "since"], name="one_rebase_on_a_day"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_rebase_has_its_reason"),
        ]

    def __str__(self) -> str:
        return f"new limits from {self.since}"


class Annotation(models.Model):
    """What happened on a day, beside a chart. Changes made for issues stand there by themselves."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="annotations")
    on = models.DateField()
    text = models.CharField(max_length=LONGEST_NAME)

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return self.text
