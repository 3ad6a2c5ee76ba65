"""Forms of plans of capacity as a whole: names, reasons, files, and what is compared."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from everyseat.files import plans_sent
from everyseat.files.plans import Document
from everyseat.files.problems import FileError
from everyseat.files.values import in_file, typed
from everyseat.files.weekly_counts import counts
from everyseat.giving.letters import TextField
from everyseat.giving.versions import Versioned
from everyseat.improvement.models import PlanVersion
from everyseat.improvement.models.capacity import LONGEST_NAME, LONGEST_REASON
from everyseat.organisations.forms import FileOf

if TYPE_CHECKING:
    _VersionField = forms.ModelChoiceField[PlanVersion]
else:  # as it is when it runs, Django's fields take no types
    _VersionField = forms.ModelChoiceField

LONGEST_PASTED, LARGEST_FILE = 50_000, 200_000
FEWEST_WEEKS, MOST_WEEKS = 4, 260


class NameForm(Versioned, forms.Form):
    """What a plan is called."""

    name = TextField(
        label=_("What is the plan called?"),
        max_length=LONGEST_NAME,
        help_text=_("For example “Winter, with one more nurse”."),
    )


class PlanFileForm(forms.Form):
    """A plan in a file."""

    file = FileOf(
        ".toml",
        ".txt",
        label=_("A plan file (TOML)"),
        help_text=_("As you downloaded it here."),
    )

    def document(self) -> Document | None:
        """Return the plan in the file; None without one, or with its mistakes beside the field."""
        file = self.cleaned_data.get("file")
        if not file:
            return None
        if file.size > LARGEST_FILE:
            self.add_error("file", _("This file is too large for a plan."))
            return None
        try:
            return plans_sent.of_stranger(file.read(), file.name)
        except FileError as error:
            for told in (_("Nothing was saved."), *str(error).splitlines()):
                self.add_error("file", str(told).strip())
            return None


class NewPlanForm(NameForm, PlanFileForm):
    """A new plan: its name, and a file if there is one."""

    UNMARKED = ("file",)
    field_order = ("name", "file")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["file"].required = False
        self.fields["file"].label = _("Do you have a plan in a file already?")
        self.fields["file"].help_text = _(
            "As you downloaded it. Without one you fill in the plan here."
        )


class WeeksForm(Versioned, forms.Form):
    """How far a plan looks ahead."""

    weeks = forms.IntegerField(
        label=_("How many weeks ahead do you plan?"),
        min_value=FEWEST_WEEKS,
        max_value=MOST_WEEKS,
        help_text=_("52 weeks are a year."),
    )


class KeepForm(forms.Form):
    """Why a version was made."""

    reason = TextField(
        label=_("Why do you make this version?"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example “Wound care takes longer than we thought: counted in March”."),
    )


class WithdrawForm(forms.Form):
    """Why an approval is withdrawn."""

    because = TextField(
        label=_("Why do you withdraw the approval?"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class CountsForm(forms.Form):
    """Counts of past weeks: pasted, or in a file."""

    UNMARKED = ("pasted", "file")

    pasted = forms.CharField(
        label=_("Paste the counts from a spreadsheet"),
        required=False,
        max_length=LONGEST_PASTED,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    file = FileOf(*(".csv", ".xlsx"), label=_("Or choose a file, in CSV or XLSX"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("file") and not cleaned.get("pasted", "").strip():
            self.add_error("pasted", _("Paste rows, or choose a file."))
        return cleaned

    def counts(self) -> list[float]:
        """Return the counts, the newest last; none with the mistakes beside their field."""
        file = self.cleaned_data.get("file")
        try:
            if file:
                return counts(in_file(file.read(), file.name), file.name)
            return counts(typed(self.cleaned_data["pasted"]), str(_("What you pasted")))
        except FileError as error:
            for told in (_("Nothing was saved."), *str(error).splitlines()):
                self.add_error("file" if file else "pasted", str(told))
            return []


class _Version(_VersionField):
    """A version, by the plan that it is of."""

    def label_from_instance(self, version: PlanVersion) -> str:
        said = {"plan": version.plan.name, "number": version.number}
        if version.is_draft:
            return _("%(plan)s, draft %(number)s") % said
        if version.is_approved:
            return _("%(plan)s, version %(number)s (approved)") % said
        return _("%(plan)s, version %(number)s") % said


class CompareForm(forms.Form):
    """Two versions, of one plan or of two."""

    first = _Version(queryset=PlanVersion.objects.none(), label=_("Compare"))
    second = _Version(queryset=PlanVersion.objects.none(), label=_("With"))

    def __init__(self, *args: Any, versions: QuerySet[PlanVersion], **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            self.fields[name].queryset = versions  # type: ignore[attr-defined]  # a field of rows
        others = [one.pk for one in versions if str(one.pk) != str(self.initial.get("first"))]
        if "first" in self.initial and len(others) == 1:
            self.initial.setdefault("second", others[0])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, second = cleaned.get("first"), cleaned.get("second")
        if first and first == second:
            self.add_error("second", _("Choose another version than the first."))
        return cleaned
