"""Themes by which comments are sorted: the ones that come with the product."""

from django.db import transaction

from everyseat.files import frameworks
from everyseat.improvement.models import Framework, Theme
from everyseat.organisations.models import Organisation

PATIENT_EXPERIENCE = "patient_experience"
NAME = "Patient experience"


@transaction.atomic
def add_ours(*, organisation: Organisation) -> None:
    """Add the framework that comes with the product, if an organisation does not have it yet."""
    made, is_new = Framework.objects.get_or_create(
        organisation=organisation, key=PATIENT_EXPERIENCE, defaults={"name": NAME}
    )
    if is_new:
        Theme.objects.bulk_create(
            Theme(
                framework=made,
                number=number,
                group=theme.group,
                name=theme.name,
                description=theme.description,
            )
            for number, theme in enumerate(frameworks.patient_experience(), 1)
        )
