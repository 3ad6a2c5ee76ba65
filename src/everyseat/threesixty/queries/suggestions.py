"""People who could rate a leader, from what is known: who leads whom, teams, and earlier rounds."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When

from everyseat.organisations.models import Person
from everyseat.organisations.queries import host, left
from everyseat.threesixty.models import Invitation, Review
from everyseat.threesixty.relationships import PARTNER, PEER, PUBLIC, REPORT
from everyseat.threesixty.report.material import MANAGER

AT_ONCE = 20
"""People suggested of one relationship. Of a leader of two hundred, the others are searched for."""


@dataclass(frozen=True)
class Suggested:
    """People who could rate as one relationship: some of them, and how many more there are."""

    relationship: str
    people: list[Person]
    more: int


def suggested(
    review: Review,
    before: Mapping[UUID, Invitation],
    *,
    search: str = "",
    ticked: Collection[UUID] = (),
) -> list[Suggested]:
    """Return who could rate a leader and is not on the list, by relationship.

    `before` is who was `named_before`. Of a search those who match it, and those who are ticked:
    nobody's tick is lost by searching.
    """
    named = [*review.invitations.values_list("person", flat=True), *_reads_first(review)]
    groups = {
        MANAGER: _managers(review),
        PEER: _peers(review.recipient, before),
        REPORT: _here().filter(manager=review.recipient_id),
        PARTNER: _outside(before, PARTNER),
        PUBLIC: _outside(before, PUBLIC),
    }
    return [
        _some(key, people.exclude(pk__in=named), search, ticked) for key, people in groups.items()
    ]


def _reads_first(review: Review) -> list[UUID]:
    """Return the coach who reads the report, and so cannot rate."""
    return [review.coach_id] if review.coach_reads_first and review.coach_id else []


def _some(
    relationship: str, people: QuerySet[Person], search: str, ticked: Collection[UUID]
) -> Suggested:
    people = people.select_related("team", "organisation")
    found = people
    for word in search.split():
        found = found.filter(
            Q(name__icontains=word) | Q(email__icontains=word) | Q(team__name__icontains=word)
        )
    shown = list(found[: AT_ONCE + 1])
    more = found.count() - AT_ONCE if len(shown) > AT_ONCE else 0
    shown = shown[:AT_ONCE]
    kept = people.filter(pk__in=ticked).exclude(pk__in=[p.pk for p in shown]) if ticked else ()
    return Suggested(relationship, [*kept, *shown], more)


def managers(review: Review) -> list[UUID]:
    """Return the recipient's manager, if they can rate."""
    who = _managers(review).exclude(pk__in=_reads_first(review))
    return list(who.values_list("pk", flat=True))


def _managers(review: Review) -> QuerySet[Person]:
    return _here().filter(reports=review.recipient_id)


def named_before(review: Review) -> dict[UUID, Invitation]:
    """Return the raters of the leader's round before this one, by person."""
    rounds = Review.objects.filter(recipient=review.recipient_id, follow_up_of=None)
    last = rounds.filter(invitations__state=Invitation.State.INVITED).exclude(pk=review.pk)
    newest = last.order_by("-round__collect_by", "-round_id").values("pk")[:1]
    invited = Invitation.objects.filter(review__in=newest, state=Invitation.State.INVITED)
    return {i.person_id: i for i in invited.select_related("review__round")}


def likely(
    review: Review, before: Mapping[UUID, Invitation], people: Iterable[Person]
) -> dict[UUID, str]:
    """Return how people most likely know a leader: from who leads whom, and where they work."""
    leader, ours = review.recipient, host()
    near = {leader.organisation_id, *([ours.pk] if ours else [])}
    return {person.pk: _likely(leader, person, before.get(person.pk), near) for person in people}


def _likely(leader: Person, person: Person, then: Invitation | None, near: Collection[int]) -> str:
    if person.pk == leader.manager_id:
        return MANAGER
    if person.manager_id == leader.pk:
        return REPORT
    if then and then.relationship in (PEER, PARTNER, PUBLIC):
        return then.relationship
    return PEER if person.organisation_id in near else PARTNER


def _here() -> QuerySet[Person]:
    """Return people who have not left: of those who have, nobody is suggested."""
    return Person.objects.filter(is_active=True)


def _peers(leader: Person, before: Mapping[UUID, Invitation]) -> QuerySet[Person]:
    """Return people under the same manager, first; of the same team; and peers named before."""
    near = Q(pk__in=[p for p, i in before.items() if i.relationship == PEER])
    if leader.manager_id:
        near |= Q(manager=leader.manager_id)
    if leader.team_id:
        near |= Q(team=leader.team_id)
    same = Q(manager=leader.manager_id) if leader.manager_id else Q(pk__in=[])
    order = Case(When(same, then=Value(value=True)), default=False, output_field=BooleanField())
    leads = Q(manager=leader.pk)
    people = _here().filter(near).exclude(pk=leader.pk).exclude(reports=leader.pk)
    return people.exclude(leads).annotate(is_near=order).order_by("-is_near", "name", "email")


def _outside(before: Mapping[UUID, Invitation], relationship: str) -> QuerySet[Person]:
    return Person.objects.exclude(left()).filter(
        pk__in=[person for person, i in before.items() if i.relationship == relationship]
    )
