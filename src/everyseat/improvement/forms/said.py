"""Which comments somebody reads or counts: of a question, a kind, a month."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from everyseat.improvement.models import Question
from everyseat.improvement.models.coding import Kind
from everyseat.organisations.months import after

KINDS = [("", _("Any")), (Kind.CONCERN, _("Concerns")), (Kind.PRAISE, _("Praise"))]
WITH = {Kind.CONCERN: (Kind.CONCERN, Kind.BOTH), Kind.PRAISE: (Kind.PRAISE, Kind.BOTH)}


class SaidForm(forms.Form):
    """Which released comments, or which codings, are shown."""

    UNMARKED = ("question", "kind", "month")

    question = forms.ChoiceField(
        label=_("Question"), required=False, choices=[("", _("Any")), *Question.choices]
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=KINDS)
    month = forms.ChoiceField(label=_("Month"), required=False)

    def __init__(self, *args: Any, months: Sequence[date], **more: Any):
        super().__init__(*args, **more)
        said = [(f"{one:%Y-%m}", date_format(one, "F Y")) for one in months]
        self.fields["month"].choices = [("", _("Any")), *said]  # type: ignore[attr-defined]  # a field of choices

    def asked(self) -> dict[str, Any]:
        """Return what was asked for, as a filter of comments; nothing where that can't be."""
        self.is_valid()
        asked: dict[str, Any] = {}
        if question := self.cleaned_data.get("question"):
            asked["question"] = question
        if kind := self.cleaned_data.get("kind"):
            asked["codings__kind__in"] = WITH[Kind(kind)]
        if month := self.cleaned_data.get("month"):
            first = date.fromisoformat(f"{month}-01")
            asked |= {"received_on__gte": first, "received_on__lt": after(first, 1)}
        return asked

    def among(self) -> dict[str, Any]:
        """Return the same as a filter of codings."""
        names = {"codings__kind__in": "kind__in"}
        return {names.get(key, f"comment__{key}"): value for key, value in self.asked().items()}
