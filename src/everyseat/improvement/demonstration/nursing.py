"""District nursing in the made-up city."""

from random import Random

from django.utils import timezone

from everyseat.improvement.actions import frameworks, services
from everyseat.improvement.demonstration import (
    comments,
    nursing_capacity,
    nursing_form,
    nursing_issues,
    nursing_measures,
)
from everyseat.improvement.models import Service
from everyseat.organisations.demonstration import City
from everyseat.organisations.models import Person, Team

NAME = "District nursing"
ABOUT = (
    "Nurses who visit people at home: wounds, injections, catheters, and care at the end of life."
)


def load(city: City, rng: Random) -> None:
    """Add the service, with what people said of it, what was done, and what it measures."""
    service = _service(city)
    comments.load(city, service, rng, timezone.localdate())
    nursing_measures.load(service, city.organiser, rng)
    nursing_form.load(service, city, rng)
    nursing_issues.load(service, city.organiser)
    nursing_capacity.load(service, city.organiser, rng)
    services.publish(service=service, today=timezone.localdate())


def _service(city: City) -> Service:
    organisation = city.organiser.organisation
    frameworks.add_ours(organisation=organisation)
    return services.add(
        organisation=organisation,
        values={
            "name": NAME,
            "about": ABOUT,
            "lead": _lead(city),
            "team": Team.objects.filter(organisation=organisation, name=NAME).first(),
            "framework": organisation.frameworks.get(key="patient_experience"),
        },
    )


def _lead(city: City) -> Person:
    """Return the first leader of the team, or of any."""
    of_team = [one for one in city.leaders if one.team and one.team.name == NAME]
    return next(iter(of_team), city.leaders[0])
