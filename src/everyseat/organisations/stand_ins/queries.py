"""Who stands in for whom today. What a stand-in may do is each part's to say."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from everyseat.organisations.leaving import Loss
from everyseat.organisations.models import Person, StandIn


def named(person: Person | None) -> StandIn | None:
    """Return whom a person has as a stand-in: planned, today, or until lately."""
    return getattr(person, "away", None)  # what it raises where there is none is no attribute


def planned(person: Person) -> StandIn | None:
    """Return who stands in for a person today or from a later day on."""
    found = named(person)
    return found if found and found.last_day >= timezone.localdate() else None


def today(person: Person | None) -> StandIn | None:
    """Return who acts for a person today, on the site's calendar; None without anybody.

    A stand-in who can't sign in does not act. Nobody acts for a person who can't sign in either:
    their tasks have passed to others already. A stand-in who is away has no stand-in of their own.
    """
    found = named(person)
    if found is None or not found.first_day <= timezone.localdate() <= found.last_day:
        return None
    return found if found.person.is_active and found.stand_in.is_active else None


def acts_for(person: Person) -> QuerySet[StandIn]:
    """Return for whom a person acts today."""
    return StandIn.objects.filter(
        _on(timezone.localdate()), stand_in=person, person__is_active=True
    )


def away_between(person: Person, first_day: date, last_day: date) -> StandIn | None:
    """Return how a person is away themselves on any of these days."""
    return StandIn.objects.filter(
        person=person, first_day__lte=last_day, last_day__gte=first_day
    ).first()


def _on(day: date) -> Q:
    return Q(first_day__lte=day, last_day__gte=day)


def waits(loss: Loss) -> Iterator[str]:
    """Yield for whom somebody stands in who is about to be stopped from signing in."""
    if loss.is_shut_out:
        names = {"name": loss.person.name}
        open_still = StandIn.objects.filter(
            stand_in=loss.person, last_day__gte=timezone.localdate()
        ).select_related("person")
        for found in open_still.order_by("person__name"):
            text = _(
                "%(name)s stands in for %(whom)s until %(day)s. Then nobody does: name somebody "
                "else on the page of %(whom)s."
            )
            yield text % {**names, "whom": found.person.name, "day": date_format(found.last_day)}
