"""District nursing in the made-up city."""

from random import Random

from everyseat.improvement.actions import frameworks, services
from everyseat.improvement.demonstration import nursing_form, nursing_measures
from everyseat.improvement.models import Service
from everyseat.organisations.demonstration import City
from everyseat.organisations.models import Team

NAME = "District nursing"
ABOUT = (
    "Nurses who visit people at home: wounds, injections, catheters, and care at the end of life."
)


def load(city: City, rng: Random) -> None:
    """Add the service, with what it measures, and with what people say."""
    service = _service(city)
    nursing_measures.load(service, city.organiser, rng)
    nursing_form.load(service, city, rng)


def _service(city: City) -> Service:
    organisation = city.organiser.organisation
    frameworks.add_ours(organisation=organisation)
    made = services.add(
        organisation=organisation,
        values={
            "name": NAME,
            "about": ABOUT,
            "team": Team.objects.filter(organisation=organisation, name=NAME).first(),
            "framework": organisation.frameworks.get(key="patient_experience"),
        },
    )
    services.publish(service=made)
    return made
