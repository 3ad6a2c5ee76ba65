"""The page on which a participant writes statements, and reads what happened to each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from everyseat.conversation import heard, numbers, who_sees
from everyseat.conversation.actions import writing
from everyseat.conversation.forms.statements import WriteForm
from everyseat.conversation.models import Participant, Statement
from everyseat.conversation.queries import heard as queries
from everyseat.conversation.queries import participants, translations
from everyseat.conversation.views.shared import by_card, by_code, participant
from everyseat.giving import second_look
from everyseat.giving.refusing import refused
from everyseat.organisations import marking


@by_code
@by_card
def conversation_write(request: HttpRequest, code: str, card: str) -> HttpResponse:
    """Take a statement, once its writer has seen what in it may tell who they are."""
    who = participant(code, card)
    conversation = who.conversation
    if "back" in request.POST:
        return _taken_back(request, who, card)
    form = WriteForm(request.POST or None, longest=conversation.longest)
    pieces: dict[str, list[marking.Piece]] = {}
    if form.is_valid():
        pieces = marking.marked_people(form.cleaned_data)
        if second_look.is_agreed(request.POST, marking.warned_about(pieces)):
            with refused(form):
                before = who.statements.count()
                writing.write(participant=who, **form.cleaned_data)
                said = "sent" if who.statements.count() > before else "again"
                return redirect(f"{request.path}?{said}#said")
    return _page(request, who, card, form, pieces)


def _taken_back(request: HttpRequest, who: Participant, card: str) -> HttpResponse:
    with refused() as said:
        writing.take_back(participant=who, number=numbers.read(request.POST["back"]))
        return redirect(f"{request.path}?back#said")
    form = WriteForm(None, longest=who.conversation.longest)
    return _page(request, who, card, form, {}, said.text)


def _page(
    request: HttpRequest,
    who: Participant,
    card: str,
    form: WriteForm,
    pieces: dict[str, list[marking.Piece]],
    problem: str = "",
) -> HttpResponse:
    conversation = who.conversation
    context = {
        "conversation": conversation,
        "card": card,
        "form": form,
        "pieces": pieces,
        "warned": second_look.seal(marking.warned_about(pieces)),
        "said": _said(request),
        "problem": problem,
        "who": [who_sees.written(conversation)],
        "statements": _with_answers(who),
    }
    status = 409 if problem else 200
    return render(request, "conversation/write.html", context, status=status)


def _said(request: HttpRequest) -> str:
    """Return what the form before came to; "" once there is something newer to say."""
    if request.method == "POST":
        return ""
    return next((name for name in ("sent", "again", "back") if name in request.GET), "")


def _with_answers(who: Participant) -> list[Statement]:
    """Return what a participant wrote, each statement with what came of it."""
    found, today = list(participants.statements(who)), timezone.localdate()
    points = queries.answers_to(who, found)
    may_go = set(participants.may_take_back(who).values_list("pk", flat=True))
    translations.say_all(who.conversation, found)
    reworded = [new for one in found for new in one.replaced_by.all()]
    translations.say(who.conversation, reworded, get_language() or "")
    for one in found:  # for the template
        vars(one)["may_go"] = one.pk in may_go
        vars(one)["came_of_it"] = [heard.of_point(point, today) for point in points.get(one.pk, [])]
    return found
