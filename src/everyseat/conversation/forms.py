"""Forms of organisers."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from everyseat.conversation import policy
from everyseat.conversation.actions import preparing
from everyseat.conversation.models import Conversation, Statement, Translation
from everyseat.conversation.models.audience import LONGEST_AUDIENCE
from everyseat.conversation.models.conversation import (
    LONGEST_DESCRIPTION,
    LONGEST_LIMIT,
    LONGEST_POLICY,
    LONGEST_QUESTION,
    LONGEST_REASON,
    SHORTEST_LIMIT,
    USUAL_LIMIT,
)
from everyseat.conversation.models.statement import LONGEST_IMPORTED, LONGEST_NOTE
from everyseat.conversation.queries import queue
from everyseat.conversation.queries.translations import languages
from everyseat.files import addresses
from everyseat.giving.letters import TextField
from everyseat.giving.versions import Versioned
from everyseat.organisations.forms import DATE, FileOf
from everyseat.organisations.models import Team

if TYPE_CHECKING:
    _ConversationForm = forms.ModelForm[Conversation]
else:  # as it is when it runs, Django's forms take no types
    _ConversationForm = forms.ModelForm

YEARS, USUAL_DAYS, MOST_REASONS, MOST_PARTS = 2, 28, 20, 5


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class LinesField(forms.CharField):
    """A list of short texts, a line each."""

    def __init__(self, *, longest: int, most: int, **kwargs: Any):
        super().__init__(**kwargs)
        self.longest, self.most = longest, most

    def prepare_value(self, value: object) -> object:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = (" ".join(line.split()) for line in (value or "").splitlines())
        return [line for line in lines if line]

    def validate(self, value: Any) -> None:
        super().validate(value)
        if any(len(line) > self.longest for line in value):
            text = _("Use at most %(n)s letters on each line.")
            raise forms.ValidationError(text, params={"n": self.longest})
        if len(value) > self.most:
            raise forms.ValidationError(_("Use at most %(n)s lines."), params={"n": self.most})

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((initial or []) != self.to_python(data))


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
        widget=_lines(5),
        help_text=_("For example who is asking, why, and what you will do with what they say."),
    )
    language = forms.ChoiceField(
        label=_("Which language are its statements in?"),
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
        help_text=_("Whatever you choose, we hold abuse, names of people and addresses for you."),
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
        widget=_lines(6),
        help_text=_("Participants can read this."),
    )
    reasons = LinesField(
        label=_("Reasons to reject a statement, a line each"),
        longest=LONGEST_REASON,
        most=MOST_REASONS,
        widget=_lines(6),
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


class SeedsForm(forms.Form):
    """Statements to begin with: typed, or in a file."""

    typed = forms.CharField(label=_("Statements, a line each"), required=False, widget=_lines(12))
    file = FileOf(
        ".csv",
        ".xlsx",
        label=_("Or a CSV or XLSX file"),
        required=False,
        help_text=_(
            "With a column called “statement”. If one line can’t be used, we save nothing, and say "
            "which line it is."
        ),
    )

    new_only = forms.BooleanField(
        label=_("Leave out what is there already, or stands there twice"), required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        typed, file = cleaned.get("typed", "").strip(), cleaned.get("file")
        if not self.errors and bool(typed) == bool(file):
            self.add_error("typed", _("Type statements, or choose a file: one of the two."))
        return cleaned


class FilesInput(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesOf(FileOf):
    """Files whose names have one of a few endings, as a list."""

    widget = FilesInput

    def clean(self, data: object, initial: object = None) -> object:
        sent = data if isinstance(data, list) else [data]
        return [super(FilesOf, self).clean(one, initial) for one in sent]


class MoveInForm(forms.Form):
    """An export of Polis: one zip file, or its files."""

    sent = FilesOf(
        *(".zip", ".csv", ".gz", ".json"),
        label=_("The export"),
        help_text=_(
            "One ZIP file, or the CSV files together: comments.csv, and votes.csv or "
            "participants-votes.csv. With summary.csv its question comes along. At most 12 MB."
        ),
    )


class StatementForm(Versioned, forms.Form):
    """The words of an organiser's statement."""

    text = TextField(label=_("Statement"), max_length=LONGEST_LIMIT)

    def __init__(self, *args: Any, longest: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["text"] = TextField(label=_("Statement"), max_length=longest)


class TranslationForm(Versioned, forms.Form):
    """What a statement says in one language; nothing removes what it says there."""

    UNMARKED = ("text",)
    text = TextField(label="", max_length=LONGEST_IMPORTED, required=False, widget=_lines(3))

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        statement: Statement,
        language: str,
        known: Translation | None,
    ):
        initial = {"text": known.text if known else ""}
        super().__init__(data, initial=initial, prefix=language)
        self.language, self.known = language, known
        self.name = languages().get(language, language)
        self.fields["text"].label = self.name
        self.fields["text"].widget.attrs["lang"] = language
        self.draft = f"translation {statement.pk} {language}"

    @property
    def before(self) -> str:
        """The text that this form was compared with."""
        return str(self.initial["text"])


