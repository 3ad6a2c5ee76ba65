"""When a guardian is away, who stands in for them, and which cases were handed over for it."""

from datetime import date

from django.db import models

from everyseat.moments.models.cases import Case
from everyseat.organisations.models import Person


class Leaves(models.QuerySet["Leave"]):
    def on(self, day: date) -> "Leaves":
        """Return the leave of everybody who is away on a day."""
        return self.filter(from_on__lte=day, back_on__gt=day)


class Leave(models.Model):
    """A guardian's one leave, from its first day until the day they are back.

    `handed_over` are the cases that the stand-in looks after meanwhile. It is kept until the
    guardian ends it, so that they can take those back.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="leave")
    from_on = models.DateField()
    back_on = models.DateField()
    stand_in = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    handed_over = models.ManyToManyField(Case, related_name="+")

    objects = Leaves.as_manager()

    class Meta:
        ordering = ["back_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(back_on__gt=models.F("from_on")), name="back_after_leaving"
            )
        ]

    def __str__(self) -> str:
        return f"away until {self.back_on}"
