"""Counting what the public page of a service says in numbers, once a month."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from everyseat.giving.states import lock
from everyseat.improvement.led_to_change import cohort
from everyseat.improvement.models import PublicCounts, Service
from everyseat.improvement.queries import collecting, comments, issues, services
from everyseat.improvement.steady import Count, steady


def by_night() -> None:
    """Count for every public service that was not counted in this month. Safe to call again."""
    today = timezone.localdate()
    for service in services.public():
        count(service=service, today=today)


@transaction.atomic
def count(*, service: Service, today: date) -> None:
    """Count what came up to the end of last month, unless this month's count is there already.

    A page that is closed and opened again in one month says the same as before.
    """
    lock(service)
    month = today.replace(day=1)
    last = PublicCounts.objects.filter(service=service).first()
    if last and last.month >= month:
        return
    values = {
        "month": month,
        "themes": _themes(service, last.themes if last else {}, month),
        "led": list(issues.concerns(service, *cohort(today))),
        "helped": _helped(service),
    }
    PublicCounts.objects.update_or_create(service=service, defaults=values)


def _themes(
    service: Service, last: dict[str, list[Count]], month: date
) -> dict[str, tuple[Count, Count]]:
    """Return the numbers of each theme by its key, but for themes of which none may be shown."""
    found = {}
    for one in comments.by_theme(service, comment__received_on__lt=month):
        concerns, praise = last.get(str(one.theme.pk), (None, None))
        found[str(one.theme.pk)] = (
            steady(concerns, one.concerns, service.threshold),
            steady(praise, one.praise, service.threshold),
        )
    return {key: counts for key, counts in found.items() if any(counts)}


def _helped(service: Service) -> list[int]:
    found = collecting.how_many_were_helped(service)
    return [found.yes, found.partly, found.no] if found else []
