"""Pages on which organisers decide about statements: many at once, or one in other words."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.conversation import moderation_log
from everyseat.conversation.actions import moderating
from everyseat.conversation.actions.moderating import Decision, Outcome
from everyseat.conversation.forms import DecideForm, RewordForm
from everyseat.conversation.models import Conversation, Statement
from everyseat.conversation.queries import duplicates
from everyseat.conversation.queries.conversations import listed
from everyseat.conversation.views.organising import runs_conversations
from everyseat.files.csv_export import for_people
from everyseat.giving.access import traced
from everyseat.giving.refusing import checked, refused
from everyseat.organisations import moderating as held
from everyseat.organisations.signed_in import SignedIn

ON_A_PAGE = 25
ACTS = {"publish": Statement.State.PUBLISHED, "reject": Statement.State.REJECTED}


@runs_conversations
def conversation_queue(request: HttpRequest, pk: str) -> HttpResponse:
    """List what waits: why it is held, and what is like it. All or none may be ticked."""
    found = get_object_or_404(listed(), pk=pk)
    return _queue(request, found, DecideForm(None, reasons=found.reasons), frozenset())


def _queue(
    request: HttpRequest, found: Conversation, form: DecideForm, chosen: frozenset[int]
) -> HttpResponse:
    waiting = found.statements.filter(state=Statement.State.WAITING)
    page = Paginator(waiting, ON_A_PAGE).get_page(request.GET.get("page"))
    like, is_all = duplicates.likely(found, list(page)), "all" in request.GET
    rows = []
    for one in page:
        why = held.at_a_glance(one.text)
        ticked = one.number in chosen or (is_all and not why)
        rows.append({"one": one, "why": why, "like": like.get(one.number), "ticked": ticked})
    context = {"conversation": found, "page": page, "rows": rows, "form": form, "is_all": is_all}
    status = 400 if form.errors else 200
    return render(request, "conversation/queue.html", context, status=status)


@runs_conversations
def conversation_decide(request: SignedIn, pk: str) -> HttpResponse:
    """Publish or reject statements: those chosen in the queue, or one on its own page.

    Links of the queue, when it is shown here because a reason is missing, lead to the queue itself.
    """
    if request.method != "POST":
        queue = reverse("conversation_queue", args=[pk])
        return redirect(f"{queue}?{request.GET.urlencode()}")
    found = get_object_or_404(listed(), pk=pk)
    chosen = frozenset(int(n) for n in request.POST.getlist("statement") if n.isdecimal())
    form = DecideForm(request.POST, reasons=found.reasons)
    is_one = "one" in request.POST
    with refused(request if is_one else form):
        outcome = moderating.decide(
            conversation=found,
            numbers=chosen,
            seen=request.POST.get("seen", ""),
            decision=_decision(request, form),
        )
        _say(request, outcome)
        if not is_one:
            return redirect("conversation_queue", pk=pk)
    if is_one and len(chosen) == 1:
        return redirect("conversation_statement", pk=pk, number=min(chosen))
    return _queue(request, found, form, chosen)


def _decision(request: SignedIn, form: DecideForm) -> Decision:
    act = request.POST.get("act", "")
    return Decision(
        state=ACTS.get(act, ""), by=request.user, on=timezone.localdate(), **checked(form)
    )


def _say(request: HttpRequest, outcome: Outcome) -> None:
    if outcome.decided:
        text = ngettext("%(n)s statement decided.", "%(n)s statements decided.", outcome.decided)
        messages.success(request, text % {"n": outcome.decided})
    elif not outcome.meanwhile:
        messages.error(request, _("Choose at least one statement first."))
    for one in outcome.meanwhile:
        messages.warning(request, _meanwhile(one))


def _meanwhile(one: Statement) -> str:
    """Return what became of a statement that somebody else has decided about."""
    told = {"n": one.number, "state": one.get_state_display().lower()}
    if not one.moderated_by:
        return _("Statement %(n)s is %(state)s by now. We left it so.") % told
    told["name"] = one.moderated_by.name
    return _("%(name)s has decided about statement %(n)s: %(state)s. We left it so.") % told


@runs_conversations
def conversation_reword(request: SignedIn, pk: str, number: int) -> HttpResponse:
    """Put other words in a statement's place, or split it."""
    found = get_object_or_404(listed(), pk=pk)
    statement = get_object_or_404(found.statements, number=number)
    statement.conversation = found
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
            return redirect("conversation_queue", pk=pk)
    context = {"conversation": found, "statement": statement, "form": form}
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
