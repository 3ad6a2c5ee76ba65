"""What people read of briefs: who leads a team, where teams stand, what they ask."""

from django.db.models import Count, F, QuerySet

from everyseat.organisations import moderating
from everyseat.organisations.models import Person, Team
from everyseat.room import kinds
from everyseat.room.models import Brief, Question, Raised, Room


def leaders() -> dict[int, Person]:
    """Return who leads each team: of its people, the one who manages most of the others."""
    managing = (
        Person.objects.filter(is_active=True, reports__team=F("team"))
        .annotate(n=Count("reports"))
        .order_by("n", "name")
    )
    return {person.team_id: person for person in managing if person.team_id}


def teams(brief: Brief) -> list[dict]:
    """Return every team: who leads it, and its room of the brief if it has one."""
    leading = leaders()
    rooms = {room.team_id: room for room in brief.room.copies.exclude(team=None)}
    return [
        {"team": team, "leader": leading.get(team.pk), "room": rooms.get(team.pk)}
        for team in Team.objects.select_related("organisation").order_by("organisation", "name")
    ]


def went_up(brief: Brief) -> QuerySet[Raised]:
    """Return the questions that went up, those most stood behind first."""
    up = Raised.objects.filter(question__room__copied_from=brief.room_id, went_up=True)
    return up.select_related("question__room__team").order_by("-stood_behind", "text")


def sorted_up(brief: Brief) -> dict[str, list[Raised]]:
    """Return the questions that went up: "waiting" for who sent the brief, "seen", "hidden".

    What a team's facilitator let its hall read, others have not read: the same rule again. What
    was removed from the sum is in none of them.
    """
    floors = list(brief.room.questions.filter(kind=kinds.FLOOR))
    removed, hidden, allowed = (
        {key for one in floors for key in getattr(one, listed)}
        for listed in ("removed", "hidden", "allowed")
    )
    sorts: dict[str, list[Raised]] = {"waiting": [], "seen": [], "hidden": []}
    for one in went_up(brief):
        pk = str(one.pk)
        waits = not (one.reply or pk in allowed) and moderating.waits(one.text)
        if pk not in removed:
            sorts["hidden" if pk in hidden else "waiting" if waits else "seen"].append(one)
    return sorts


def removed_up(question: Question) -> int:
    """Return how many questions went up to a brief's question and were removed by their teams."""
    results = Question.objects.filter(
        room__copied_from=question.room_id, number=question.number, result__isnull=False
    ).values_list("result", flat=True)
    return sum(result.get("removed_up", 0) for result in results if result)


def stayed(room: Room) -> int:
    """Return how many of a room's questions have not gone up (yet)."""
    return Raised.objects.filter(question__room=room, is_seen=True, went_up=False).count()


def answered(brief: Brief) -> list[Raised]:
    """Return the questions that were answered, as every team reads them."""
    return [one for one in sorted_up(brief)["seen"] if one.reply]


def to_hold(person: Person) -> QuerySet[Room]:
    """Return the teams' rooms that wait for a person to hold them."""
    return person.rooms.filter(ended_on=None).exclude(team=None).select_related("team")
