"""Which published issues stand on a poster, and how large it is."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from everyseat.improvement.models import Issue, Service
from everyseat.improvement.models.issue import UNANSWERED
from everyseat.improvement.queries import issues

SIZES = {"a4": 3, "a3": 4}
"""How many issues a poster may have, so that it can be read from two metres."""


class PosterForm(forms.Form):
    """Asked for by an address, so that a poster can be made again."""

    issues = forms.ModelMultipleChoiceField(
        Issue.objects.none(),
        label=_("What stands on it?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )
    size = forms.ChoiceField(
        label=_("How large is the paper?"),
        choices=[("a4", _("A4, with up to 3")), ("a3", _("A3, with up to 4"))],
        widget=forms.RadioSelect,
        initial="a4",
    )

    def __init__(self, *args: Any, service: Service, **kwargs: Any):
        super().__init__(*args, **kwargs)
        answered = issues.published(service).exclude(state__in=UNANSWERED)
        self.fields["issues"].queryset = answered  # type: ignore[attr-defined]  # a field of rows
        if answered.count() == 1:
            self.fields["issues"].initial = answered

    def clean(self) -> dict[str, Any]:
        chosen, size = self.cleaned_data.get("issues"), self.cleaned_data.get("size")
        if chosen is not None and size and len(chosen) > SIZES[size]:
            text = gettext("Choose at most %(most)s, so that it can be read from two metres.")
            self.add_error("issues", text % {"most": SIZES[size]})
        return self.cleaned_data
