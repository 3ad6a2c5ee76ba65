"""The form by which somebody outside is corrected before they are invited."""

from django import forms
from django.utils.translation import gettext_lazy as _

from everyseat.giving.letters import TextField


class CorrectForm(forms.Form):
    name = TextField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"))

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()
