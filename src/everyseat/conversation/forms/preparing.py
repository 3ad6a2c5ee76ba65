"""What a conversation asks, and by which rules."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from everyseat.conversation import policy
from everyseat.conversation.actions import preparing
from everyseat.conversation.forms.fields import LinesField, lines
from everyseat.conversation.models import Conversation
from everyseat.conversation.models.conversation import (
    LONGEST_DESCRIPTION,
    LONGEST_LIMIT,
    LONGEST_POLICY,
    LONGEST_QUESTION,
    LONGEST_REASON,
    SHORTEST_LIMIT,
    USUAL_LIMIT,
)
from everyseat.conversation.queries.translations import languages
from everyseat.giving.letters import TextField
from everyseat.giving.versions import Versioned
from everyseat.organisations.forms import DATE

if TYPE_CHECKING:
    _ConversationForm = forms.ModelForm[Conversation]
else:  # as it is when it runs, Django's forms take no types
    _ConversationForm = forms.ModelForm


YEARS, USUAL_DAYS, MOST_REASONS = 2, 28, 20


class ConversationForm(Versioned, _ConversationForm):
    """What a conversation asks, and by which rules."""

    UNMARKED = ("language",)  # there always is one

    question = TextField(
        label=_("What do you ask?"),
        max_length=LONGEST_QUESTION,
        help_text=_(
            "One open question, such as “What should our city’s health services change in the "
            "next ten years?”"
        ),
    )
    description = TextField(
        label=_("What people should know first"),
        max_length=LONGEST_DESCRIPTION,
        required=False,
        widget=lines(5),
        help_text=_("For example who is asking, why, and what you will do with what they say."),
    )
    language = forms.ChoiceField(
        label=_("Which language are its question and statements in?"),
        choices=lambda: list(languages().items()),
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "Participants can write in any language. You can translate every statement, so that "
            "each person reads it in the language in which they read this site."
        ),
    )
    closes_on = forms.DateField(label=_("Last day"), widget=DATE)
    opens_on = forms.DateField(
        label=_("Opens on"),
        required=False,
        widget=DATE,
        help_text=_(
            "It opens by itself on this day, if nothing stops it: at once, if you choose today. "
            "Leave it empty to open it yourself."
        ),
    )
    entry = forms.ChoiceField(
        label=_("Who may take part?"),
        choices=Conversation.Entry.choices,
        widget=forms.RadioSelect,
        initial=Conversation.Entry.LINK,
    )
    may_write = forms.BooleanField(
        label=_("Participants may write statements"), required=False, initial=True
    )
    moderation = forms.ChoiceField(
        label=_("Who sees a new statement first?"),
        choices=Conversation.Moderation.choices,
        widget=forms.RadioSelect,
        initial=Conversation.Moderation.BEFORE,
        help_text=_(
            "Whatever you choose, what we recognise as abuse, a name or an address waits for you. "
            "Some gets through, so read what is published too."
        ),
    )
    longest = forms.IntegerField(
        label=_("How many letters may a statement have?"),
        min_value=SHORTEST_LIMIT,
        max_value=LONGEST_LIMIT,
        initial=USUAL_LIMIT,
    )
    policy = TextField(
        label=_("How you decide about statements"),
        max_length=LONGEST_POLICY,
        widget=lines(6),
        help_text=_("Participants can read this."),
    )
    reasons = LinesField(
        label=_("Reasons to reject a statement, a line each"),
        longest=LONGEST_REASON,
        most=MOST_REASONS,
        widget=lines(6),
        help_text=_("The person who wrote it reads the reason that you choose."),
    )
    erase_after = forms.IntegerField(
        label=_("How many months after closing are participants’ answers deleted?"),
        min_value=1,
        max_value=60,
        initial=12,
    )

    class Meta:
        model = Conversation
        fields = (
            *("question", "description", "language", "closes_on", "opens_on", "entry"),
            *("may_write", "moderation", "longest", "erase_after", "policy", "reasons"),
        )

    def __init__(self, *args: Any, **kwargs: Any):
        if "instance" not in kwargs:
            first: dict[str, object] = {"policy": policy.text(), "reasons": policy.reasons()}
            first["closes_on"] = timezone.localdate() + timedelta(days=USUAL_DAYS)
            first["language"] = settings.LANGUAGE_CODE
            kwargs["initial"] = first | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self._is_of_something_stored = "instance" in kwargs
        if not languages():
            del self.fields["language"]

    def clean_language(self) -> str:
        """Return the language that was chosen; an older page asks for none, and changes none."""
        chosen: str = self.cleaned_data["language"]
        return chosen or self.instance.language

    def clean_closes_on(self) -> date:
        """Refuse a day that is over or far away; one that stays may be over."""
        day: date = self.cleaned_data["closes_on"]
        today = timezone.localdate()
        if day == self.instance.closes_on:
            return day
        if day < today:
            raise forms.ValidationError(_("This day is over. Choose today or a later one."))
        if day > today + timedelta(days=365 * YEARS):
            raise forms.ValidationError(_("Choose a day within %(n)s years."), params={"n": YEARS})
        return day

    def clean_opens_on(self) -> date | None:
        """Refuse a day that is over or after the last day; one that stays may be over."""
        day: date | None = self.cleaned_data["opens_on"]
        closes_on = self.cleaned_data.get("closes_on")
        if day and closes_on and day > closes_on:
            raise forms.ValidationError(_("Choose the last day or an earlier one."))
        if day and day != self.instance.opens_on and day < timezone.localdate():
            raise forms.ValidationError(_("This day is over. Choose today or a later one."))
        return day

    @property
    def first(self) -> list[forms.BoundField]:
        """The fields that everybody has to think about."""
        names = (
            *("question", "description", "language", "opens_on", "closes_on", "entry"),
            *("may_write", "moderation"),
        )
        return [self[name] for name in names if name in self.fields]

    @property
    def rest(self) -> list[forms.BoundField]:
        """The fields that begin with something sensible."""
        names = ("policy", "reasons", "longest", "erase_after")
        return [self[name] for name in names if name in self.fields]

    @property
    def rest_is_wrong(self) -> bool:
        return any(field.errors for field in self.rest)


class OpenForm(ConversationForm):
    """What may still be corrected once people take part."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in preparing.FROZEN:
            del self.fields[name]
