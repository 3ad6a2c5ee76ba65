"""Forms about raters: approving and declining."""

from django import forms
from django.utils.translation import gettext_lazy as _

from everyseat.giving.letters import TextField


class DeclineForm(forms.Form):
    reason = TextField(
        label=_("Why?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The organiser reads this, with your name."),
    )


class SendBackForm(forms.Form):
    why = TextField(
        label=_("What should change?"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
