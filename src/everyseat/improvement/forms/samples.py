"""How large a sample is that two people code."""

from django import forms
from django.utils.translation import gettext_lazy as _

from everyseat.improvement.actions.samples import FEWEST, MOST, USUAL


class SampleForm(forms.Form):
    n = forms.IntegerField(
        label=_("How many comments do you both code?"),
        min_value=FEWEST,
        max_value=MOST,
        initial=USUAL,
        help_text=_("From 20 to 200. With more of them you know better how far you agree."),
    )
