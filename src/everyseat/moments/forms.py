"""Forms of moments."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from everyseat.moments import feelings
from everyseat.moments.feelings import FEELINGS
from everyseat.moments.models import Moment

DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
SENTENCE = 280
OWN = 30


def _up_to_three(chosen: list[str]) -> None:
    if len(chosen) > feelings.MOST:
        raise forms.ValidationError(_("Choose three at most."))


def _words(label: object, **options: object) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=[(key, feeling.text) for key, feeling in FEELINGS.items()],
        widget=forms.CheckboxSelectMultiple,
        validators=[_up_to_three],
        **options,
    )


class OpenForm(forms.ModelForm):
    meant = _words(
        _("How did you mean people to feel?"),
        help_text=_("One to three words. No page shows them to anybody but you."),
    )
    sentence = forms.CharField(
        label=_("What did you intend, in one sentence?"),
        required=False,
        max_length=SENTENCE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For yourself, to read beside how it felt."),
    )

    days = forms.TypedChoiceField(
        label=_("Until when may people answer?"),
        choices=[
            (0, _("The end of the day")),
            (1, _("The day after")),
            (3, _("Three days after")),
            (7, _("A week after")),
        ],
        coerce=int,
        initial=0,
        widget=forms.RadioSelect,
        help_text=_("You see nothing before. Nobody can answer after."),
    )

    class Meta:
        model = Moment
        fields = ["what", "held_on", "meant", "sentence"]
        widgets = {"held_on": DATE}
        labels = {"what": _("What did you lead?"), "held_on": _("When?")}
        help_texts = {"what": _("As those who were there would call it: “Tuesday ward round”.")}


class FeltForm(forms.Form):
    """How it felt to somebody: a word is enough."""

    felt = _words(_("How did it feel?"), required=False, help_text=_("Up to three words."))
    own = forms.CharField(
        label=_("A word of your own"), required=False, validators=[MaxLengthValidator(OWN)]
    )
    sentence = forms.CharField(
        label=_("What made it so, in one sentence?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[MaxLengthValidator(SENTENCE)],
        help_text=_("Leave out what only you could know."),
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors and not any(cleaned.get(name) for name in self.fields):
            raise forms.ValidationError(_("Choose a word, or write one."))
        return cleaned
