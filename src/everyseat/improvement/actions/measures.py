"""Measures: adding, correcting and deleting them, and their values.

Values that come from comments are counted when they are read: nobody types those.
"""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from everyseat.files.values import Reading
from everyseat.giving import looking_again
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import assign, changing, lock
from everyseat.improvement.models import Measure, Service, Value
from everyseat.improvement.models.measure import Feed
from everyseat.organisations import moderating

MOST = 40
"""Measures of one service: more, and nobody keeps them."""
MOST_VALUES = 5000


@transaction.atomic
def add(*, service: Service, values: dict[str, object]) -> Measure:
    """Add a measure, in the last place."""
    lock(service)
    last = service.measures.order_by("-number").first()
    if service.measures.count() >= MOST:
        raise NotNow(_("There are %(n)s measures, which is the most.") % {"n": MOST})
    made = Measure(service=service, number=last.number + 1 if last else 1)
    assign(made, _whole(values))
    made.save(force_insert=True)
    return made


def correct(*, measure: Measure, values: dict[str, object], sure: bool = False) -> None:
    """Correct a measure. How it is counted stays once it has values, which were counted so."""
    with changing(measure):
        whole = _whole(values)
        if measure.is_public:
            words = f"{whole['name']} {whole['definition']}"
            looking_again.must_be_sure(moderating.why(words), sure)
        for name in ("chart", "feed"):
            if whole[name] != getattr(measure, name) and measure.values.exists():
                text = _("It has values that were counted this way. Add another measure instead.")
                raise Invalid(name, text)
        assign(measure, whole)
        measure.is_public = measure.is_public and measure.feed != Feed.THEME


def _whole(values: dict[str, object]) -> dict[str, object]:
    """Return what a measure keeps. Invalid if it lacks something."""
    if values["feed"] == Feed.THEME and not values["theme"]:
        raise Invalid("theme", _("Choose the theme that is counted."))
    theme = values["theme"] if values["feed"] == Feed.THEME else None
    chart = values["chart"] if values["feed"] == Feed.TYPED else "proportion"
    return values | {"theme": theme, "chart": chart}


def delete(*, measure: Measure) -> None:
    """Delete a measure that nothing published relies on, with its values."""
    with changing(measure):
        if not may_delete(measure):
            raise NotNow(_("Something published relies on this measure, so it stays."))
        Measure.objects.filter(pk=measure.pk).delete()


def may_delete(measure: Measure) -> bool:
    """Return whether no published issue is judged by a measure, and no public page shows it."""
    return not measure.is_public and not measure.issues.exclude(published_on=None).exists()


@transaction.atomic
def take(*, measure: Measure, readings: Sequence[Reading]) -> None:
    """Save values: of a day that has one already, the new one replaces it."""
    lock(measure)
    _must_be_typed(measure)
    known = set(measure.values.values_list("on", flat=True))
    if len(known | {one.on for one in readings}) > MOST_VALUES:
        text = _("A measure has at most %(n)s values.")
        raise NotNow(text % {"n": f"{MOST_VALUES:,}"})
    Value.objects.bulk_create(
        (_value(measure, one) for one in readings),
        update_conflicts=True,
        unique_fields=["measure", "on"],
        update_fields=["value", "denominator"],
    )


def _value(measure: Measure, reading: Reading, note: str = "") -> Value:
    return Value(
        measure=measure,
        on=reading.on,
        value=reading.value,
        denominator=reading.out_of,
        note=note,
    )


@transaction.atomic
def correct_value(*, value: Value, reading: Reading, note: str) -> None:
    """Correct one value, its day too. Invalid if another value is of that day."""
    lock(value.measure)
    _must_be_typed(value.measure)
    others = value.measure.values.exclude(pk=value.pk)
    if others.filter(on=reading.on).exists():
        raise Invalid("on", _("There is another value of this day."))
    with changing(value):
        value.on = reading.on
        value.value, value.denominator, value.note = reading.value, reading.out_of, note


@transaction.atomic
def remove_value(*, value: Value) -> None:
    """Remove one value."""
    lock(value.measure)
    _must_be_typed(value.measure)
    Value.objects.filter(pk=value.pk).delete()


@transaction.atomic
def add_value(*, measure: Measure, reading: Reading, note: str) -> None:
    """Add one value. Invalid if there is one of its day: that is corrected, not replaced unseen."""
    lock(measure)
    _must_be_typed(measure)
    if measure.values.filter(on=reading.on).exists():
        raise Invalid("on", _("There is a value of this day already. You can correct it below."))
    _value(measure, reading, note).save(force_insert=True)


def _must_be_typed(measure: Measure) -> None:
    if not measure.is_typed:
        raise NotNow(_("These values are counted from comments. Nobody types them."))


def show_to_everybody(*, measure: Measure, is_public: bool) -> None:
    """Show a measure's chart on the service's public page, or hide it there.

    NotNow for one that counts comments by theme: few are about one theme in a month.
    """
    with changing(measure):
        if is_public and measure.feed == Feed.THEME:
            raise NotNow(
                _("Few comments are about one theme in a month, so nobody else sees this chart.")
            )
        measure.is_public = is_public
