"""Forms of the rows of a plan: a kind of visit, a band of staff, the week, a queue, the phone.

Shares are typed as percentages, and kept as a plan in a file has them: 14% is 0.14.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from everyseat.giving.letters import TextField
from everyseat.giving.versions import Versioned

LONGEST_NAME, MOST_VISITS, LONGEST_VISIT, MOST_WTE = 120, 10_000, 600, 1000
FULL_TIME = 37.5
PERCENT = 100
Row = dict[str, Any]


class RowForm(Versioned, forms.Form):
    """One table of a plan, filled from it and turned into it again."""

    SHARES: tuple[str, ...] = ()

    def __init__(self, *args: Any, row: Mapping[str, Any] | None = None, **kwargs: Any):
        self._row = dict(row or {})
        known = {name: self._typed(name) for name in self._row if name in self.base_fields}
        super().__init__(*args, **(kwargs | {"initial": known}))

    def _typed(self, name: str) -> Any:
        value = self._row[name]
        if name in self.SHARES:
            value = round(value * PERCENT, 4)
        return int(value) if isinstance(value, float) and value.is_integer() else value

    def row(self) -> Row:
        """Return the table: what was typed, and what this form does not ask."""
        kept = {name: value for name, value in self._row.items() if name not in self.fields}
        given = {name: self._kept(name) for name in self.fields}
        return {**{name: one for name, one in given.items() if one is not None}, **kept}

    def _kept(self, name: str) -> Any:
        value = self.cleaned_data.get(name)
        if name in self.SHARES and value is not None:
            return round(value / PERCENT, 6)
        return value


def _minutes(label: Any, **more: Any) -> forms.FloatField:
    return forms.FloatField(label=label, max_value=LONGEST_VISIT, **more)


def _percent(label: Any, **more: Any) -> forms.FloatField:
    return forms.FloatField(label=label, min_value=0, max_value=PERCENT, **more)


class VisitForm(RowForm):
    """A kind of visit: how long it takes, who may do it, and how many there are."""

    SHARES = ("deferred",)
    UNMARKED = ("expected",)

    name = TextField(label=_("What kind of visit is it?"), max_length=LONGEST_NAME)
    minutes = _minutes(_("Minutes with the patient"), min_value=0.1)
    travel = _minutes(_("Minutes of travel per visit"), min_value=0)
    records = _minutes(_("Minutes of record keeping per visit"), min_value=0)
    bands = forms.MultipleChoiceField(
        label=_("Who may do it?"), widget=forms.CheckboxSelectMultiple
    )
    expected = forms.FloatField(
        label=_("How many visits do you expect per week?"),
        min_value=0.01,
        max_value=MOST_VISITS,
        required=False,
        help_text=_("Leave this empty to give your own weekly counts, once you have saved this."),
    )
    backlog = forms.FloatField(
        label=_("How many visits are waiting already?"),
        min_value=0,
        max_value=100_000,
        initial=0,
    )
    deferred = _percent(
        _("Of 100 visits that do not fit into a week, how many wait for the next week?"),
        initial=100,
        help_text=_("The others are passed to another service, or are not done any more."),
    )

    def __init__(self, *args: Any, bands: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["bands"].choices = [(band, band) for band in bands]  # type: ignore[attr-defined]  # a field of choices


class StaffForm(RowForm):
    """A band of staff: how many, their hours, and how much of them is not for visits.

    Shares have no first value: a band that never is on leave or ill has to be typed as such.
    """

    SHARES = ("leave", "training", "sickness", "other")

    band = TextField(
        label=_("Which band or role?"),
        max_length=LONGEST_NAME,
        help_text=_("For example “Band 5”."),
    )
    wte = forms.FloatField(
        label=_("Whole-time equivalents (WTE)"),
        min_value=0,
        max_value=MOST_WTE,
        help_text=_("People in post now, as parts of full time: 2.6 is two and a bit."),
    )
    hours = forms.FloatField(
        label=_("Contracted hours per week of one WTE"),
        min_value=1,
        max_value=168,
        initial=FULL_TIME,
    )
    leave = _percent(_("Annual leave and bank holidays, % of hours"))
    training = _percent(_("Training and study, % of hours"))
    sickness = _percent(_("Sickness, % of hours"))
    other = _percent(
        _("Other time that is not for visits, % of hours"),
        help_text=_("For example handover, supervision and meetings."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if sum(cleaned.get(name) or 0 for name in self.SHARES) >= PERCENT:
            self.add_error("leave", _("Together these must be less than 100% of the hours."))
        return cleaned


class QueueForm(RowForm):
    """Work that can wait, such as a list for a clinic."""

    demand = forms.FloatField(
        label=_("How many people join the list per week?"), min_value=0.01, max_value=MOST_VISITS
    )
    capacity = forms.FloatField(
        label=_("How many can you see per week?"), min_value=0.01, max_value=MOST_VISITS
    )
    waiting = forms.FloatField(
        label=_("How many are waiting now?"), min_value=0, max_value=1_000_000
    )
    target_wait = forms.FloatField(
        label=_("Within how many weeks should nearly everybody be seen?"),
        min_value=0.1,
        max_value=520,
    )
    weeks_to_target = forms.FloatField(
        label=_("In how many weeks do you want to get there?"),
        min_value=1,
        max_value=520,
        initial=26,
    )


class PhoneForm(RowForm):
    """The team's duty phone in its busiest hour."""

    SHARES = ("share",)
    UNMARKED = ("staff",)

    calls_per_hour = forms.FloatField(
        label=_("Calls in the busiest hour"), min_value=0.1, max_value=2000
    )
    minutes = forms.FloatField(label=_("Minutes per call"), min_value=0.1, max_value=120)
    staff = forms.IntegerField(
        label=_("How many people answer at the same time?"),
        min_value=1,
        max_value=1000,
        required=False,
        help_text=_("Leave this empty to see how many are needed."),
    )
    seconds = forms.FloatField(
        label=_("Within how many seconds should a call be answered?"),
        min_value=0,
        max_value=3600,
        initial=20,
    )
    share = forms.FloatField(
        label=_("Of 100 calls, how many should be answered in that time?"),
        min_value=1,
        max_value=99.9,
        initial=80,
    )


