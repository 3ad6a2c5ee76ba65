"""Which rounds, and which leaders of a round, an organiser looks for."""

from typing import TypedDict

from django import forms
from django.utils.translation import gettext_lazy as _

from everyseat.threesixty.models import Round
from everyseat.threesixty.queries.board import Order, Where


class Asked(TypedDict):
    search: str
    where: str
    order: str


class FromAddress(forms.Form):
    """A form that stands in an address: what is wrong in it is passed over."""

    def given(self, name: str) -> str:
        if not self.is_bound:
            return ""
        self.full_clean()
        return str(self.cleaned_data.get(name, ""))


class AskedForRounds(TypedDict):
    search: str
    state: str


class FindRoundsForm(FromAddress):
    """Which rounds somebody looks for."""

    UNMARKED = ("search", "state")

    search = forms.CharField(label=_("Name of a round, or its organiser"), required=False)
    state = forms.ChoiceField(
        label=_("State"), choices=[("", _("Every state")), *Round.State.choices], required=False
    )

    def asked(self) -> AskedForRounds:
        return {"search": self.given("search"), "state": self.given("state")}


class BoardForm(FromAddress):
    """Which leaders an organiser looks for."""

    UNMARKED = ("search", "where", "order")

    search = forms.CharField(label=_("Leader, team or coach"), required=False)
    where = forms.ChoiceField(
        label=_("Where they stand"), choices=[("", _("Everywhere")), *Where.choices], required=False
    )
    order = forms.ChoiceField(label=_("In the order of"), choices=Order.choices, required=False)

    def asked(self) -> Asked:
        return {
            "search": self.given("search"),
            "where": self.given("where"),
            "order": self.given("order"),
        }
