"""What people read about tellings and talks. Each sees their own, and nobody else's."""

from django.db.models import Q, QuerySet

from everyseat.moments.models import Talk, Telling
from everyseat.organisations.models import Person


def told(person: Person) -> QuerySet[Telling]:
    """Return what a person was told, without what a guardian found to be abuse."""
    return Telling.objects.filter(told=person).exclude(abuse=Telling.Abuse.UPHELD)


def by(person: Person) -> QuerySet[Telling]:
    """Return what a person told in their own name."""
    return Telling.objects.filter(reporter=person).select_related("told")


def to_coach(person: Person) -> QuerySet[Telling]:
    """Return the drafts that a person was asked to look at."""
    drafts = Telling.objects.filter(coach=person, answered_on=None).select_related("told")
    return drafts.exclude(abuse=Telling.Abuse.UPHELD)


def reported(guardian: Person) -> QuerySet[Telling]:
    """Return what was reported as abuse, for a guardian to decide who is neither of the two."""
    found = Telling.objects.filter(abuse=Telling.Abuse.REPORTED).select_related("told")
    return found.exclude(told=guardian).exclude(reporter=guardian)


def talks(person: Person) -> QuerySet[Talk]:
    """Return the talks that a person asked for or was asked for."""
    mine = Talk.objects.filter(Q(asked_by=person) | Q(asked=person))
    return mine.select_related("asked_by", "asked")


def could_be(name: str) -> list[Person]:
    """Return whom a typed name may mean: those of exactly this name, or else those that hold it."""
    name = " ".join(name.split())
    if not name:
        return []
    people = Person.objects.filter(is_active=True).select_related("team", "organisation")
    exact = people.filter(Q(name__iexact=name) | Q(email__iexact=name))
    return list(exact[:10]) or list(people.filter(name__icontains=name)[:10])


def waiting(person: Person) -> tuple[bool, bool, bool, bool]:
    """Return whether something waits: told and unanswered, asked for a talk, answered, a draft."""
    return (
        told(person).filter(answered_on=None).exists(),
        Talk.objects.filter(asked=person, state=Talk.State.ASKED).exists(),
        by(person).filter(answered_on__isnull=False, heard="").exists(),
        to_coach(person).exists(),
    )