class WeekForm(Versioned, forms.Form):
    """How a week's visits and staff hours fall on its days, in any unit."""

    KINDS = ("demand", "staff")

    def __init__(self, *args: Any, week: Mapping[str, list[float]] | None = None, **kwargs: Any):
        week = week or {}
        known = {
            f"{kind}_{day}": f"{number:g}"
            for kind in self.KINDS
            for day, number in enumerate(week.get(kind, []))
        }
        super().__init__(*args, **(kwargs | {"initial": known}))
        names = {"demand": _("%(day)s, visits"), "staff": _("%(day)s, staff hours")}
        for kind in self.KINDS:
            for day, name in WEEKDAYS.items():
                label = names[kind] % {"day": name}
                field = forms.FloatField(label=label, min_value=0, max_value=1_000_000)
                field.widget.attrs |= {"aria-label": label, "class": "nhsuk-input--width-5"}
                self.fields[f"{kind}_{day}"] = field

    def days(self) -> list[tuple[Any, forms.BoundField, forms.BoundField]]:
        """Return each day's name with its two fields."""
        return [
            (name, self[f"demand_{day}"], self[f"staff_{day}"]) for day, name in WEEKDAYS.items()
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for kind in self.KINDS:
            if not self.errors and not sum(cleaned[f"{kind}_{day}"] for day in WEEKDAYS):
                self.add_error(f"{kind}_0", _("On one day at least there must be something."))
        return cleaned

    def week(self) -> dict[str, list[float]]:
        """Return the two patterns, as a plan keeps them."""
        return {
            kind: [self.cleaned_data[f"{kind}_{day}"] for day in WEEKDAYS] for kind in self.KINDS
        }
