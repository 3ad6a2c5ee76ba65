"""Forms about raters: approving and declining."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from everyseat.giving.letters import TextField


class DeclineForm(forms.Form):
    """Why somebody would rather not answer about a leader, whose `name` it says."""

    does_not_know_them = forms.BooleanField(required=False)
    reason = TextField(
        label=_("Why?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The organiser reads this, with your name."),
    )

    def __init__(self, data: Mapping[str, str] | None, *, name: str, initial: dict[str, object]):
        super().__init__(data, initial=initial)
        label = _("I do not work with %(name)s") % {"name": name}
        self.fields["does_not_know_them"].label = label


class SendBackForm(forms.Form):
    why = TextField(
        label=_("What should change?"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
