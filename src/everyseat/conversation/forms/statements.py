"""Statements: to begin with, to correct, to find, and one that a participant writes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from everyseat.conversation.forms.fields import lines
from everyseat.conversation.models import Statement
from everyseat.conversation.models.conversation import (
    LONGEST_LIMIT,
)
from everyseat.giving.letters import TextField
from everyseat.giving.versions import Versioned
from everyseat.organisations.forms import FileOf


class SeedsForm(forms.Form):
    """Statements to begin with: typed, or in a file."""

    typed = forms.CharField(label=_("Statements, a line each"), required=False, widget=lines(12))
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


class StatementForm(Versioned, forms.Form):
    """The words of an organiser's statement."""

    text = TextField(label=_("Statement"), max_length=LONGEST_LIMIT)

    def __init__(self, *args: Any, longest: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["text"] = TextField(label=_("Statement"), max_length=longest)


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
