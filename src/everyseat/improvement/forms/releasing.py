"""What others will read of a comment, and why it is withheld."""

from django import forms
from django.utils.translation import gettext_lazy as _

from everyseat.giving.letters import TextField
from everyseat.giving.versions import Versioned
from everyseat.improvement.models import Comment
from everyseat.improvement.models.comment import LONGEST_COMMENT

MARGIN = 500
"""Letters that marks of gaps may take."""


class ReleaseForm(Versioned, forms.Form):
    """What is left of a comment."""

    left = TextField(
        label=_("What others will read"),
        max_length=LONGEST_COMMENT + MARGIN,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Delete words that tell who somebody is. You can put back what we took out."),
    )


class WithholdForm(forms.Form):
    """Why nobody else reads a comment."""

    because = forms.ChoiceField(
        label=_("Why?"), choices=Comment.Reason.choices, widget=forms.RadioSelect
    )
