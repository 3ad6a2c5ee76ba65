"""Forms of a facilitator."""

from django import forms
from django.utils.translation import gettext_lazy as _

from everyseat.room import kinds
from everyseat.room.models import Room

LONGEST_OPTION = 60


class RoomForm(forms.ModelForm):
    class Meta:
        model = Room
        fields = ("title", "held_on")
        labels = {"title": _("What is the meeting?"), "held_on": _("When?")}
        widgets = {"held_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}


class QuestionForm(forms.Form):
    text = forms.CharField(label=_("Question"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Answered with"),
        choices=[(kind.key, kind.name) for kind in kinds.KINDS.values()],
        widget=forms.RadioSelect,
        initial=kinds.CARDS,
    )
    written = forms.CharField(
        label=_("Options, a line each"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only for a choice of your own."),
    )

    holds = forms.BooleanField(
        label=_("Hold questions from the floor until I let them be seen"), required=False
    )

    def clean_written(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["written"].splitlines()]
        if any(len(line) > LONGEST_OPTION for line in lines):
            raise forms.ValidationError(_("Options of at most 60 letters."))
        return [line for line in lines if line]
