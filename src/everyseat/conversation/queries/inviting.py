"""Who is invited to a conversation, and how far it has come. Never who has drawn."""

from django.db.models import Count, Q, QuerySet

from everyseat.conversation.models import Conversation
from everyseat.giving import drawing
from everyseat.organisations.models import Team
from everyseat.safety import thresholds


def teams(conversation: Conversation) -> QuerySet[Team]:
    """Return the teams with people who are not invited yet."""
    invited = conversation.invited.exclude(person=None).values("person")
    left = Count("people", filter=Q(people__is_active=True) & ~Q(people__in=invited))
    counted = Team.objects.select_related("organisation").annotate(n=left)
    return counted.filter(n__gt=0).order_by("organisation", "name")


def by_audience(conversation: Conversation) -> list[dict[str, object]]:
    """Return the audiences, how many are invited as each, and about how many have drawn."""
    register = set(drawing.register_of(conversation)) if conversation.is_open else set()
    k = conversation.k
    found = []
    for audience in conversation.audiences.all():
        keys = {str(key) for key in audience.invited.values_list("pk", flat=True)}
        drawn = thresholds.in_steps(len(keys & register), len(keys), k)
        found.append({"audience": audience, "n": len(keys), "drawn": drawn})
    return found


def progress(conversation: Conversation) -> dict[str, int]:
    """Return how many are invited, and about how many have drawn: in steps of k, never all."""
    n = conversation.invited.count()
    drawn = len(drawing.register_of(conversation)) if conversation.is_open else 0
    k = conversation.k
    return {"n": n, "drawn": thresholds.in_steps(drawn, n, k), "k": k}
