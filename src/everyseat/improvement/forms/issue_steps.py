"""What each step of an issue asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from everyseat.giving.versions import Versioned
from everyseat.improvement.forms.issue_fields import (
    MeasureField,
    agreed_field,
    because_field,
    by_field,
    found_field,
    made_on_field,
    must_have_agreed,
    person_field,
    response_field,
    role_field,
    what_field,
)
from everyseat.improvement.models import Issue
from everyseat.improvement.models.issue import State
from everyseat.organisations.forms import DATE


class StepForm(forms.Form):
    """A step of an issue: it begins with what the issue says already."""

    def __init__(self, data: Any = None, *, issue: Issue):
        names = [name for name in self.base_fields if hasattr(issue, name)]
        initial = {name: getattr(issue, name) for name in names}
        super().__init__(data, initial=initial | {"agreed": issue.person_id is not None})
        measure = self.fields.get("measure")
        if isinstance(measure, MeasureField) and not measure.offer(issue.service):
            del self.fields["measure"]

    def clean(self) -> dict[str, Any]:
        must_have_agreed(self)
        return self.cleaned_data

    def said(self) -> dict[str, Any]:
        """Return what is said in a step, as its action takes it."""
        return self.cleaned_data


class ReadForm(StepForm):
    """Nothing is asked."""


class RespondForm(StepForm):
    response = response_field()


class _ChangeForm(StepForm):
    """A change, with who sees to it."""

    def said(self) -> dict[str, Any]:
        """Return the change; that somebody agreed to be named is not kept."""
        cleaned = self.cleaned_data
        return {"values": {name: cleaned[name] for name in cleaned if name != "agreed"}}


class PlanForm(_ChangeForm):
    UNMARKED = ("role",)
    what = what_field(_("What will you change?"))
    role = role_field()
    person = person_field()
    agreed = agreed_field()
    by = by_field()
    measure = MeasureField()


class MakeForm(_ChangeForm):
    UNMARKED = ("role",)
    what = what_field(_("What did you change?"))
    role = role_field()
    person = person_field()
    agreed = agreed_field()
    made_on = made_on_field()
    measure = MeasureField()


class CheckForm(StepForm):
    measure = MeasureField()
    found = found_field()

    def __init__(self, data: Any = None, *, issue: Issue):
        super().__init__(data, issue=issue)
        if "measure" in self.fields:
            self.fields["measure"].label = _("Which measure shows whether it worked?")
            self.fields["measure"].help_text = _("What it shows is computed, and said beside it.")

    def said(self) -> dict[str, Any]:
        return {"measure": None} | super().said()


class RefuseForm(StepForm):
    because = because_field(_("Why will nothing change?"))


class PostponeForm(StepForm):
    until = forms.DateField(label=_("By which day instead?"), widget=DATE)
    because = because_field(_("Why does it take longer?"))


class ReasonForm(Versioned, forms.Form):
    """Why a step back was taken."""

    text = because_field(_("Why is it a step back?"))


class BackForm(StepForm):
    """Where an issue really stands, and why it was said to be further."""

    UNMARKED = ("until",)
    to = forms.ChoiceField(label=_("Where does this really stand?"), widget=forms.RadioSelect)
    because = because_field(_("Why is it a step back?"))
    until = forms.DateField(
        label=_("By when will the change be made?"),
        required=False,
        widget=DATE,
        help_text=_("Only for a change that is planned again."),
    )

    def __init__(self, data: Any = None, *, issue: Issue, to: tuple[State, ...]):
        super().__init__(data, issue=issue)
        self.initial = {"to": to[0] if len(to) == 1 else None}
        self.fields["to"].choices = [(one.value, one.label) for one in to]  # type: ignore[attr-defined]  # a field of choices
        if State.PLANNED not in to:
            del self.fields["until"]

    def said(self) -> dict[str, Any]:
        return {"until": None} | super().said()
