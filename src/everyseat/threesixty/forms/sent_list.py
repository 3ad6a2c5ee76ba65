"""A list of raters as its page sent it: whom to name, and what is shown again with what to do."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from everyseat.files import addresses
from everyseat.files.addresses import Pasted
from everyseat.organisations.choosing import only_ones
from everyseat.organisations.models import Organisation, Person
from everyseat.threesixty.actions.naming import Changed, NewPartner, Rater
from everyseat.threesixty.forms import naming
from everyseat.threesixty.models import Invitation, Review
from everyseat.threesixty.queries.naming import organisations_of
from everyseat.threesixty.queries.suggestions import likely
from everyseat.threesixty.relationships import PARTNER


class SentList:
    """What was ticked, typed and pasted. `new` is how many pasted people are not known yet, and
    `misspelt` which of their addresses look like one of ours.

    A template shows its errors as it shows those of a form.
    """

    def __init__(self, review: Review, data: QueryDict | None = None, *, saves: bool = True):
        self.review = review
        self.ticked: dict[UUID, str] = dict(naming.ticked(data))
        self.moved = naming.moved(data)
        self.found: list[Any] = naming.rows("found", data, checked=saves)
        self.outside: list[Any] = naming.rows("outside", data, checked=saves)
        initial = {key: data.get(key, "") for key in naming.PasteForm.base_fields} if data else {}
        self.paste = naming.PasteForm(data) if data and saves else naming.PasteForm(initial=initial)
        self.search = data.get("search", "")[:100] if data else ""
        self.problems: list[str] = []
        self.new = 0
        self.misspelt: list[str] = []

    def raters(self, before: Mapping[UUID, Invitation]) -> list[Rater]:
        """Return whom to name, each once. What is not complete stays, to be shown again."""
        asked = [*self._ticked(), *self._found()]
        pasted = self._pasted()
        emails = [form.cleaned_data["email"] for form in self.outside if form.is_valid()]
        emails += [one.address for one in pasted]
        known = Person.objects.in_bulk([e for e in emails if e], field_name="email")
        asked += [*self._outside(known), *self._of_paste(pasted, known)]
        guesses = likely(
            self.review, before, [r.person for r in asked if isinstance(r.person, Person)]
        )
        return [self._with_relationship(rater, guesses) for rater in asked]

    def take(self, raters: list[Rater], changed: Changed) -> None:
        """Keep what could not be saved, each with what is to be done; forget the rest."""
        names = {rater.place: rater.person.name for rater in raters}
        forms_by_place = {form.prefix: form for form in (*self.found, *self.outside)}
        for place, text in changed.refused.items():
            if form := forms_by_place.get(place):
                form.add_error(form.FIRST, text)
            elif name := names.get(place):
                self.problems.append(_("%(name)s: %(why)s") % {"name": name, "why": text})
            else:
                self.problems.append(text)
        kept = {place.removeprefix("tick ") for place in changed.refused}
        self.ticked = {pk: key for pk, key in self.ticked.items() if str(pk) in kept}
        self.moved = {pk: key for pk, key in self.moved.items() if str(pk) in kept}
        self.found = [form for form in self.found if not form.is_bound or form.errors]
        self.outside = [form for form in self.outside if not form.is_bound or form.errors]
        if not self.paste.errors:
            self.paste = naming.PasteForm()

    def with_empty_rows(self, names: Mapping[str, str]) -> "SentList":
        """Add rows to fill in; all of them call relationships by these names."""
        self.found += naming.empty_rows("found", self.found)
        self.outside += naming.empty_rows("outside", self.outside)
        for form in self._forms():
            naming.call(form, names)
        return self

    @property
    def is_done(self) -> bool:
        return not self.errors and not self.new

    @property
    def errors(self) -> bool:
        return bool(self.problems) or any(form.errors for form in self._forms())

    @property
    def non_field_errors(self) -> list[str]:
        return self.problems

    @property
    def has_outside(self) -> bool:
        """Whether something is to be seen in the part about people outside."""
        return any(form.is_bound or form.initial for form in self.outside)

    def __iter__(self) -> Iterator[forms.BoundField]:
        for form in self._forms():
            yield from form

    def _forms(self) -> list[forms.Form]:
        return [*self.found, self.paste, *self.outside]

    def _ticked(self) -> Iterator[Rater]:
        people = Person.objects.in_bulk(list(self.ticked))
        for pk, relationship in self.ticked.items():
            if pk in people:
                yield Rater(f"tick {pk}", people[pk], relationship)

    def _found(self) -> Iterator[Rater]:
        for form in self.found:
            if form.is_valid() and form.cleaned_data["person"]:
                data = form.cleaned_data
                yield Rater(form.prefix, data["person"], data["relationship"])

    def _outside(self, known: Mapping[str, Person]) -> Iterator[Rater]:
        for form in self.outside:
            if not form.is_valid():
                continue
            data = form.cleaned_data
            relationship = data["relationship"] or PARTNER
            if data["email"] in known:
                yield Rater(form.prefix, known[data["email"]], relationship)
            elif form.must_be_complete():
                partner = NewPartner(data["name"], data["email"], data["organisation"])
                yield Rater(form.prefix, partner, relationship)

    def _pasted(self) -> list[Pasted]:
        return addresses.read(self.paste.cleaned_data["pasted"]) if self.paste.is_valid() else []

    def _of_paste(self, pasted: list[Pasted], known: Mapping[str, Person]) -> Iterator[Rater]:
        """Yield the pasted people who are known, and make rows of the others."""
        relationship = self.paste.cleaned_data["pasted_as"] if pasted else ""
        by_name = only_ones([one.name for one in pasted if not one.address])
        others = [one for one in pasted if one.address and one.address not in known]
        places = organisations_of(one.address for one in others)
        self.misspelt = [a for a, organisation in places.items() if organisation.is_host]
        for one in pasted:
            person = known.get(one.address) if one.address else by_name.get(one.name.casefold())
            if person:
                yield Rater(f"pasted {person.pk}", person, relationship)
            elif one.address:
                self._ask_about(one, places.get(one.address))
            else:
                self._not_found(one.name, relationship)

    def _ask_about(self, one: Pasted, organisation: Organisation | None) -> None:
        where = "" if organisation is None or organisation.is_host else organisation.name
        row = naming.filled(
            "outside", self.outside, name=one.name, email=one.address, organisation=where
        )
        self.outside.append(row)
        self.new += 1

    def _not_found(self, name: str, relationship: str) -> None:
        row = naming.refilled("found", self.found, person=name, relationship=relationship)
        self.found.append(row)

    def _with_relationship(self, rater: Rater, guesses: Mapping[UUID, str]) -> Rater:
        if rater.relationship or not isinstance(rater.person, Person):
            return rater
        return Rater(rater.place, rater.person, guesses[rater.person.pk])


def looks(data: QueryDict) -> bool:
    """Return whether a page asks for suggestions, and not to save: by its button, or by Enter."""
    is_new = data.get("search", "") != data.get("searched", "")
    return "look" in data or (is_new and "save" not in data)
