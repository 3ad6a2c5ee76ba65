"""What an import would change, field by field, said before anything happens."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from everyseat.organisations.models import Organisation, Person, Team
from everyseat.organisations.people_saving import Plan

SHOWN = 100
"""People whose changes are listed on one page."""


@dataclass(frozen=True)
class Field:
    """A detail of a person that changes, as it was and as it will be; "" where there is none."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Change:
    """Somebody who is here, with what changes."""

    name: str
    fields: list[Field]


def changes(plan: Plan, most: int = SHOWN) -> list[Change]:
    """Return what changes of the first people of a plan."""
    shown = plan.changed[:most]
    old = [plan.before[person.pk] for person in shown]
    names = {
        "manager_id": _names(
            Person, [v["manager_id"] for v in old] + [person.manager_id for person in shown]
        ),
        "team_id": _names(Team, (values["team_id"] for values in old)),
        "organisation_id": _names(Organisation, (values["organisation_id"] for values in old)),
    }
    return [
        Change(before["name"], list(_fields(person, before, names)))
        for person, before in zip(shown, old, strict=True)
    ]


def without_manager(plan: Plan) -> list[str]:
    """Return the names of people whom an import adds or changes, and who have no manager then.

    Only of the host: partners need none.
    """
    return [
        person.name
        for person in [*plan.new, *plan.changed]
        if person.organisation.is_host and not person.manager
    ]


def _names(model: type[Model], keys: Iterable[Any]) -> dict[Any, str]:
    rows = model._base_manager.filter(pk__in={key for key in keys if key})
    return dict(rows.values_list("pk", "name"))


def _fields(
    person: Person, before: dict[str, Any], names: dict[str, dict[Any, str]]
) -> Iterable[Field]:
    after = {
        "name": person.name,
        "email": person.email,
        "number": person.number,
        "organisation_id": str(person.organisation),
        "team_id": str(person.team or ""),
        "manager_id": names["manager_id"].get(person.manager_id) or str(person.manager or ""),
    }
    labels = {
        "name": _("Name"),
        "email": _("E-mail address"),
        "number": _("Employee number"),
        "organisation_id": _("Organisation"),
        "team_id": _("Team"),
        "manager_id": _("Manager"),
    }
    for key, new in after.items():
        old = names[key].get(before[key], "") if key in names else before[key]
        if old != new or (key == "manager_id" and before[key] != person.manager_id):
            yield Field(labels[key], old, new)
