"""Plan, do, study, act: one form per letter."""

from django import forms
from django.utils.translation import gettext_lazy as _

from everyseat.giving.letters import TextField
from everyseat.giving.versions import Versioned
from everyseat.improvement.forms.issue_fields import lines
from everyseat.improvement.models import Cycle
from everyseat.improvement.models.issue import LONGEST_TEXT


class PlanForm(Versioned, forms.Form):
    plan = TextField(
        label=_("What will you try?"),
        max_length=LONGEST_TEXT,
        widget=lines(),
        help_text=_("As small as will teach you something: one nurse, five visits, one week."),
    )
    prediction = TextField(
        label=_("What do you predict will happen?"),
        max_length=LONGEST_TEXT,
        widget=lines(),
        help_text=_("With a number if you can. It is locked once you begin."),
    )


class DoForm(Versioned, forms.Form):
    did = TextField(
        label=_("What happened?"),
        max_length=LONGEST_TEXT,
        widget=lines(4),
        help_text=_("What you did, what you counted, and what surprised you."),
    )


class StudyForm(Versioned, forms.Form):
    studied = TextField(
        label=_("How does it compare with what you predicted?"),
        max_length=LONGEST_TEXT,
        widget=lines(4),
        help_text=_("Say what you learnt, above all where the prediction was wrong."),
    )


class ActForm(forms.Form):
    act = forms.ChoiceField(
        label=_("What do you do next?"), choices=Cycle.Act.choices, widget=forms.RadioSelect
    )
