"""Adding up the rooms of a brief, so that no sum tells what a few in one team have said.

Who sent the brief knows when each team met, and sees the sum before and after. So what k or more
answered in a room joins the sum when the room ends; what fewer answered waits until k answers are
left when any one of the rooms that wait is taken out, and joins together with theirs. A question
from the floor goes up with its team's name if k or more stood behind it; the others wait in the
same way for another room's, and go without.
"""

from everyseat.giving.states import lock
from everyseat.room import threshold
from everyseat.room.models import Brief, Question, Raised


def add_up(brief: Brief) -> None:
    """Let join the sum, and go up, what may by now. To be called in the transaction of an end."""
    lock(brief)
    for number in brief.room.questions.values_list("number", flat=True):
        _join(brief, number)
    _go_up(brief)


def _ended(brief: Brief) -> dict:
    return {
        "room__copied_from": brief.room_id,
        "room__team__isnull": False,
        "result__isnull": False,
    }


def _join(brief: Brief, number: int) -> None:
    waiting = Question.objects.filter(number=number, is_counted=False, **_ended(brief))
    enough = [question for question in waiting if question.left["n"] >= threshold.K]
    few = [question for question in waiting if 0 < question.left["n"] < threshold.K]
    joins = enough + (few if _is_crowd(few) else [])
    Question.objects.filter(pk__in=[question.pk for question in joins]).update(is_counted=True)


def _is_crowd(few: list[Question]) -> bool:
    """Whether k or more are left when any one room, which somebody may know, is taken out."""
    answered = [question.left["n"] for question in few]
    return len(few) >= 2 and sum(answered) - max(answered) >= threshold.K


def _go_up(brief: Brief) -> None:
    numbers = brief.room.questions.values_list("number", flat=True)
    floors = Question.objects.filter(number__in=numbers, **_ended(brief))
    waiting = Raised.objects.filter(question__in=floors, is_seen=True, went_up=False)
    waiting.filter(stood_behind__gte=threshold.K).update(went_up=True, names_team=True)
    nameless = {raised.question for raised in waiting.select_related("question")}
    rooms = {question.room_id: question for question in nameless}
    if _is_crowd(list(rooms.values())):
        waiting.update(went_up=True)
