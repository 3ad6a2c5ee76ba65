"""The form by which somebody names who acts for them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from everyseat.organisations.choosing import PersonField
from everyseat.organisations.forms import DATE


class StandInForm(forms.Form):
    """Who stands in, and on which days."""

    stand_in = PersonField(label=_("Who stands in?"))
    first_day = forms.DateField(label=_("First day"), widget=DATE)
    last_day = forms.DateField(
        label=_("Last day"), widget=DATE, help_text=_("After this day it ends by itself.")
    )
