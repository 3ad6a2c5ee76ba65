"""Forms of moments."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from everyseat.giving import feelings
from everyseat.giving.feelings import FEELINGS
from everyseat.giving.letters import TextField
from everyseat.giving.versions import Versioned
from everyseat.moments.models import Moment, Offer
from everyseat.moments.routes import Route
from everyseat.organisations.choosing import PersonField
from everyseat.organisations.forms import DATE, choose_from
from everyseat.organisations.models import Person

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SENTENCE = 280
OWN = 30
UP_TO = format_lazy(_("Up to {n} words."), n=feelings.MOST)
ITEMS, LONGEST_ITEM = 12, 200


def _not_too_many(chosen: list[str]) -> None:
    if len(chosen) > feelings.MOST:
        raise forms.ValidationError(_("Choose at most %(n)s.") % {"n": feelings.MOST})


class WordsField(forms.MultipleChoiceField):
    """Words for how it felt; a page's script says at once when they are more than may be chosen."""

    most = feelings.MOST


def _choices(words: dict[str, feelings.Feeling]) -> list[tuple[str, Any]]:
    return [(key, feeling.text) for key, feeling in words.items()]


def _words(label: "StrOrPromise", **options: Any) -> WordsField:
    return WordsField(
        label=label,
        choices=_choices(FEELINGS),
        widget=forms.CheckboxSelectMultiple,
        validators=[_not_too_many],
        **options,
    )


class OpenForm(forms.ModelForm):
    meant = _words(
        _("How did you mean people to feel?"),
        help_text=format_lazy(
            _("Up to {n} words. No page shows them to anybody but you."), n=feelings.MOST
        ),
    )
    sentence = TextField(
        label=_("What did you intend, in one sentence?"),
        required=False,
        max_length=SENTENCE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only you read this, beside how it felt."),
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
        help_text=_("You see no answer before then, and nobody can answer after it."),
    )

    class Meta:
        model = Moment
        fields = ["what", "held_on", "meant", "sentence"]
        field_classes = {"what": TextField}
        widgets = {"held_on": DATE}
        labels = {"what": _("What did you lead?"), "held_on": _("When?")}
        help_texts = {
            "what": _("Use the name that those who were there would use: “Tuesday team meeting”.")
        }


class CorrectForm(Versioned, forms.ModelForm):
    """What may change of an open moment: nothing that was promised to those who answer."""

    class Meta:
        model = Moment
        fields = ["what", "held_on"]
        field_classes = {"what": TextField}
        widgets = {"held_on": DATE}
        labels = {"what": _("What did you lead?"), "held_on": _("When?")}


class FeltForm(forms.Form):
    """How it felt to somebody: a word is enough."""

    felt = _words(_("How did it feel?"), required=False, help_text=UP_TO)
    own = TextField(label=_("A word of your own"), required=False, max_length=OWN)
    sentence = TextField(
        label=_("What made you feel that, in one sentence?"),
        required=False,
        max_length=SENTENCE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Leave out anything that only you could know."),
    )

    def __init__(self, *args: Any, vocabulary: int, **options: Any):
        super().__init__(*args, **options)
        felt = cast(forms.MultipleChoiceField, self.fields["felt"])
        felt.choices = _choices(feelings.of_version(vocabulary))

    def clean(self) -> dict:
        super().clean()
        cleaned = self.cleaned_data
        if not self.errors and not any(cleaned.get(name) for name in self.fields):
            raise forms.ValidationError(_("Choose a word, or write one."))
        return cleaned


class ReplyForm(Versioned, forms.Form):
    """What a leader tells those who were there, once the answers were counted or deleted."""

    heard = TextField(
        label=_("What did you hear?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "In your own words, without “but”. Do not repeat somebody's sentence word for word: "
            "others may know who wrote it."
        ),
    )
    will_do = TextField(
        label=_("What will you do?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One thing that they could notice. Leave it empty if nothing will change."),
    )

    def __init__(self, *args: Any, counted: bool, **options: Any):
        super().__init__(*args, **options)
        if not counted:
            self.fields["heard"].label = _("What do you want to say to them?")
            self.fields["heard"].help_text = _("You can thank them, and ask them to talk to you.")


