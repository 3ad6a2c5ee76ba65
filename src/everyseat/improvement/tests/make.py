"""Services and what belongs to them, for the tests of this part."""

from django.utils import timezone

from everyseat.improvement.actions import frameworks, services
from everyseat.improvement.models import Service
from everyseat.organisations import actions as organisations
from everyseat.organisations.models import Person
from everyseat.organisations.queries import host


def today():
    return timezone.localdate()


def person(name, *roles) -> Person:
    if host() is None:
        organisations.set_up(organisation="Trust", name="Admin", email="admin@trust.example")
    email = f"{name.lower()}@trust.example"
    made = Person.objects.create(name=name, email=email, organisation=host())
    organisations.set_roles(person=made, roles=set(roles))
    return made


def service(name="District nursing", **values) -> Service:
    """Return a service whose public page is closed, led by nobody."""
    frameworks.add_ours(organisation=host())
    framework = host().frameworks.get(key="patient_experience")
    return services.add(
        organisation=host(), values={"name": name, "framework": framework, **values}
    )


def public(name="District nursing", **values) -> Service:
    made = service(name, **values)
    services.publish(service=made)
    return made
