"""Deciding about statements, and other words for them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from everyseat.conversation.forms.fields import LinesField, lines
from everyseat.conversation.models.conversation import LONGEST_LIMIT
from everyseat.conversation.models.statement import LONGEST_NOTE
from everyseat.conversation.queries import queue
from everyseat.giving.letters import TextField
from everyseat.giving.versions import Versioned

MOST_PARTS = 5


class QueueForm(forms.Form):
    """What an organiser looks for among the statements in a state, and in which order."""

    UNMARKED = ("search", "order")  # nobody has to search

    state = forms.ChoiceField(required=False, choices=queue.STATES)
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
        widget=lines(2),
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
        widget=lines(4),
        help_text=_("Each line becomes a statement of its own."),
    )
    note = TextField(
        label=_("A note to the person who wrote it"),
        max_length=LONGEST_NOTE,
        required=False,
        widget=lines(2),
        help_text=_("They read it with their card."),
    )