class TranslationsForm(forms.Form):
    """A table of translations that was filled in."""

    file = FileOf(
        ".csv",
        ".xlsx",
        label=_("The table, filled in"),
        help_text=_(
            "CSV or XLSX. Empty cells change nothing. If one line can’t be used, we save nothing, "
            "and say which line it is."
        ),
    )


class InviteForm(forms.Form):
    """Whom to invite, in which audience: everybody in some teams, and people who are pasted."""

    audience = TextField(
        label=_("They are invited as"),
        max_length=LONGEST_AUDIENCE,
        required=False,
        help_text=_(
            "For example “Staff of the council”. The result then also says how everybody who is "
            "invited as this answered together. Leave it empty if you do not need that."
        ),
    )
    pasted = TextField(
        label=_("Other people: names and e-mail addresses"),
        max_length=20_000,
        required=False,
        widget=_lines(6),
    )

    def __init__(self, *args: Any, teams: QuerySet[Team], audiences: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["audience"].widget = forms.TextInput(attrs={"list": "audiences"})
        self.audiences = audiences
        how = _(
            "Copy them from an e-mail, a contact list or a spreadsheet, at most %(n)s at once: "
            "“Lee, Ann &lt;ann.lee@example.org&gt;; Bo Ash &lt;bo@example.org&gt; …”"
        )
        self.fields["pasted"].help_text = how % {"n": addresses.MOST}
        self.fields["teams"] = forms.ModelMultipleChoiceField(
            teams, label=_("Teams"), required=False, widget=forms.CheckboxSelectMultiple
        )
        self.order_fields(["teams", "pasted", "audience"])


class FindForm(forms.Form):
    """Which statements of a conversation an organiser looks at."""

    search = forms.CharField(label=_("Words in the statement"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), *Statement.State.choices],
    )
    origin = forms.ChoiceField(
        label=_("Where it comes from"),
        required=False,
        choices=[("", _("All")), *Statement.Origin.choices],
    )

    def asked(self) -> dict[str, str]:
        """Return what was asked for; nothing for what can't be."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class QueueForm(forms.Form):
    """What an organiser looks for among the waiting statements, and in which order."""

    UNMARKED = ("search", "order")  # nobody has to search

    search = forms.CharField(
        label=_("Words in the statement, or its number"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"data-draft-field": "no", "autocomplete": "off"}),
    )
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=queue.ORDERS,
        widget=forms.Select(attrs={"data-draft-field": "no"}),
    )


class DecideForm(forms.Form):
    """Why statements are rejected, and what their writers are told."""

    UNMARKED = ("reason",)  # whoever rejects needs one

    reason = forms.ChoiceField(label=_("Reason to reject"), required=False)
    note = TextField(
        label=_("A note to the person who wrote it"),
        max_length=LONGEST_NOTE,
        required=False,
        widget=_lines(2),
        help_text=_("They read it with their card."),
    )

    def __init__(self, *args: Any, reasons: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        choices = [("", _("Choose a reason")), *((one, one) for one in reasons)]
        self.fields["reason"] = forms.ChoiceField(
            label=_("Reason to reject"), required=False, choices=choices
        )


class RewordForm(Versioned, forms.Form):
    """Other words for a statement; several lines split it."""

    texts = LinesField(
        label=_("New words"),
        longest=LONGEST_LIMIT,
        most=MOST_PARTS,
        widget=_lines(4),
        help_text=_("Each line becomes a statement of its own."),
    )
    note = TextField(
        label=_("A note to the person who wrote it"),
        max_length=LONGEST_NOTE,
        required=False,
        widget=_lines(2),
        help_text=_("They read it with their card."),
    )


class WriteForm(forms.Form):
    """A participant's statement. How long it may be, the conversation says."""

    text = TextField(label=_("Your statement"), max_length=LONGEST_LIMIT)

    def __init__(self, *args: Any, longest: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["text"] = TextField(
            label=_("Your statement"),
            max_length=longest,
            widget=forms.Textarea(attrs={"rows": 3, "data-kept": True}),
            help_text=_("At most %(n)s letters.") % {"n": longest},
        )
