"""The page on which raters are named: ticked, searched for, pasted, or added from outside."""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from everyseat.giving.letters import TextField
from everyseat.organisations.choosing import PersonField
from everyseat.threesixty import relationships
from everyseat.threesixty.relationships import PARTNER, PUBLIC

SUGGEST = ("", _("Suggest it for me"))
ROWS = {"found": 5, "outside": 3}
"""Empty rows to fill in. Scripts show one more at a time."""
MOST_ROWS = 100


class FoundForm(forms.Form):
    """Somebody here, by name, and how they know the leader."""

    UNMARKED = ("person", "relationship")
    FIRST = "person"

    person = PersonField(label=_("Name"), required=False)
    relationship = forms.ChoiceField(
        label=_("Relationship"), choices=[SUGGEST, *relationships.CHOICES], required=False
    )


class OutsideForm(forms.Form):
    """Somebody outside: their name and organisation are needed if nobody has their address yet."""

    UNMARKED = ("email", "name", "organisation", "relationship")
    FIRST = "email"

    email = forms.EmailField(label=_("E-mail address"), required=False)
    name = TextField(label=_("Name"), max_length=120, required=False)
    organisation = TextField(label=_("Organisation"), max_length=120, required=False)
    relationship = forms.ChoiceField(
        label=_("Relationship"),
        choices=[(key, relationships.NAMES[key]) for key in (PARTNER, PUBLIC)],
        required=False,
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if "email" in data and not data["email"] and (data.get("name") or data.get("organisation")):
            self.add_error("email", _("Type their e-mail address."))
        return data

    def must_be_complete(self) -> bool:
        """Ask for the name and the organisation of somebody new. Return whether both are there."""
        for key in ("name", "organisation"):
            if not self.errors.get(key) and not self.cleaned_data[key]:
                self.add_error(key, _("We do not know this address yet: please fill this in."))
        return not self.errors


class PasteForm(forms.Form):
    UNMARKED = ("pasted", "pasted_as")

    pasted = TextField(
        label=_("Names and e-mail addresses"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Copy them from an e-mail, a contact list or a spreadsheet: "
            "“Lee, Ann &lt;ann.lee@example.org&gt;; Bo Ash …”"
        ),
    )
    pasted_as = forms.ChoiceField(
        label=_("Relationship"), choices=[SUGGEST, *relationships.CHOICES], required=False
    )


class ListedForm(forms.Form):
    """How somebody on the list knows the leader."""

    relationship = forms.ChoiceField(label=_("Relationship"), choices=relationships.CHOICES)


_ROW: dict[str, Any] = {"found": FoundForm, "outside": OutsideForm}


def rows(kind: str, data: QueryDict | None, *, checked: bool = True) -> list[Any]:
    """Return the filled in rows of a kind that a page sent.

    Those that are not to be `checked` are kept as they were typed.
    """
    return [
        _ROW[kind](data, prefix=prefix) if checked else _ROW[kind](initial=typed, prefix=prefix)
        for prefix, typed in _typed(kind, data or QueryDict())
    ]


def empty_rows(kind: str, after: list[Any]) -> list[Any]:
    """Return empty rows to follow others."""
    first = _next(after)
    return [_ROW[kind](prefix=f"{kind}-{first + n}") for n in range(ROWS[kind])]


def filled(kind: str, after: list[Any], **typed: str) -> Any:
    """Return one more row that we have filled in, to be looked at before it is saved."""
    return _ROW[kind](initial=typed, prefix=f"{kind}-{_next(after)}")


def refilled(kind: str, after: list[Any], **typed: str) -> Any:
    """Return one more row as if it had been typed, with what is wrong in it."""
    prefix = f"{kind}-{_next(after)}"
    return _ROW[kind]({f"{prefix}-{name}": text for name, text in typed.items()}, prefix=prefix)


def _next(rows: list[Any]) -> int:
    return max((int(row.prefix.rpartition("-")[2]) for row in rows), default=-1) + 1


def _typed(kind: str, data: QueryDict) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the prefix of each row in which something was typed, and what."""
    first = re.compile(rf"{kind}-([0-9]{{1,4}})-{_ROW[kind].FIRST}")
    numbers = sorted(int(found[1]) for key in data if (found := first.fullmatch(key)))
    for n in numbers[:MOST_ROWS]:
        fields = _ROW[kind].base_fields
        typed = {name: data.get(f"{kind}-{n}-{name}", "").strip() for name in fields}
        if any(value for name, value in typed.items() if name != "relationship"):
            yield f"{kind}-{n}", typed


def call(form: forms.Form, names: Mapping[str, str]) -> None:
    """Let a form call relationships by these names."""
    for name in ("relationship", "pasted_as"):
        if isinstance(field := form.fields.get(name), forms.ChoiceField):
            field.choices = [(key, names.get(key, text)) for key, text in _pairs(field)]


def _pairs(field: forms.ChoiceField) -> list[tuple[str, Any]]:
    return [(str(key), text) for key, text in field.choices]  # type: ignore[misc, union-attr]  # no groups


def ticked(data: QueryDict | None) -> list[tuple[UUID, str]]:
    """Return whom a page sent as ticked: people and relationships."""
    people = []
    for value in data.getlist("tick") if data else []:
        relationship, _colon, pk = value.partition(":")
        if relationship in dict(relationships.CHOICES):
            try:
                people.append((UUID(pk), relationship))
            except ValueError:
                continue
    return people


def moved(data: QueryDict | None) -> dict[UUID, str]:
    """Return the relationships that a page sent for people on the list, by invitation."""
    found: dict[UUID, str] = {}
    for key in data or ():
        match = re.fullmatch(r"listed-([0-9a-f-]{36})-relationship", key)
        relationship = data.get(key, "") if data else ""
        if match and relationship in dict(relationships.CHOICES):
            found[UUID(match[1])] = relationship
    return found
