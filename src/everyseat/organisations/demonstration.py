"""The demonstration: a made-up city, its organisations, teams and people."""

from dataclasses import dataclass
from random import Random

from everyseat.organisations import actions
from everyseat.organisations.models import Organisation, Person, Team

HOST, COUNCIL, VOLUNTARY = "City Community Health", "City Council", "Voluntary Action City"
TEAMS = {
    HOST: ("Executive", "District nursing", "Children's services", "Intermediate care", "Estates"),
    COUNCIL: ("Public health", "Adult social care"),
    VOLUNTARY: ("Carers' support", "Befriending"),
}
FIRST = (
    "Aisha", "Ben", "Carys", "Dev", "Ella", "Farid", "Grace", "Huw", "Ines", "Jamal", "Katya",
    "Liam", "Mei", "Nia", "Omar", "Priya", "Rhys", "Sofia", "Tomos", "Uche", "Vera", "Will",
    "Yusuf", "Zoe", "Anwen", "Bashir", "Chloe", "Dafydd", "Esi", "Finn",
)  # fmt: skip
LAST = (
    "Adeyemi", "Bevan", "Clarke", "Davies", "Evans", "Farah", "Griffiths", "Hussain", "Iqbal",
    "Jones", "Khan", "Lloyd", "Morgan", "Ncube", "Owen", "Patel", "Quinn", "Raman", "Singh",
    "Taylor", "Umar", "Vaughan", "Walker", "Xu", "Young", "Zielinski",
)  # fmt: skip


@dataclass(frozen=True)
class City:
    """Everybody the story needs by name, and everybody else."""

    chief: Person
    chair: Person
    few: Person
    organiser: Person
    coach: Person
    guardian: Person
    second_guardian: Person
    administrator: Person
    leaders: list[Person]
    staff: list[Person]
    partners: list[Person]


def build(rng: Random) -> City:
    """Make the city's people in an empty site."""
    administrator = actions.set_up(
        organisation=HOST, name="Alex Novak", email="alex.novak@cityhealth.example"
    )
    actions.set_roles(person=administrator, roles={"administrator"})
    host = administrator.organisation
    other_organisations = [Organisation.objects.create(name=name) for name in (COUNCIL, VOLUNTARY)]
    teams = {
        organisation: [
            Team.objects.create(organisation=organisation, name=n) for n in TEAMS[str(organisation)]
        ]
        for organisation in (host, *other_organisations)
    }
    executive = teams[host][0]

    def add_person(name: str, manager: Person | None = None) -> Person:
        email = f"{name.lower().replace(' ', '.')}@cityhealth.example"
        return Person.objects.create(
            name=name, email=email, organisation=host, team=executive, manager=manager
        )

    chair = add_person("Ruth Adeyemi")
    chief = add_person("Francis Okafor", chair)
    few = add_person("Bronwen Hughes", chief)
    organiser = add_person("Sam Whitfield", chief)
    coach = add_person("Imran Sheikh", chief)
    actions.set_roles(person=organiser, roles={"organiser"})
    actions.set_roles(person=coach, roles={"coach"})
    guardian, second = add_person("Gwen Price", chair), add_person("Tunde Marsh", chair)
    for person in (guardian, second):
        actions.set_roles(person=person, roles={"guardian"})
    actions.set_roles(person=chair, roles={"board"})
    names = [f"{first} {last}" for first in FIRST for last in LAST]
    rng.shuffle(names)
    staff = _people(names[:70], teams[host][1:], "cityhealth", rng, chief)
    partners = _people(names[70:100], teams[other_organisations[0]], "citycouncil", rng)
    partners += _people(names[100:115], teams[other_organisations[1]], "voluntaryaction", rng)
    return City(
        chief,
        chair,
        few,
        organiser,
        coach,
        guardian,
        second,
        administrator,
        staff[:16],
        staff[16:],
        partners,
    )


def _people(
    names: list[str], teams: list[Team], domain: str, rng: Random, boss: Person | None = None
) -> list[Person]:
    people = []
    for name in names:
        team = rng.choice(teams)
        people.append(
            Person.objects.create(
                name=name,
                email=f"{name.lower().replace(' ', '.')}@{domain}.example",
                organisation=team.organisation,
                team=team,
                manager=boss,
                is_active=boss is not None,
            )
        )
    return people