class TellForm(forms.Form):
    """What happened, how it felt, and who should know."""

    who = TextField(
        label=_("Who did or said it?"),
        max_length=120,
        help_text=_("You decide later whether they hear of this."),
    )
    cue = TextField(
        label=_("Which moment was it?"),
        max_length=120,
        help_text=_(
            "Use a few words that they would recognise: “leaving the meeting room, Monday”."
        ),
    )
    what = TextField(
        label=_("What did they do or say?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Describe what they did or said, as a camera would have recorded it."),
    )
    felt = _words(_("How did it feel?"), required=False, help_text=UP_TO)
    own = TextField(label=_("A word of your own"), required=False, max_length=OWN)
    helped = TextField(
        label=_("What would have helped, or would help now?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    route = forms.ChoiceField(
        label=_("Who should know, and how?"),
        widget=forms.RadioSelect,
        error_messages={
            "invalid_choice": _("You cannot use this way at the moment. Nothing was sent.")
        },
    )

    def __init__(self, *args: Any, routes: list[Route], **options: Any):
        super().__init__(*args, **options)
        route = cast(forms.ChoiceField, self.fields["route"])
        route.choices = [(route.key, route.name) for route in routes]

    def clean(self) -> dict:
        super().clean()
        cleaned = self.cleaned_data
        if not self.errors and not (cleaned.get("felt") or cleaned.get("own")):
            self.add_error("felt", _("Choose a word, or write one of your own."))
        return cleaned


class AskForTimeForm(forms.Form):
    """Whom somebody asks for ten minutes."""

    who = PersonField(
        label=_("Who do you want to ask for ten minutes?"),
        help_text=_(
            "Type a name, a team or an e-mail address. They will read your name, but not why you "
            "ask."
        ),
    )


class RecallForm(forms.Form):
    """What the recipient remembers and had meant, before they read how it felt."""

    remembered = TextField(
        label=_("What do you remember of it?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("You can answer “nothing”."),
    )
    intended = _words(_("How had you meant people to feel?"), required=False, help_text=UP_TO)
    sentence = TextField(
        label=_("What had you intended, in one sentence?"), required=False, max_length=SENTENCE
    )


class AnswerForm(Versioned, forms.Form):
    """An answer, in the order in which it helps to be read.

    What was heard is needed to send it, and not to keep it.
    """

    UNMARKED = ("acknowledge",)

    acknowledge = TextField(
        label=_("What have you heard? You need to write this before you send your answer"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Use your own words, without “but”. Write how it felt to them, not what you meant."
        ),
    )
    thank = TextField(
        label=_("Thank them for telling you"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It took courage."),
    )
    apologise = TextField(
        label=_("Apologise, if you owe an apology"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "For what you did and how it felt, not “if you felt”. In England and Wales an apology "
            "is not by itself an admission of negligence (Compensation Act 2006, section 2)."
        ),
    )
    will_do = TextField(
        label=_("What will you do?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One thing that they could notice."),
    )
    coach = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Show this draft to a coach first?"),
        required=False,
        help_text=_("They read the feedback and your draft, but not who gave it."),
    )

    def __init__(self, *args: Any, coaches: QuerySet[Person], **options: Any):
        super().__init__(*args, **options)
        choose_from(self, "coach", coaches)


class OfferForm(Versioned, forms.ModelForm):
    keep_months = forms.IntegerField(
        label=_("Months that a closed case is kept"), min_value=1, max_value=120
    )
    leaders_trained = forms.IntegerField(
        label=_("Leaders who have learnt how to be told, in per cent"),
        min_value=0,
        max_value=100,
        required=False,
    )
    doors = forms.CharField(
        label=_("Where to turn first when somebody is in danger"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "A line each; it stands first on every page where somebody tells or speaks up."
        ),
    )

    contacts = forms.CharField(
        label=_("Whom to turn to where a route is not open here"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("A line each. The guardians' names stand above it."),
    )

    class Meta:
        model = Offer
        fields = ("keep_months", "leaders_trained", "detriment_policy", "doors", "contacts")
        labels = {
            "detriment_policy": _("It is written down how detriment is dealt with"),
        }


class PromiseForm(forms.Form):
    """By when a guardian acknowledges a concern, and gives feedback on it."""

    acknowledge_days = forms.IntegerField(
        label=_("Days until you acknowledge a concern"), min_value=1, max_value=60, initial=7
    )
    feedback_months = forms.IntegerField(
        label=_("Months until you say what was found and done"),
        min_value=1,
        max_value=12,
        initial=3,
    )


class PulseForm(forms.Form):
    items = forms.CharField(
        label=_("Statements, a line each"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Ours, or those of a set that you have a licence for. The verdicts look at ours."
        ),
    )
    days = forms.IntegerField(
        label=_("Days that it is open"), min_value=1, max_value=60, initial=14
    )

    def clean_items(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["items"].splitlines()]
        found = [line for line in lines if line]
        if len(found) > ITEMS or any(len(line) > LONGEST_ITEM for line in found):
            text = _("At most %(most)s statements, each of at most %(letters)s letters.")
            raise forms.ValidationError(text % {"most": ITEMS, "letters": LONGEST_ITEM})
        return found
