"""Which rounds a person runs or may look at: all, those of their organisation, or their own."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from everyseat.organisations import roles
from everyseat.organisations.models import Person
from everyseat.threesixty.models import Round

NONE = Q(pk__in=[])


def run_by(person: Person) -> QuerySet[Round]:
    """Return the rounds that a person may change, in their order."""
    if person.may(roles.RUN_EVERY_ROUND):
        return Round.objects.all()
    return Round.objects.filter(_runs(person))


def read_by(person: Person) -> QuerySet[Round]:
    """Return the rounds whose board a person may read: those they run, and those they observe."""
    if person.may(roles.RUN_EVERY_ROUND):
        return Round.objects.all()
    observes = NONE
    if person.may(roles.OBSERVE_ROUNDS):
        observes = Q(organisation=person.organisation_id)
    return Round.objects.filter(_runs(person) | observes)


def _runs(person: Person) -> Q:
    runs = NONE
    if person.may(roles.RUN_ROUNDS):
        runs |= Q(organiser=person)
    if person.may(roles.RUN_ROUNDS_OF_ORGANISATION):
        runs |= Q(organisation=person.organisation_id)
    return runs


def runs(person: Person, feedback_round: Round) -> bool:
    """Return whether a round is among those that a person may change: without a query."""
    if person.may(roles.RUN_EVERY_ROUND):
        return True
    is_own = feedback_round.organiser_id == person.pk
    is_here = feedback_round.organisation_id == person.organisation_id
    return (is_own and person.may(roles.RUN_ROUNDS)) or (
        is_here and person.may(roles.RUN_ROUNDS_OF_ORGANISATION)
    )


def organisers_of(feedback_round: Round) -> QuerySet[Person]:
    """Return the people who run a round and can sign in, by name: those who act where nobody is."""
    people = _organisers(feedback_round.organisation_id, feedback_round.organiser_id)
    return people.order_by("name").distinct()


def is_run_by_others(person: Person) -> Exists:
    """Match the reviews whose round somebody else runs too: within a query, as `organisers_of`."""
    people = _organisers(OuterRef("round__organisation"), OuterRef("round__organiser"))
    return Exists(people.exclude(pk=person.pk))


def _organisers(
    organisation: int | OuterRef, organiser: UUID | OuterRef | None
) -> QuerySet[Person]:
    """Return the people who run a round of an organisation that names somebody as its organiser."""
    by_role = (
        Q(roles__role=roles.ORGANISER)
        | Q(roles__role=roles.LOCAL_ORGANISER, organisation=organisation)
        | Q(roles__role=roles.OWN_ORGANISER, pk=organiser)
    )
    return Person.objects.filter(by_role, is_active=True)
