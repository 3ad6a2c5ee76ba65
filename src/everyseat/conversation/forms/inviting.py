"""Whom to invite."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from everyseat.conversation.forms.fields import lines
from everyseat.conversation.models.audience import LONGEST_AUDIENCE
from everyseat.files import addresses
from everyseat.giving.letters import TextField
from everyseat.organisations.models import Team


class InviteForm(forms.Form):
    """Whom to invite, in which audience: everybody in some teams, and people who are pasted."""

    audience = TextField(
        label=_("They are invited as"),
        max_length=LONGEST_AUDIENCE,
        required=False,
        help_text=_(
            "For example “Staff of the council”. The result then also says how everybody who is "
            "invited so answered, together. Leave it empty if you do not need that."
        ),
    )
    pasted = TextField(
        label=_("Other people: names and e-mail addresses"),
        max_length=20_000,
        required=False,
        widget=lines(6),
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
