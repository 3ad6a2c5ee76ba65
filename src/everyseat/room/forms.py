"""Forms of a facilitator, and of who writes a brief."""

from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from everyseat.giving.letters import LinkField, TextField
from everyseat.giving.versions import Versioned
from everyseat.organisations.choosing import PersonField
from everyseat.organisations.forms import DATE
from everyseat.organisations.models import Team
from everyseat.room import kinds, starters
from everyseat.room.actions import timing
from everyseat.room.models import LONGEST_LINK, LONGEST_SET_NAME, Brief, Room

LONGEST_OPTION, LONGEST_MEANING = 60, 30
MEANINGS = {kinds.CARDS: ("green", "amber", "red"), kinds.SCALE: ("low", "high")}
"""The fields that say what options mean, by the kind of question."""
YEARS = 2
"""How far ahead a room may be prepared."""


def soon(day: date) -> None:
    """Refuse a day that is over, at which a room ends and is deleted, or that is far away."""
    today = timezone.localdate()
    if day < today:
        raise forms.ValidationError(_("This day is over. Choose today or a later one."))
    if day > today + timedelta(days=365 * YEARS):
        raise forms.ValidationError(_("Choose a day within %(n)s years.") % {"n": YEARS})


class RoomForm(forms.ModelForm):
    title = TextField(label=_("What is the meeting?"), max_length=120)
    held_on = forms.DateField(label=_("When?"), widget=DATE, validators=[soon])
    starter = forms.ChoiceField(
        label=_("Questions to start from"), choices=starters.CHOICES, required=False
    )

    class Meta:
        model = Room
        fields = ("title", "held_on")

    field_order = ("title", "held_on", "starter")


class BriefForm(Versioned, forms.ModelForm):
    title = TextField(label=_("What is the brief about?"), max_length=120)
    starter = forms.ChoiceField(
        label=_("Questions to start from"),
        choices=starters.CHOICES,
        required=False,
        initial="brief",
    )
    text = TextField(
        label=_("What every team reads first"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    film = LinkField(
        label=_("Link to a short film, if there is one"), required=False, max_length=LONGEST_LINK
    )
    answer_by = forms.DateField(
        label=_("By when should teams have met?"), widget=DATE, validators=[soon]
    )
    field_order = ("title", "text", "film", "answer_by", "starter")

    class Meta:
        model = Brief
        fields = ("text", "answer_by")


class SendForm(forms.Form):
    """The teams that a brief goes to."""

    teams = forms.ModelMultipleChoiceField(
        queryset=Team.objects.all(),
        error_messages={"required": _("Choose at least one team.")},
    )


class EditForm(Versioned, forms.Form):
    """The name and the day of a session; a day that stays may be over."""

    title = TextField(label=_("What is the meeting?"), max_length=120)
    held_on = forms.DateField(label=_("When?"), widget=DATE)

    def clean_held_on(self) -> date:
        day: date = self.cleaned_data["held_on"]
        if day != self.initial["held_on"]:
            soon(day)
        return day


class SetForm(Versioned, forms.Form):
    """What a set of questions is called."""

    name = TextField(
        label=_("What are these questions called together?"),
        max_length=LONGEST_SET_NAME,
        required=False,
        help_text=_(
            "Everybody reads it while they are open: for example “Our week”. Leave it empty for no"
            " name."
        ),
    )


class AgainForm(forms.Form):
    held_on = forms.DateField(label=_("When?"), widget=DATE, validators=[soon])


class TimerForm(forms.Form):
    """How long people may answer: one of the buttons, or minutes of one's own."""

    minutes = forms.IntegerField(
        min_value=1,
        max_value=timing.MOST_MINUTES,
        error_messages={"required": _("Say how many minutes.")},
    )
    closes = forms.BooleanField(required=False)


class SecondForm(forms.Form):
    second = PersonField(label=_("Who runs it with you?"))


class HandOverForm(forms.Form):
    to = PersonField(label=_("Who runs it instead of you?"))


class QuestionForm(Versioned, forms.Form):
    text = TextField(label=_("Question"), max_length=kinds.LONGEST_QUESTION)
    kind = forms.ChoiceField(
        label=_("Answered with"),
        choices=kinds.choices,
        widget=forms.RadioSelect,
        initial=kinds.CARDS,
    )
    written = forms.CharField(
        label=_("Options, a line each"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Only for choices from your own list: two to %(most)s options, of up to %(long)s"
            " letters."
        )
        % {"most": kinds.MOST_OPTIONS, "long": LONGEST_OPTION},
    )
    most = forms.IntegerField(
        label=_("How many options may one person choose, at most?"),
        required=False,
        help_text=_("Only for several choices. Leave it empty for no limit."),
    )
    points = forms.IntegerField(
        label=_("How many points does each person give away?"),
        required=False,
        initial=10,
        help_text=_("Only for points: 10 or 100, for example."),
    )
    green = TextField(
        label=_("What green means"),
        max_length=LONGEST_MEANING,
        required=False,
        help_text=_("Only for cards: for example “yes, fully”."),
    )
    amber = TextField(
        label=_("What amber means"),
        max_length=LONGEST_MEANING,
        required=False,
        help_text=_("For example “partly”."),
    )
    red = TextField(
        label=_("What red means"),
        max_length=LONGEST_MEANING,
        required=False,
        help_text=_("For example “no”."),
    )
    low = TextField(
        label=_("What 1 means"),
        max_length=LONGEST_MEANING,
        required=False,
        help_text=_("Only for a scale: for example “not at all”."),
    )
    high = TextField(
        label=_("What 5 means"),
        max_length=LONGEST_MEANING,
        required=False,
        help_text=_("Only for a scale: for example “fully”."),
    )
    holds = forms.BooleanField(
        label=_("Hold what people write until I let it be seen"),
        required=False,
        help_text=_(
            "You need not tick this because of rude words, names or phone numbers: we always hold"
            " those for you."
        ),
    )

    with_before = forms.BooleanField(
        label=_("Ask it together with the question before it"),
        required=False,
        help_text=_(
            "People answer questions that are asked together at their own speed. You and the hall "
            "see the answers once you close them."
        ),
    )

    def clean(self) -> dict:
        """Return what add_question takes: what its options mean, or nothing; one limit."""
        cleaned = self.cleaned_data
        points = cleaned.pop("points", None)
        if cleaned.get("kind") == kinds.POINTS:
            cleaned["most"] = points
        written = {name: cleaned.pop(name, "") for names in MEANINGS.values() for name in names}
        meanings = [written[name] for name in MEANINGS.get(cleaned.get("kind", ""), ())]
        if cleaned.get("kind") == kinds.SCALE and any(meanings) and not all(meanings):
            self.add_error("low", _("Say what both ends of the scale mean, or neither."))
        return cleaned | {"meanings": meanings if any(meanings) else []}

    def clean_written(self) -> list[str]:
        stripped = (line.strip() for line in self.cleaned_data["written"].splitlines())
        lines = [line for line in stripped if line]
        if any(len(line) > LONGEST_OPTION for line in lines):
            raise forms.ValidationError(
                _("Options of at most %(n)s letters.") % {"n": LONGEST_OPTION}
            )
        if len({line.casefold() for line in lines}) < len(lines):
            raise forms.ValidationError(_("Each option once."))
        return lines
