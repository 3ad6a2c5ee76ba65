"""Forms about questionnaires."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from everyseat.giving.letters import TextField
from everyseat.organisations.forms import FileOf
from everyseat.threesixty.models import Aim, Round

if TYPE_CHECKING:
    _RoundForm = forms.ModelForm[Round]
    _AimForm = forms.ModelForm[Aim]
else:  # as it is when it runs, Django's forms take no types
    _RoundForm = _AimForm = forms.ModelForm


class QuestionnaireFileForm(forms.Form):
    name = TextField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("Leave this empty for a JSON file, which contains its own name."),
    )
    licence = TextField(
        label=_("Licence"),
        max_length=200,
        required=False,
        help_text=_("Only import what you wrote yourself or have a licence to use."),
    )
    file = FileOf(
        ".csv",
        ".xlsx",
        ".json",
        label=_("CSV, XLSX or JSON file"),
        help_text=_(
            "A file that you exported here comes back whole. A table of your own needs the "
            "columns value and behaviour. It can also have about_me and description. Write {name} "
            "where the leader's name goes."
        ),
    )


class StartForm(forms.Form):
    """A new questionnaire's name, and what it begins with."""

    name = TextField(label=_("Name"), max_length=120)
    template = forms.ChoiceField(
        label=_("Start with"),
        choices=[
            ("empty", _("One value with one statement, as an example")),
            ("leading", _("The one that every site begins with: 30 statements")),
            ("pulse", _("A short pulse: 9 statements")),
            ("board", _("For a member of a board: 9 statements")),
        ],
        initial="leading",
        widget=forms.RadioSelect,
        help_text=_("You can change everything in it. We wrote these; their licence is CC BY 4.0."),
    )
