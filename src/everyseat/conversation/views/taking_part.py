"""Pages of a participant, opened by their card: one statement at a time, and their answers."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language

from everyseat.conversation import addresses, numbers, sources, who_sees
from everyseat.conversation.actions import answering
from everyseat.conversation.models import Participant, Statement, Vote
from everyseat.conversation.queries import heard, next_statement, participants, translations
from everyseat.conversation.views.shared import by_card, by_code, participant
from everyseat.giving.refusing import Message, refused

ON_A_PAGE = 30
SAYS_CARD = 3
"""After how many answers a page still says that only a card leads back to them."""


@by_code
@by_card
def conversation_answer(request: HttpRequest, code: str, card: str) -> HttpResponse:
    """Show the next statement; keep the answer to the one before, and lead on."""
    who, said = participant(code, card), Message()
    if request.method == "POST":
        with refused() as said:
            _keep(request, who)
            return redirect("conversation_answer", code=code, card=card)
    statement, last = next_statement.of(who), participants.last_answer(who)
    shown = [*([statement] if statement else []), *([last.statement] if last else [])]
    translations.say(who.conversation, shown, get_language() or "")
    n_answers = who.votes.count()
    context = _context(who, card) | {
        "says_card_for": SAYS_CARD - n_answers,
        "says_card": 0 < n_answers <= SAYS_CARD,
        "statement": statement,
        "answered": last is not None,
        "last": last,
        "left": sources.left(participants.left(who)),
        "following": addresses.following(code, card),
        "has_answer": heard.published(who.conversation) is not None,
        "problem": said.text,
    }
    return render(request, "conversation/answer.html", context, status=_status(said))


@by_code
@by_card
def conversation_answers(request: HttpRequest, code: str, card: str) -> HttpResponse:
    """Show what a participant answered; each answer can be changed or withdrawn."""
    who, said = participant(code, card), Message()
    if request.method == "POST":
        with refused() as said:
            _keep(request, who)
            return redirect(_with_what_changed(request))
    page = Paginator(participants.answers(who), ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [Row(vote.statement, vote) for vote in page]
    context = _context(who, card) | {"page": page, "rows": rows, "problem": said.text}
    chosen = numbers.read(request.GET.get("changed", ""))
    if chosen and not said.text:  # or what was done before would stand beside what was not done now
        changed = get_object_or_404(who.conversation.statements, number=chosen)
        _say_changed(rows, changed, who)
        context["changed"] = changed
    translations.say(who.conversation, [row.statement for row in rows], get_language() or "")
    return render(request, "conversation/answers.html", context, status=_status(said))


@dataclass
class Row:
    """A statement with a participant's answer; None once it was withdrawn."""

    statement: Statement
    vote: Vote | None
    is_changed: bool = False


def _say_changed(rows: list[Row], changed: Statement, who: Participant) -> None:
    """Have it said which answer was changed, where its statement is or was in the list."""
    row = next((row for row in rows if row.statement == changed), None)
    if row is None:
        vote = who.votes.select_related("statement").filter(statement=changed).first()
        row = Row(vote.statement if vote else changed, vote)
        at = sum(other.statement.number < changed.number for other in rows)
        rows.insert(at, row)
    row.is_changed = True


def _with_what_changed(request: HttpRequest) -> str:
    """Return the address of the same page, which says which answer was changed or withdrawn."""
    asked = {"page": request.GET.get("page", ""), "changed": request.POST.get("statement", "")}
    return f"{request.path}?{urlencode({k: v for k, v in asked.items() if v})}#changed"


def _keep(request: HttpRequest, who: Participant) -> None:
    number, said = request.POST.get("statement", ""), request.POST.get("answer", "")
    if said == "withdraw":
        answering.withdraw(participant=who, number=number)
    else:
        answering.answer(participant=who, number=number, said=said)


def _context(who: Participant, card: str) -> dict[str, object]:
    return {
        "conversation": who.conversation,
        "card": card,
        "who": who_sees.participant(who.conversation),
        "limits": who_sees.limits(who.conversation),
        "written": who.statements.count(),
    }


def _status(said: Message) -> int:
    return 409 if said.text else 200
