"""What statements say in other languages."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from everyseat.conversation.forms.fields import lines
from everyseat.conversation.models import Conversation, Statement, Translation, wording
from everyseat.conversation.models.conversation import (
    LONGEST_DESCRIPTION,
    LONGEST_POLICY,
    LONGEST_QUESTION,
)
from everyseat.conversation.models.statement import LONGEST_IMPORTED
from everyseat.conversation.queries.translations import languages
from everyseat.giving.letters import TextField
from everyseat.giving.versions import Versioned
from everyseat.organisations.forms import FileOf


class TranslationForm(Versioned, forms.Form):
    """What a statement says in one language; nothing removes what it says there."""

    UNMARKED = ("text",)
    text = TextField(label="", max_length=LONGEST_IMPORTED, required=False, widget=lines(3))

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


class WordingForm(Versioned, forms.Form):
    """What a conversation says of itself in one language; nothing removes what it says there."""

    UNMARKED = wording.NAMES
    question = TextField(
        label=_("The question"), max_length=LONGEST_QUESTION, required=False, widget=lines(2)
    )
    description = TextField(
        label=_("What people should know first"),
        max_length=LONGEST_DESCRIPTION,
        required=False,
        widget=lines(5),
    )
    policy = TextField(
        label=_("How you decide about statements"),
        max_length=LONGEST_POLICY,
        required=False,
        widget=lines(6),
    )

    def __init__(self, data: QueryDict | None = None, *, conversation: Conversation, language: str):
        known = conversation.wordings.get(language, {})
        initial = {name: known.get(name, "") for name in wording.NAMES}
        super().__init__(data, initial=initial, prefix=language)
        self.language, self.name = language, languages().get(language, language)
        self.draft = f"wording {conversation.pk} {language}"
        for name in wording.NAMES:
            self.fields[name].widget.attrs["lang"] = language
            self.fields[name].help_text = getattr(conversation, name)
        if not conversation.description:
            del self.fields["description"]


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
