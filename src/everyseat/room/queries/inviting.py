"""Who a room by invitation can be opened to, and how far it has come. Never who has drawn."""

from django.db.models import Count, Q, QuerySet

from everyseat.giving import drawing
from everyseat.organisations.models import Team
from everyseat.room import threshold
from everyseat.room.models import Room
from everyseat.safety import thresholds


def teams(room: Room) -> QuerySet[Team]:
    """Return the teams with people who are not invited yet, and how many those are (`n`)."""
    invited = room.invited.values("person")
    counted = Team.objects.select_related("organisation").annotate(
        n=Count("people", filter=~Q(people__in=invited))
    )
    return counted.filter(n__gt=0).order_by("organisation", "name")


def progress(room: Room) -> dict[str, int]:
    """Return how many were invited, and about how many have drawn: in steps of k, never all."""
    n = room.invited.count()
    return {"n": n, "drawn": thresholds.in_steps(len(drawing.register_of(room)), n, threshold.K)}
