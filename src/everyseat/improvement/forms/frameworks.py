"""An own list of themes, as it is pasted, and one theme of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from everyseat.giving.letters import TextField
from everyseat.giving.versions import Versioned
from everyseat.improvement.models.framework import LONGEST_DESCRIPTION, LONGEST_NAME
from everyseat.organisations.forms import FileOf

LONGEST_LIST = 60_000


class ThemesForm(forms.Form):
    """Themes that are pasted, or in a file: a group, a name, a description."""

    UNMARKED = ("pasted", "file")

    pasted = TextField(
        label=_("Themes, one per line"),
        max_length=LONGEST_LIST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "Group, theme, description, with commas or tabs between them, as copied from a "
            "spreadsheet. The description may be missing."
        ),
    )
    file = FileOf(
        ".csv",
        ".xlsx",
        label=_("Or a CSV or XLSX file"),
        required=False,
        help_text=_("With the columns “group”, “theme” and “description”."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if not self.errors and bool(cleaned.get("pasted")) == bool(cleaned.get("file")):
            self.add_error("pasted", _("Paste themes, or choose a file: one of the two."))
        return cleaned


class FrameworkForm(ThemesForm):
    """A new list of themes, with its name."""

    name = TextField(label=_("What is the list called?"), max_length=LONGEST_NAME)
    field_order = ("name", "pasted", "file")


class ThemeForm(Versioned, forms.Form):
    """What one theme is called, and whether it is still used."""

    group = TextField(label=_("Group"), max_length=LONGEST_NAME)
    name = TextField(label=_("Theme"), max_length=LONGEST_NAME)
    description = TextField(
        label=_("When does a comment have it?"),
        max_length=LONGEST_DESCRIPTION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_used = forms.BooleanField(
        label=_("Offer it to coders"),
        required=False,
        help_text=_("Without a tick it is retired: comments that have it keep it."),
    )
