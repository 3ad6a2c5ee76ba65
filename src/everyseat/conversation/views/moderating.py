"""Pages on which organisers decide about statements: many at once, or one in other words."""

from collections import Counter
from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.conversation import moderation_log
from everyseat.conversation.actions import moderating, undoing
from everyseat.conversation.actions.moderating import Decision
from everyseat.conversation.actions.undoing import Undone
from everyseat.conversation.forms.moderating import DecideForm, RewordForm
from everyseat.conversation.models import Conversation, Statement
from everyseat.conversation.queries.conversations import listed
from everyseat.conversation.queries.queue import STATES
from everyseat.conversation.views import queueing, undoable
from everyseat.conversation.views.organising import runs_conversations
from everyseat.conversation.views.queueing import Asked
from everyseat.conversation.views.seeding import statement_of
from everyseat.files.csv_export import for_people
from everyseat.giving.access import traced
from everyseat.giving.refusing import checked, refused
from everyseat.organisations.models import Person
from everyseat.organisations.signed_in import SignedIn

NAMED = 3
"""Of how many statements a page says each by itself what became of it; of more, in one sentence."""
ACTS = {"publish": Statement.State.PUBLISHED, "reject": Statement.State.REJECTED}


@runs_conversations
def conversation_queue(request: HttpRequest, pk: str) -> HttpResponse:
    """List what waits, or is published or rejected; tick some, and turn pages with the ticks."""
    found = get_object_or_404(listed(), pk=pk)
    form = DecideForm(None, reasons=found.reasons)
    if request.method != "POST":
        return queueing.page(request, found, form, Asked.of(request.GET), frozenset())
    form.initial = {name: request.POST.get(name, "") for name in form.fields}
    asked, chosen = queueing.moved(request.POST, found)
    return queueing.page(request, found, form, asked, chosen)


@runs_conversations
def conversation_decide(request: SignedIn, pk: str) -> HttpResponse:
    """Publish or reject statements: those chosen in the queue, or one on its own page.

    Links of the queue, when it is shown here because a reason is missing, lead to the queue itself.
    """
    if request.method != "POST":
        return redirect(_queue(pk, request.GET.urlencode()))
    found = get_object_or_404(listed(), pk=pk)
    chosen = queueing.chosen(request.POST)
    form = DecideForm(request.POST, reasons=found.reasons)
    is_one, asked = "one" in request.POST, Asked.of(queueing.shown(request.POST))
    with refused(request if is_one else form):
        decision = _decision(request, form)
        outcome = moderating.decide(
            conversation=found,
            numbers=chosen,
            seen=request.POST.get("seen", ""),
            decision=decision,
        )
        seen = request.POST["seen"]
        said = _decided(decision, seen, len(outcome.steps)) if outcome.steps else ""
        _say_meanwhile(request, found, outcome.meanwhile)
        if not is_one and seen == Statement.State.WAITING:
            undoable.remember(request, found, said, outcome.steps)
        elif said:
            messages.success(request, said)
        if not is_one:
            return redirect(_queue(pk, asked.query))
    if is_one and len(chosen) == 1:
        return redirect("conversation_statement", pk=pk, number=min(chosen))
    return queueing.page(request, found, form, asked, chosen)


def _queue(pk: str, query: str) -> str:
    queue = reverse("conversation_queue", args=[pk])
    return f"{queue}?{query}" if query else queue


def _decision(request: SignedIn, form: DecideForm) -> Decision:
    act = request.POST.get("act", "")
    return Decision(
        state=ACTS.get(act, ""), by=request.user, on=timezone.localdate(), **checked(form)
    )


def _decided(decision: Decision, seen: str, n: int) -> str:
    """Return what was done with how many statements, by the state in which they were seen."""
    told = {"n": n, "reason": decision.reason}
    if decision.state == Statement.State.PUBLISHED:
        text = ngettext("Published %(n)s statement.", "Published %(n)s statements.", n)
    elif seen == Statement.State.PUBLISHED:
        text = ngettext(
            "Took out %(n)s statement: %(reason)s", "Took out %(n)s statements: %(reason)s", n
        )
    elif seen == Statement.State.REJECTED:
        text = ngettext(
            "Changed the reason or the note of %(n)s statement: %(reason)s",
            "Changed the reason or the note of %(n)s statements: %(reason)s",
            n,
        )
    else:
        text = ngettext(
            "Rejected %(n)s statement: %(reason)s", "Rejected %(n)s statements: %(reason)s", n
        )
    return text % told


def _say_meanwhile(
    request: HttpRequest, conversation: Conversation, decided: Sequence[Statement]
) -> None:
    """Say what somebody else has decided: of each statement, or of many together."""
    if len(decided) > NAMED:
        messages.warning(request, _many_meanwhile(conversation, decided))
        return
    for one in decided:
        messages.warning(request, _meanwhile(one))


