"""What statements say in other languages."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from everyseat.conversation.forms.fields import lines
from everyseat.conversation.models import Statement, Translation
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
