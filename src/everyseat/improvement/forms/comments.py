"""A file of comments, and which of its columns is which."""

import datetime
from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from everyseat.files.texts import folded
from everyseat.improvement.comment_columns import Columns
from everyseat.improvement.models import Question
from everyseat.improvement.models.service import LONGEST_NAME
from everyseat.organisations.forms import DATE, FileOf

SAMPLE = 30
"""Characters of a column's first text beside its heading."""
NAMES_SHOWN = 12
"""Of the services in a file, where the one that was typed is not among them."""
COLUMNS = ("text", "text2", "asked", "date", "rating", "id", "whose")


class CommentsFileForm(forms.Form):
    """A file of comments to import."""

    file = FileOf(
        ".csv",
        ".xlsx",
        label=_("CSV or XLSX file"),
        help_text=_("One comment per row, or one row with two columns of comments."),
    )


class CommentColumnsForm(forms.Form):
    """Which column of a file of comments holds what. Columns are chosen by their place."""

    UNMARKED = ("question2", "date", "day", "named")

    text = forms.ChoiceField(label=_("Which column has the comments?"))
    question = forms.ChoiceField(label=_("What do they answer?"), choices=Question.choices)
    text2 = forms.ChoiceField(label=_("Which column has more comments?"), required=False)
    question2 = forms.ChoiceField(
        label=_("What do those answer?"), choices=Question.choices, required=False
    )
    asked = forms.ChoiceField(
        label=_("Which column says what a row answers?"),
        required=False,
        help_text=_("Only if the rows of one column answer different questions."),
    )
    date = forms.ChoiceField(label=_("Which column has the date?"), required=False)
    day = forms.DateField(
        label=_("Or on which day did all of them come?"),
        required=False,
        widget=DATE,
        help_text=_("Only if no column has a date. A day in the middle of the period will do."),
    )
    rating = forms.ChoiceField(
        label=_("Which column has the rating of the Friends and Family Test?"),
        required=False,
        help_text=_("From “Very good” to “Very poor”, as words or as numbers from 1 to 6."),
    )
    id = forms.ChoiceField(
        label=_("Which column has a number of its own for each answer?"),
        required=False,
        help_text=_(
            "By it we tell two people apart who wrote the same words on the same day. We do not "
            "keep it."
        ),
    )

    whose = forms.ChoiceField(
        label=_("Which column says which service a row is about?"),
        required=False,
        help_text=_("Only if the file is about several services. Rows about others are left out."),
    )
    named = forms.CharField(
        label=_("What is this service called there?"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=_("Only if you chose a column above."),
    )

    def __init__(
        self,
        *args: Any,
        first: dict[str, str],
        known: Columns,
        today: datetime.date,
        names: Callable[[str], list[str]],
        **more: Any,
    ):
        """Offer the headings of a file, each with the first text below it; `known` are chosen.

        `names` returns the different texts in the column of a heading.
        """
        super().__init__(*args, **more)
        self._headings, self._today, self._names = list(first), today, names
        places = [
            (str(i), ": ".join(filter(None, [heading or gettext("(no heading)"), text[:SAMPLE]])))
            for i, (heading, text) in enumerate(first.items())
        ]
        for name in COLUMNS:
            field = cast(forms.ChoiceField, self.fields[name])
            field.choices = [("", _("Choose a column") if field.required else _("None")), *places]
            heading = getattr(known, name)
            if heading in self._headings:
                field.initial = str(self._headings.index(heading))
        self.fields["named"].initial = known.named
        self.fields["question"].initial = known.question
        self.fields["question2"].initial = known.question2 or Question.OTHER

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        chosen = [cleaned[name] for name in COLUMNS if cleaned.get(name)]
        if len(set(chosen)) < len(chosen):
            self.add_error(None, _("You chose one column for two things. Choose one for each."))
        if not cleaned.get("date") and not cleaned.get("day") and "day" not in self.errors:
            self.add_error("date", _("Choose the column with the date, or type one day for all."))
        if (day := cleaned.get("day")) and day > self._today:
            self.add_error("day", _("This day is still to come. Check the year."))
        if whose := self._heading(cleaned.get("whose", "")):
            self._check_name(cleaned.get("named", ""), self._names(whose))
        return cleaned

    def _check_name(self, named: str, names: list[str]) -> None:
        """Refuse a name that no row has, and say which there are."""
        if folded(named) in map(folded, names):
            return
        there = ", ".join(f"“{name}”" for name in names[:NAMES_SHOWN])
        if len(names) > NAMES_SHOWN:
            text = _("Type one of the names in this column. The first are: %(names)s.")
        else:
            text = _("Type one of the names in this column: %(names)s.")
        self.add_error("named", text % {"names": there})

    def columns(self) -> Columns:
        """Return the columns that were chosen, by their headings."""
        cleaned = self.cleaned_data
        chosen = {name: self._heading(cleaned.get(name, "")) for name in COLUMNS}
        day = cleaned["day"].isoformat() if cleaned.get("day") and not chosen["date"] else ""
        return Columns(
            **chosen,
            day=day,
            named=cleaned["named"] if chosen["whose"] else "",
            question=cleaned["question"],
            question2=cleaned.get("question2") or Question.OTHER,
        )

    def _heading(self, place: str) -> str:
        return self._headings[int(place)] if place else ""
