"""What values that were sent will change, and what deleting a measure will do."""

from collections.abc import Sequence

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.files.values import Reading, plain
from everyseat.improvement.models import Measure, Value
from everyseat.organisations.checks import Check, Named, Stop


def taken(measure: Measure, readings: Sequence[Reading]) -> Check:
    """Return what saving values will do: which are new, and which replace another."""
    known = {value.on: value for value in measure.values.all()}
    new = [one for one in readings if one.on not in known]
    changed = [(known[one.on], one) for one in readings if _differs(known.get(one.on), one)]
    same = len(readings) - len(new) - len(changed)
    happens = [
        _count(new),
        _from_to(readings),
    ]
    if same:
        text = ngettext(
            "%(n)s value is there already, and stays.",
            "%(n)s values are there already, and stay.",
            same,
        )
        happens.append(text % {"n": same})
    named = []
    if changed:
        text = _("These values are replaced:")
        named = [Named(text, [_replaced(old, one) for old, one in changed])]
    stops = []
    if not new and not changed:
        stops = [Stop(_("All of these values are there already."))]
    return Check(
        title=_("Save these values of “%(measure)s”?") % {"measure": measure},
        button=_("Save the values"),
        happens=happens,
        named=named,
        stops=stops,
    )


def _count(new: Sequence[Reading]) -> str:
    text = ngettext("%(n)s new value is added.", "%(n)s new values are added.", len(new))
    return text % {"n": len(new)}


def _from_to(readings: Sequence[Reading]) -> str:
    first, last = date_format(readings[0].on), date_format(readings[-1].on)
    text = _("The first is of %(first)s: %(value)s. The last is of %(last)s: %(end)s.")
    said = {"first": first, "last": last, "value": _said(readings[0]), "end": _said(readings[-1])}
    return text % said


def _differs(known: Value | None, reading: Reading) -> bool:
    if known is None:
        return False
    return (known.value, known.denominator) != (reading.value, reading.out_of)


def _replaced(old: Value, new: Reading) -> str:
    before = Reading(old.on, old.value, old.denominator)
    values = {"day": date_format(new.on), "old": _said(before), "new": _said(new)}
    return _("%(day)s: %(old)s becomes %(new)s") % values


def _said(reading: Reading) -> str:
    value = number_format(plain(reading.value))
    if reading.out_of is None:
        return value
    return _("%(n)s of %(all)s") % {"n": value, "all": number_format(reading.out_of)}


def deleted(measure: Measure, may_delete: bool) -> Check:
    """Return what deleting a measure will do."""
    n = measure.values.count()
    text = ngettext("%(n)s value is deleted with it.", "%(n)s values are deleted with it.", n)
    stops = [] if may_delete else [Stop(_("Something published relies on this measure."))]
    return Check(
        title=_("Delete the measure “%(measure)s”?") % {"measure": measure},
        button=_("Delete the measure"),
        final=[text % {"n": n}, _("You cannot undo this.")],
        stops=stops,
    )
