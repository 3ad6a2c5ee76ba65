"""Forms by which an organiser changes the raters of a review that collects answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from everyseat.giving.letters import TextField
from everyseat.organisations.choosing import PeopleField, PersonField
from everyseat.organisations.models import Person
from everyseat.threesixty import relationships
from everyseat.threesixty.models import Invitation
from everyseat.threesixty.report.material import MANAGER


class OutsideForm(forms.Form):
    """Somebody from outside, by their address; more is asked where it `is_new` here."""

    email = forms.EmailField(label=_("Their e-mail address"), required=False)
    name = TextField(label=_("Their name"), max_length=120, required=False)
    organisation = TextField(label=_("Their organisation"), max_length=120, required=False)
    OUTSIDE = ("email", "name", "organisation")

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        by_address = Person.objects.filter(email=(data.get("email") or "").lower()).first()
        people = [*self._chosen(), *filter(None, [by_address])]
        if not self.errors and (data["email"] or not people) and not by_address:
            self._must_be_outside(data)
        is_new = bool(data.get("email")) and not by_address
        return data | {"people": list(dict.fromkeys(people)), "is_new": is_new}

    def _chosen(self) -> list[Person]:
        """Return who was chosen by name."""
        return list(self.cleaned_data.get("people") or [])

    def _relationship(self) -> str:
        return str(self.cleaned_data["relationship"])

    def _must_be_outside(self, data: dict[str, Any]) -> None:
        if not data["email"]:
            self.add_error("people", _("Choose somebody, or give the address of somebody outside."))
            return
        for key in ("name", "organisation"):
            if not data[key]:
                self.add_error(key, _("We do not know this address yet: please fill this in."))
        if self._relationship() not in (relationships.PARTNER, relationships.PUBLIC):
            text = _(
                "We do not know this address. You can add new people only as partners, or as "
                "people we serve."
            )
            self.add_error("relationship" if "relationship" in self.fields else "email", text)

    @property
    def has_outside(self) -> bool:
        """Whether something was typed about somebody outside."""
        return any(self.data.get(key) for key in self.OUTSIDE)


class AddRatersForm(OutsideForm):
    """More raters who know a leader in one way: people here, by name; or one from outside."""

    relationship = forms.ChoiceField(
        choices=relationships.CHOICES_OF_THEM, widget=forms.RadioSelect
    )
    people = PeopleField(label=_("Who are they?"), required=False)
    UNMARKED = ("people", *OutsideForm.OUTSIDE)
    field_order = ("relationship", "people")

    def __init__(self, *args: Any, name: str, **options: Any):
        super().__init__(*args, **options)
        self.fields["relationship"].label = _("How do they know %(name)s?") % {"name": name}


class ReplaceForm(OutsideForm):
    """Somebody who is asked instead of a rater, as the same: here, by name; or from outside."""

    people = PersonField(label=_("Who is asked instead?"), required=False)
    UNMARKED = ("people", *OutsideForm.OUTSIDE)
    field_order = ("people",)

    def __init__(self, *args: Any, invitation: Invitation, **options: Any):
        super().__init__(*args, **options)
        self.invitation = invitation

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and len(data["people"]) + data["is_new"] > 1:
            self.add_error("people", _("Choose one person, here or outside."))
        return data

    def _chosen(self) -> list[Person]:
        person = self.cleaned_data.get("people")
        return [person] if person else []

    def _relationship(self) -> str:
        return self.invitation.relationship


class AddressForm(forms.Form):
    email = forms.EmailField(label=_("The right e-mail address"))


class RelationshipForm(forms.Form):
    relationship = forms.ChoiceField(
        label=_("What are they?"),
        choices=[(key, name) for key, name in relationships.CHOICES_OF_THEM if key != MANAGER],
        widget=forms.RadioSelect,
    )