def _many_meanwhile(conversation: Conversation, decided: Sequence[Statement]) -> SafeString:
    """Return how many have been decided, by whom and how, with links to where they are now."""
    n = len(decided)
    text = ngettext(
        "%(n)s statement was decided in the meantime, and we left it so:",
        "%(n)s statements were decided in the meantime, and we left them so:",
        n,
    )
    of_each = Counter((one.state, one.moderated_by) for one in decided).most_common()
    said = [(_where(conversation, state), _how_many(n, state, by)) for (state, by), n in of_each]
    links = format_html_join(", ", '<a href="{}">{}</a>', said)
    return format_html("{} {}.", text % {"n": n}, links)


def _where(conversation: Conversation, state: str) -> str:
    """Return the address of the statements in a state, those decided last first."""
    if state in dict(STATES):
        return _queue(str(conversation.pk), Asked(state=state).query)
    statements = reverse("conversation_statements", args=[conversation.pk])
    return f"{statements}?state={state}"


def _how_many(n: int, state: str, by: Person | None) -> str:
    told = {"n": n, "state": Statement.State(state).label.lower(), "name": by.name if by else ""}
    return (_("%(n)s %(state)s by %(name)s") if by else _("%(n)s %(state)s")) % told


def _meanwhile(one: Statement) -> str:
    """Return what became of a statement that somebody else has decided about."""
    told = {"n": one.number, "state": one.get_state_display().lower()}
    if not one.moderated_by:
        return _("Statement %(n)s is %(state)s by now. We left it so.") % told
    told["name"] = one.moderated_by.name
    return _("%(name)s has decided about statement %(n)s: %(state)s. We left it so.") % told


@runs_conversations
def conversation_undo(request: SignedIn, pk: str) -> HttpResponse:
    """Let statements wait again that were decided in the queue, if nothing happened since."""
    found = get_object_or_404(listed(), pk=pk)
    asked = Asked.of(queueing.shown(request.POST))
    if request.method == "POST":
        with refused(request):
            steps = undoable.read(request.POST.get("steps", ""))
            undone = undoing.undo(
                conversation=found, steps=steps, by=request.user, on=timezone.localdate()
            )
            _say_undone(request, found, undone)
    return redirect(_queue(pk, asked.query))


def _say_undone(request: HttpRequest, conversation: Conversation, undone: Undone) -> None:
    text = ngettext("%(n)s statement waits again.", "%(n)s statements wait again.", undone.waiting)
    messages.success(request, text % {"n": undone.waiting})
    _say_meanwhile(request, conversation, undone.decided)
    for said in _answered(undone.answered):
        messages.warning(request, said)
    if undone.gone:
        text = ngettext(
            "%(n)s statement has been deleted by the person who wrote it.",
            "%(n)s statements have been deleted by the people who wrote them.",
            undone.gone,
        )
        messages.warning(request, text % {"n": undone.gone})


def _answered(left: Sequence[Statement]) -> list[str]:
    """Return that statements stay which people have answered: of each, or of many together."""
    if (n := len(left)) > NAMED:
        text = _(
            "%(n)s statements stay published: people have answered them. You can take them out."
        )
        return [text % {"n": n}]
    text = _("Statement %(n)s stays published: people have answered it. You can take it out.")
    return [text % {"n": one.number} for one in left]


@runs_conversations
def conversation_reword(request: SignedIn, pk: str, number: int) -> HttpResponse:
    """Put other words in a statement's place, or split it."""
    statement = statement_of(pk, number)
    found = statement.conversation
    queue = _queue(pk, Asked.of(request.GET).query)
    form = RewordForm(request.POST or None, initial={"texts": [statement.text]})
    if form.is_valid():
        with refused(form):
            made = moderating.reword(
                statement=statement,
                seen=request.POST.get("state", ""),
                by=request.user,
                today=timezone.localdate(),
                **form.cleaned_data,
            )
            text = ngettext("Reworded.", "Split into %(n)s statements.", len(made))
            messages.success(request, text % {"n": len(made)})
            return redirect(queue)
    context = {"conversation": found, "statement": statement, "form": form, "queue": queue}
    return render(request, "conversation/reword.html", context, status=form.status)


@traced
@runs_conversations
def conversation_log(request: HttpRequest, pk: str) -> HttpResponse:
    """Download every statement with what was decided about it, by whom and why."""
    found = get_object_or_404(listed(), pk=pk)
    table = for_people(moderation_log.rows(found))
    response = HttpResponse(table, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="moderation.csv"'
    return response
