"""Forms of measures: what is measured, its values, and what stands beside them on a chart."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from everyseat.files.problems import FileError
from everyseat.files.values import (
    LARGEST,
    MOST,
    MOST_EVENTS,
    Reading,
    Row,
    in_file,
    plain,
    readings,
    typed,
)
from everyseat.giving.letters import TextField
from everyseat.giving.versions import Versioned
from everyseat.improvement.models import Measure, Service, Theme, Value
from everyseat.improvement.models.measure import LONGEST_NAME, LONGEST_REASON, LONGEST_TEXT
from everyseat.organisations.forms import DATE, FileOf

if TYPE_CHECKING:
    _MeasureForm = forms.ModelForm[Measure]
else:  # as it is when it runs, Django's forms take no types
    _MeasureForm = forms.ModelForm

LONGEST_PASTED = 200_000
EARLIEST = date(1948, 7, 5)
"""The National Health Service began: an earlier day is a slip."""


class MeasureForm(Versioned, _MeasureForm):
    """What is measured, how, and which way is better."""

    UNMARKED = ("theme",)  # asked only of measures that come from a theme

    name = TextField(
        label=_("What do you measure?"),
        max_length=LONGEST_NAME,
        help_text=_("For example “Visits in the promised two hours”, or “Days until a visit”."),
    )
    definition = TextField(
        label=_("How is it counted?"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "So that the next person counts the same: what is included, from which system, who "
            "counts it and when."
        ),
    )

    class Meta:
        model = Measure
        fields = ("name", "definition", "kind", "direction", "feed", "theme", "chart", "unit")
        widgets = {name: forms.RadioSelect for name in ("kind", "direction", "feed", "chart")}
        labels = {
            "kind": _("What is it for?"),
            "direction": _("What is better?"),
            "feed": _("Where do its values come from?"),
            "theme": _("Which theme, if it comes from one?"),
            "chart": _("What is a value?"),
            "unit": _("Unit"),
        }
        help_texts = {
            "direction": _("Of something rare: that it happens more often, or less often."),
            "theme": _("Only if you chose a theme above."),
            "chart": _("What comes from comments is always so many out of so many."),
            "unit": _("For example minutes, or calls."),
        }

    def __init__(self, *args: Any, service: Service, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._service = service
        themes = Theme.objects.filter(framework=service.framework_id, is_used=True)
        self.fields["theme"].queryset = themes  # type: ignore[attr-defined]  # a field of rows

    def clean_name(self) -> str:
        """Refuse the name of another measure of this service."""
        name: str = self.cleaned_data["name"]
        others = self._service.measures.exclude(pk=self.instance.pk)
        if others.filter(name__iexact=name).exists():
            raise forms.ValidationError(_("Another measure has this name."))
        return name

    def _post_clean(self) -> None:
        """Leave the whole to the action, which says what is missing beside its field."""


class ValueForm(Versioned, forms.Form):
    """One value: its day, how much, and of a part out of how many."""

    on = forms.DateField(
        label=_("Day"), widget=DATE, help_text=_("Of a week or a month: its first day.")
    )
    value = forms.FloatField(label=_("Value"), min_value=-LARGEST, max_value=LARGEST)
    out_of = forms.IntegerField(label=_("Out of how many?"), min_value=1, max_value=MOST)
    note = TextField(label=_("Note"), max_length=LONGEST_REASON, required=False)

    def __init__(self, *args: Any, measure: Measure, value: Value | None = None, **kwargs: Any):
        if value:
            known = {"on": value.on, "value": plain(value.value), "out_of": value.denominator}
            kwargs["initial"] = known | {"note": value.note}
        super().__init__(*args, **kwargs)
        self._measure = measure
        if not measure.is_proportion:
            del self.fields["out_of"]
        if measure.is_proportion or measure.is_rare:
            least, most = (0, MOST) if measure.is_proportion else (1, MOST_EVENTS)
            self.fields["value"] = forms.IntegerField(
                label=_("How many?"), min_value=least, max_value=most
            )

    def clean_on(self) -> date:
        return that_has_come(self.cleaned_data["on"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        value, out_of = cleaned.get("value"), cleaned.get("out_of")
        if value is not None and out_of is not None and value > out_of:
            self.add_error("value", _("This is more than the number that it is out of."))
        return cleaned

    def reading(self) -> Reading:
        values = self.cleaned_data
        return Reading(values["on"], float(values["value"]), values.get("out_of"))


class ValuesForm(forms.Form):
    """Many values at once: pasted, or in a file."""

    pasted = forms.CharField(
        label=_("Paste rows from a spreadsheet"),
        required=False,
        max_length=LONGEST_PASTED,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    file = FileOf(*(".csv", ".xlsx"), label=_("Or choose a file, in CSV or XLSX"), required=False)
    UNMARKED = ("pasted", "file")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("file") and not cleaned.get("pasted", "").strip():
            self.add_error("pasted", _("Paste rows, or choose a file."))
        return cleaned

    def readings(self, measure: Measure) -> list[Reading]:
        """Return what was sent. FileError with every line that can't be used."""
        rows, name = self._rows()
        found = readings(rows, name, is_part=measure.is_proportion, is_event=measure.is_rare)
        for one in found:
            if not EARLIEST <= one.on <= timezone.localdate():
                raise FileError(name, str(_("Check the year of %(day)s.") % {"day": one.on}))
        return found

    def _rows(self) -> tuple[list[Row], str]:
        file = self.cleaned_data.get("file")
        if file:
            return in_file(file.read(), file.name), file.name
        return typed(self.cleaned_data["pasted"]), str(_("What you pasted"))


class TargetForm(forms.Form):
    """What is aimed at, from a day on."""

    value = forms.FloatField(label=_("Target"), min_value=-LARGEST, max_value=LARGEST)
    since = forms.DateField(label=_("From this day on"), widget=DATE)

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if measure.is_proportion:
            self.fields["value"] = forms.FloatField(
                label=_("Target, in per cent"), min_value=0, max_value=100
            )

    def clean_since(self) -> date:
        return within_reason(self.cleaned_data["since"])


class RebaseForm(forms.Form):
    """New limits from a day on, and why."""

    since = forms.DateField(label=_("New limits from this day on"), widget=DATE)
    reason = TextField(
        label=_("Why?"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example “The team moved to two-hour windows on this day”."),
    )

    def clean_since(self) -> date:
        return that_has_come(self.cleaned_data["since"])


class AnnotationForm(forms.Form):
    """What happened on a day."""

    on = forms.DateField(label=_("Day"), widget=DATE)
    text = TextField(label=_("What happened?"), max_length=LONGEST_NAME)

    def clean_on(self) -> date:
        return that_has_come(self.cleaned_data["on"])


def that_has_come(day: date) -> date:
    """Return a day that is over, or today. ValidationError for one that has not come."""
    if within_reason(day) > timezone.localdate():
        raise forms.ValidationError(_("This day has not come yet."))
    return day


def within_reason(day: date) -> date:
    """Return a day that may be meant. ValidationError for the slip of a finger in a year."""
    if not EARLIEST <= day <= _latest():
        raise forms.ValidationError(_("Check the year of this day."))
    return day


def _latest() -> date:
    today = timezone.localdate()
    return today.replace(year=today.year + 5, day=1)
