"""What people said: an issue, and looking for comments that may stand under it."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from everyseat.giving.letters import TextField
from everyseat.giving.versions import Versioned
from everyseat.improvement.actions.issues import corrected
from everyseat.improvement.forms.issue_fields import (
    MeasureField,
    agreed_field,
    because_field,
    found_field,
    made_on_field,
    must_have_agreed,
    person_field,
    response_field,
    role_field,
    what_field,
)
from everyseat.improvement.models import Issue, Service, Theme
from everyseat.improvement.models.issue import LONGEST_TEXT

NEW = ("said", "theme")


if TYPE_CHECKING:
    _ThemeField = forms.ModelChoiceField[Theme]
else:  # as it is when it runs, Django's fields take no types
    _ThemeField = forms.ModelChoiceField


class ThemeField(_ThemeField):
    """A theme of a service's framework, in groups."""

    def __init__(self, **kwargs: Any):
        super().__init__(Theme.objects.none(), required=False, **kwargs)

    def offer(self, service: Service, kept: Theme | None = None) -> None:
        """Offer the themes that are used, and the one that an issue has already."""
        found = Theme.objects.filter(framework=service.framework_id, is_used=True)
        self.queryset = found | Theme.objects.filter(pk=kept.pk) if kept else found


class IssueForm(Versioned, forms.Form):
    """What people said; of an issue that is there, whatever may be corrected as it stands."""

    UNMARKED = ("role",)
    said = TextField(
        label=_("What did people say?"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "In your own words, as they would say it: “Nobody tells us when the nurse comes.” "
            "Leave out who said it."
        ),
    )
    theme = ThemeField(label=_("Which theme is it about?"))
    response = response_field()
    what = what_field(_("What changes?"))
    role = role_field()
    person = person_field()
    agreed = agreed_field()
    made_on = made_on_field()
    measure = MeasureField()
    found = found_field()
    because = because_field(_("Why will nothing change?"))

    def __init__(self, *args: Any, service: Service, issue: Issue | None = None, **kwargs: Any):
        names = corrected(issue) if issue else NEW
        initial = {name: getattr(issue, name) for name in names} if issue else None
        if initial and "person" in initial:
            initial["agreed"] = initial["person"] is not None
        super().__init__(*args, initial=initial, **kwargs)
        asked = {*names, "agreed"} if "person" in names else set(names)
        for name in set(self.fields) - asked:
            del self.fields[name]
        self.fields["theme"].offer(service, issue.theme if issue else None)  # type: ignore[attr-defined]  # a field of ours
        if "measure" in self.fields and not self.fields["measure"].offer(service):  # type: ignore[attr-defined]  # a field of ours
            del self.fields["measure"]

    def clean(self) -> dict[str, Any]:
        must_have_agreed(self)
        return self.cleaned_data

    def values(self) -> dict[str, object]:
        """Return what an issue keeps of what was asked."""
        return {name: value for name, value in self.cleaned_data.items() if name != "agreed"}


class FindForm(forms.Form):
    """Which released comments are looked for."""

    UNMARKED = ("search", "theme")  # nobody has to search
    search = forms.CharField(label=_("With these words"), max_length=100, required=False)
    theme = ThemeField(label=_("About"), empty_label=_("Any theme"))

    def __init__(self, *args: Any, service: Service, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["theme"].offer(service)  # type: ignore[attr-defined]  # a field of ours
