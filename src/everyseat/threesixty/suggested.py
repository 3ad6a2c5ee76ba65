"""Who is suggested as a rater, as a page shows it: why, and who is ticked."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from everyseat.organisations.models import Person
from everyseat.threesixty.missing import Missing
from everyseat.threesixty.models import Invitation, Review
from everyseat.threesixty.queries import suggestions
from everyseat.threesixty.relationships import PEER


@dataclass(frozen=True)
class Choice:
    """One person to tick: the value that is sent, and what stands beside the box."""

    value: str
    text: str
    is_ticked: bool


@dataclass(frozen=True)
class Group:
    """The people who could rate as one relationship, and how many more there are."""

    relationship: str
    name: str
    standing: str
    choices: list[Choice]
    more: int


def of(
    review: Review,
    before: Mapping[UUID, Invitation],
    ticked: Mapping[UUID, str],
    search: str,
    standing: Missing,
) -> list[Group]:
    """Return the groups in which somebody is suggested, each with where the list stands."""
    lines = {line.relationship: line for line in standing.lines}
    groups = suggestions.suggested(review, before, search=search, ticked=ticked)
    return [
        Group(
            group.relationship,
            lines[group.relationship].name,
            lines[group.relationship].text,
            [
                _choice(review.recipient, p, group.relationship, before, ticked)
                for p in group.people
            ],
            group.more,
        )
        for group in groups
        if group.people and group.relationship in lines
    ]


def _choice(
    leader: Person,
    person: Person,
    relationship: str,
    before: Mapping[UUID, Invitation],
    ticked: Mapping[UUID, str],
) -> Choice:
    return Choice(
        f"{relationship}:{person.pk}",
        ", ".join([person.name, *_why(leader, person, relationship, before)]),
        ticked.get(person.pk) == relationship,
    )


def _why(
    leader: Person, person: Person, relationship: str, before: Mapping[UUID, Invitation]
) -> list[str]:
    """Return where somebody works, and what makes them a likely rater."""
    elsewhere = person.organisation_id != leader.organisation_id
    said = [str(person.organisation if elsewhere else person.team or "")]
    if relationship == PEER and leader.manager_id and person.manager_id == leader.manager_id:
        said.append(_("same manager"))
    if then := before.get(person.pk):
        said.append(_("named in “%(round)s”") % {"round": then.review.round.name})
    return [text for text in said if text]
