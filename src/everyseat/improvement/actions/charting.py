"""What stands on a chart beside its values: targets, new limits, and what happened."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from everyseat.giving import looking_again
from everyseat.giving.refusals import Invalid
from everyseat.giving.states import lock
from everyseat.improvement.models import Annotation, Measure, Rebase, Target
from everyseat.organisations import moderating
from everyseat.organisations.models import Person

Mark = Target | Rebase | Annotation


@transaction.atomic
def aim(*, measure: Measure, since: date, value: float) -> None:
    """Set what is aimed at from a day on; a target of that day is replaced."""
    lock(measure)
    Target.objects.update_or_create(measure=measure, since=since, defaults={"value": value})


@transaction.atomic
def rebase(
    *, measure: Measure, since: date, reason: str, by: Person, today: date, sure: bool = False
) -> None:
    """Make new limits from a day on, with the reason and the name of whoever says so today."""
    lock(measure)
    if measure.rebases.filter(since=since).exists():
        raise Invalid("since", _("New limits begin on this day already."))
    _must_be_sure(measure, reason, sure)
    Rebase.objects.create(measure=measure, since=since, reason=reason, by=by, made_on=today)


@transaction.atomic
def annotate(*, measure: Measure, on: date, text: str, sure: bool = False) -> None:
    """Say beside a chart what happened on a day."""
    lock(measure)
    _must_be_sure(measure, text, sure)
    Annotation.objects.create(measure=measure, on=on, text=text)


def _must_be_sure(measure: Measure, words: str, sure: bool) -> None:
    """Refuse at first what may name somebody: everybody reads it at once beside a public chart."""
    if measure.is_public:
        looking_again.must_be_sure(moderating.why(words), sure)


@transaction.atomic
def remove(*, mark: Mark) -> None:
    """Take a target, new limits, or what happened from a chart."""
    lock(mark.measure)
    type(mark).objects.filter(pk=mark.pk).delete()
