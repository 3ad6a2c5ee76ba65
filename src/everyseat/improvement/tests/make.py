"""Services and what belongs to them, for the tests of this part."""

from datetime import date

from django.utils import timezone

from everyseat.files.values import Reading
from everyseat.improvement.actions import frameworks, measures, services
from everyseat.improvement.models import Measure, Service
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


def measure(service, *values, **fields) -> Measure:
    """Return a measure with values of the first days of months, in order, from January 2023 on."""
    usual = {"name": "Days until a visit", "definition": "", "kind": "outcome", "unit": ""}
    usual |= {"direction": "decrease", "feed": "typed", "theme": None, "chart": "xmr"}
    made = measures.add(service=service, values={**usual, **fields})
    pairs = [one if isinstance(one, tuple) else (one, None) for one in values]
    found = [Reading(month(n), float(value), out_of) for n, (value, out_of) in enumerate(pairs)]
    if found:
        measures.take(measure=made, readings=found)
    return made


def month(n: int) -> date:
    """Return the first day of a month, counted from January 2023 as 0."""
    return date(2023 + n // 12, n % 12 + 1, 1)
