"""Forms of an organiser who changes a round that is under way."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from everyseat.giving.letters import TextField
from everyseat.giving.versions import Versioned
from everyseat.organisations import roles
from everyseat.organisations.choosing import PersonField
from everyseat.organisations.forms import DATE
from everyseat.organisations.models import Person
from everyseat.threesixty.models import Round

if TYPE_CHECKING:
    _RoundForm = forms.ModelForm[Round]
else:  # as it is when it runs, Django's forms take no types
    _RoundForm = forms.ModelForm


class DatesForm(forms.Form):
    """The three dates of a round."""

    nominate_by = forms.DateField(label=_("Last day to name raters"), widget=DATE)
    approve_by = forms.DateField(label=_("Last day to approve raters"), widget=DATE)
    collect_by = forms.DateField(label=_("Last day to answer"), widget=DATE)


class WordingForm(Versioned, _RoundForm):
    """How a launched round is called, and what it is for."""

    class Meta:
        model = Round
        fields = ["name", "purpose"]
        field_classes = {"name": TextField, "purpose": TextField}
        labels = {"purpose": _("What is it for?")}
        widgets = {"purpose": forms.Textarea(attrs={"rows": 3})}


class ReopenForm(forms.Form):
    """Until when people can answer again."""

    collect_by = forms.DateField(label=_("New last day to answer"), widget=DATE)


class NewCoachForm(forms.Form):
    """Who coaches a leader from now on."""

    coach = PersonField(label=_("Who coaches them from now on?"), role=roles.COACH)


class ApproverForm(forms.Form):
    """Who approves a leader's raters."""

    approver = PersonField(label=_("Who approves their raters?"))


class HandOverForm(forms.Form):
    """Who looks after a round from now on."""

    to = PersonField(label=_("Who takes the round over?"), role=",".join(roles.ORGANISERS))


def carried(form: forms.Form) -> dict[str, str]:
    """Return what was filled in, to be sent again with the second press."""
    values: dict[str, Any] = form.cleaned_data
    return {
        name: value.email if isinstance(value, Person) else value.isoformat()
        for name, value in values.items()
    }
