"""Choosing a person by name, team or e-mail address: in a field that works without scripts, too."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.urls import reverse_lazy
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from everyseat.organisations import roles
from everyseat.organisations.models import Person
from everyseat.organisations.queries import holders

LEAST = 2
"""Letters from which on people are looked for."""
MOST = 10
AT_ONCE = 6
"""Fields for people who are chosen together. Who chooses more, does so again."""
ADDRESS = re.compile(r"[^\s()<>]+@[^\s()<>]+")


def described(person: Person) -> str:
    """Return a person's name with what tells them apart from others of that name."""
    team = f", {person.team}" if person.team else ""
    return f"{person.name}{team} ({person.email})"


def matching(text: str, role: str = "") -> list[Person]:
    """Return people who may sign in and whose name, team or e-mail contains every word.

    Of those, only people with a role, or with any of several with commas, if one is asked for.
    """
    words = text.split()
    if len("".join(words)) < LEAST:
        return []
    people = _who_may_sign_in(role).select_related("team")
    for word in words:
        people = people.filter(
            Q(name__icontains=word) | Q(email__icontains=word) | Q(team__name__icontains=word)
        )
    return list(people.order_by("name", "email")[:MOST])


def _who_may_sign_in(role: str) -> QuerySet[Person]:
    return holders(*role.split(",")) if role else Person.objects.filter(is_active=True)


def without_role(text: str, role: str) -> str:
    """Return that the person whom a text means is here without a role; "" where nobody is."""
    everybody = Person.objects.filter(is_active=True)
    found = meant(text, everybody) or matching(text)
    here = [person for person in found if not _has_any(person, role)]
    names = _roles(role)
    if not here or not names:
        return ""
    text = ngettext(
        "%(name)s does not have this role: %(roles)s. An administrator can give it.",
        "%(name)s has none of these roles: %(roles)s. An administrator can give one.",
        len(names),
    )
    return text % {"name": described(here[0]), "roles": ", ".join(names)}


def _has_any(person: Person, role: str) -> bool:
    return person.roles.filter(role__in=role.split(",")).exists()


def _roles(role: str) -> list[str]:
    """Return how the roles of a field are called."""
    return [str(roles.ROLES[key].name) for key in role.split(",") if key in roles.ROLES]


def _who_can_be_chosen(role: str) -> str:
    """Return whom a field offers, for its help."""
    names = _roles(role)
    text = ngettext(
        "You can choose people with this role: %(roles)s. An administrator gives roles.",
        "You can choose people with one of these roles: %(roles)s. An administrator gives roles.",
        len(names),
    )
    return text % {"roles": ", ".join(names)}


who_can_be_chosen = lazy(_who_can_be_chosen, str)


def meant(text: str, people: QuerySet[Person]) -> list[Person]:
    """Return the people that a text may mean: by the address in it, or else by the exact name."""
    if address := ADDRESS.search(text):
        return list(people.filter(email=address[0].lower()))
    return list(people.filter(name__iexact=" ".join(text.split()))[:LEAST])


def only_ones(names: Iterable[str]) -> dict[str, Person]:
    """Return people by names, in one case, that only one person who may sign in has."""
    wanted = {name.lower() for name in names}
    if not wanted:
        return {}
    people = Person.objects.filter(is_active=True).annotate(lower=Lower("name"))
    found: dict[str, list[Person]] = {}
    for person in people.filter(lower__in=wanted):
        found.setdefault(person.name.casefold(), []).append(person)
    return {name: same[0] for name, same in found.items() if len(same) == 1}


class PersonInput(forms.TextInput):
    """A text field that a script makes a combobox of."""

    template_name = "organisations/person_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None):
        found = {"data-find-people": reverse_lazy("find_people"), "autocomplete": "off"}
        super().__init__(found | (attrs or {}))

    def format_value(self, value: object) -> str | None:
        return described(value) if isinstance(value, Person) else super().format_value(value)


class PeopleInput(PersonInput):
    """Several such fields under one name. A script shows one more at a time."""

    template_name = "organisations/people_input.html"
    use_fieldset = True

    def value_from_datadict(self, data: Any, files: object, name: str) -> list[str]:
        typed = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        return [text for text in typed if text.strip()]

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        attrs = context["widget"]["attrs"]
        typed = [str(text) for text in value] if isinstance(value, list) else []
        one = PersonInput()
        context["widget"]["rows"] = [
            one.get_context(name, text, attrs | {"id": f"{attrs['id']}_{n}" if n else attrs["id"]})
            for n, text in enumerate([*typed, *[""] * (AT_ONCE - len(typed))])
        ]
        return context


class PersonField(forms.CharField):
    """A person, typed or chosen, of `people`: else those who may sign in, or who have a `role`."""

    widget = PersonInput

    def __init__(self, *, role: str = "", people: QuerySet[Person] | None = None, **kwargs: Any):
        kwargs.setdefault("help_text", _("Type a name, a team or an e-mail address."))
        if role:
            kwargs["help_text"] = format_lazy("{} {}", kwargs["help_text"], who_can_be_chosen(role))
        super().__init__(max_length=300, **kwargs)
        self.role = role
        self.people = _who_may_sign_in(role) if people is None else people
        if role:
            address = format_lazy("{}?role={}", reverse_lazy("find_people"), role)
            self.widget.attrs["data-find-people"] = address

    def prepare_value(self, value: object) -> object:
        if value and not isinstance(value, str):
            return (
                Person.objects.select_related("team").filter(pk=getattr(value, "pk", value)).first()
            )
        return value

    def clean(self, value: str | None) -> Person | None:
        text = super().clean(value)
        if not text:
            return None
        people = meant(text, self.people)
        near = [] if people else matching(text, self.role)
        if len(near) > 1:
            raise forms.ValidationError(
                _(
                    "Several people may be meant by “%(text)s”: %(people)s. Type a full name or an "
                    "e-mail address."
                ),
                params={"text": text, "people": "; ".join(described(one) for one in near)},
            )
        if near:
            raise forms.ValidationError(
                _("Nobody here is called “%(text)s”. Did you mean %(near)s?"),
                params={"text": text, "near": described(near[0])},
            )
        if not people and self.role and (why := without_role(text, self.role)):
            raise forms.ValidationError(why)
        if not people:
            raise forms.ValidationError(
                _("Nobody here is called “%(text)s”. Type a full name or an e-mail address."),
                params={"text": text},
            )
        if len(people) > 1:
            raise forms.ValidationError(
                _("Several people are called “%(text)s”. Type their e-mail address instead."),
                params={"text": text},
            )
        return people[0]


class PeopleField(PersonField):
    """Several people, each typed or chosen."""

    widget = PeopleInput

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("help_text", _("Type names, teams or e-mail addresses."))
        super().__init__(**kwargs)

    def prepare_value(self, value: object) -> object:
        return value

    def clean(self, value: list[str]) -> list[Person]:  # type: ignore[override]  # several texts, not one
        people, errors = [], []
        for text in value:
            try:
                people.append(super().clean(text))
            except forms.ValidationError as error:
                errors.append(error)
        if errors:
            raise forms.ValidationError(errors)
        return list(dict.fromkeys(filter(None, people)))
