"""Filling an empty site with the demonstration: a made-up city, and what each part shows of it."""

from random import Random

from django.db import transaction

from everyseat.giving import site_facts
from everyseat.organisations import demonstration
from everyseat.organisations.models import Email
from everyseat.site.parts import parts

SEED = 2012
"""The same seed makes the same city."""
INVITED = 12
"""E-mails that are left, for visitors to answer by."""


@transaction.atomic
def load() -> None:
    """Fill an empty site with the demonstration."""
    rng = Random(SEED)
    site_facts.mark_as_demonstration()
    site_facts.end_first_day()
    city = demonstration.build(rng)
    for part in parts():
        part.demonstrate(city, rng)
    waiting = Email.objects.iterator()
    invited = [one.pk for one in waiting if one.subject.startswith("How does it feel")]
    Email.objects.exclude(pk__in=invited[:INVITED]).delete()
