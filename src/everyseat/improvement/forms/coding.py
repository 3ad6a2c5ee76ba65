"""What a comment is about, and where it is split."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from everyseat.giving.letters import TextField
from everyseat.giving.versions import Versioned
from everyseat.improvement.models import Question, Theme
from everyseat.improvement.models.coding import Kind
from everyseat.improvement.models.comment import LONGEST_COMMENT
from everyseat.improvement.queries.coding import Codes

KINDS = [
    (Kind.CONCERN, _("Concern or suggestion")),
    (Kind.PRAISE, _("Praise")),
    (Kind.BOTH, _("Both")),
    (Kind.NEITHER, _("Neither")),
]
MARGIN = 1000
"""Letters that empty lines between parts may take."""


class CodingForm(Versioned, forms.Form):
    """The themes of a comment, and its kind. `codes` is what is saved of it."""

    UNMARKED = ("themes",)

    themes = forms.TypedMultipleChoiceField(label=_("Themes"), required=False, coerce=int)
    kind = forms.ChoiceField(
        label=_("What kind of comment is it?"), choices=KINDS, widget=forms.RadioSelect
    )

    def __init__(
        self,
        *args: Any,
        groups: Sequence[tuple[str, list[Theme]]],
        codes: Codes,
        suggested: Sequence[int] = (),
        usual: str = "",
        **more: Any,
    ):
        saved = {"themes": sorted(codes.themes), "kind": codes.kind}
        super().__init__(*args, initial=saved, **more)
        self._groups, self._suggested = groups, set() if codes.kind else set(suggested)
        self._usual = usual
        numbers = [(one.number, one.name) for _name, themes in groups for one in themes]
        self.fields["themes"].choices = numbers  # type: ignore[attr-defined]  # a field of choices

    @property
    def groups(self) -> list[tuple[str, list[tuple[Theme, bool, bool]]]]:
        """Groups of themes: each theme, whether it is ticked, and whether that is a suggestion."""
        ticked = self._ticked()
        return [
            (name, [(one, one.number in ticked, one.number in self._suggested) for one in themes])
            for name, themes in self._groups
        ]

    def _ticked(self) -> set[int]:
        if self.is_bound:
            sent = self.fields["themes"].widget.value_from_datadict(self.data, {}, "themes")
            return {int(one) for one in sent or [] if one.isdecimal()}
        return {*self.initial["themes"], *self._suggested}

    @property
    def chosen_kind(self) -> str:
        """The kind that is ticked: what was sent, or is saved, or is usual for the question."""
        if self.is_bound:
            return str(self.data.get("kind", ""))
        return str(self.initial["kind"] or self._usual)

    @property
    def has_suggestions(self) -> bool:
        return bool(self._suggested)


class SplitForm(forms.Form):
    """A comment with empty lines between its parts."""

    pieces = TextField(
        label=_("Put an empty line where a new matter begins"),
        max_length=LONGEST_COMMENT + MARGIN,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Change no word. Each part is coded and released by itself."),
    )


class FindCommentsForm(forms.Form):
    """Which comments somebody looks at."""

    UNMARKED = ("state", "question", "theme")

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("Any")),
            ("to_code", _("To be coded")),
            ("coded", _("Coded")),
            ("new", _("Not released")),
            ("released", _("Released")),
            ("withheld", _("Withheld")),
        ],
    )
    question = forms.ChoiceField(
        label=_("Question"), required=False, choices=[("", _("Any")), *Question.choices]
    )
    theme = forms.TypedChoiceField(label=_("Theme"), required=False, coerce=int)

    def __init__(self, *args: Any, themes: Sequence[Theme], **more: Any):
        super().__init__(*args, **more)
        choices = [("", _("Any")), *((str(one.number), one.name) for one in themes)]
        self.fields["theme"].choices = choices  # type: ignore[attr-defined]  # a field of choices

    def asked(self) -> dict[str, Any]:
        """Return what was asked for; nothing where that can't be."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
