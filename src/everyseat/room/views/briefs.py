"""Pages of who sends a brief: write it, send it to teams, read the sum, answer what came up."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from everyseat.giving import second_look
from everyseat.giving.access import requires
from everyseat.giving.refusing import checked, refused
from everyseat.organisations import moderating, roles
from everyseat.organisations.signed_in import SignedIn
from everyseat.room import who_sees
from everyseat.room.actions import briefs as actions
from everyseat.room.actions import ending, preparing
from everyseat.room.forms import BriefForm, QuestionForm, SendForm
from everyseat.room.models import LONGEST_REPLY, Brief
from everyseat.room.queries import briefs, room_state, sets, tallies
from everyseat.room.views.correcting import undo
from everyseat.room.views.shared import changed, mine


@requires(roles.SEND_BRIEFS)
def brief_new(request: SignedIn) -> HttpResponse:
    """Write a brief."""
    form = BriefForm(request.POST or None)
    if form.is_valid():
        made = actions.write(owner=request.user, **form.cleaned_data)
        return redirect("brief", pk=made.room_id)
    return render(request, "room/brief_new.html", {"form": form})


@requires(roles.SEND_BRIEFS)
def brief(request: SignedIn, pk: str) -> HttpResponse:
    """A brief: its questions until it is sent, then where teams stand and what they ask."""
    brief = _mine(request, pk)
    form = QuestionForm(request.POST or None)
    if form.is_valid():
        with refused(form):
            preparing.add_question(room=brief.room, **form.cleaned_data)
            return redirect("brief", pk=pk)
    return _page(request, brief, form)


def _page(
    request: HttpRequest,
    brief: Brief,
    form: QuestionForm,
    reply: str = "",
    chosen: Sequence[str] = (),
    problem: str = "",
) -> HttpResponse:
    teams, up = briefs.teams(brief), briefs.sorted_up(brief)
    asked = {one.number: one for one in brief.room.questions.all()}
    for one in (*up["seen"], *up["waiting"], *up["hidden"]):
        shown = {"asked": asked[one.question.number], "is_chosen": str(one.pk) in chosen}
        vars(one).update(shown)  # for the template
    context = {
        "brief": brief,
        "undo": undo(request, brief.room),
        "room": brief.room,
        "form": form,
        "questions": [
            {"question": one, "words": room_state.with_reasons(one, tallies.tally(one))}
            for one in asked.values()
        ],
        "asked_in_order": list(asked.values()),
        "joined": sets.joined(list(asked.values())),
        "may_correct": not brief.is_sent,
        "sent": [one for one in teams if one["room"]],
        "others": [one for one in teams if one["leader"] and not one["room"]],
        "leaderless": [one for one in teams if not one["leader"] and not one["room"]],
        "up": up["seen"],
        "up_hidden": up["hidden"],
        "up_waiting": [(one, moderating.at_a_glance(one.text)) for one in up["waiting"]],
        "deleted_on": ending.deleted_on(brief.room),
        "today": timezone.localdate(),
        "asked": who_sees.asked(),
        "reply": reply,
        "longest_reply": LONGEST_REPLY,
        "problem": problem,
        "warned": second_look.seal([reply]),
    }
    return render(request, "room/brief.html", context)


def _mine(request: SignedIn, pk: str) -> Brief:
    room = mine(request, pk)
    return get_object_or_404(Brief.objects.select_related("room__facilitator"), room=room)


@require_POST
@requires(roles.SEND_BRIEFS)
def brief_send(request: SignedIn, pk: str) -> HttpResponse:
    """Send a brief to the teams that were ticked."""
    brief, form = _mine(request, pk), SendForm(request.POST)
    with refused(request):
        n = actions.send(brief=brief, **checked(form))
        text = ngettext("Sent to {n} team.", "Sent to {n} teams.", n)
        messages.success(request, text.format(n=n))
    return redirect("brief", pk=pk)


@require_POST
@requires(roles.SEND_BRIEFS)
def brief_reply(request: SignedIn, pk: str) -> HttpResponse:
    """Answer the questions that were ticked; every team reads it."""
    brief, text = _mine(request, pk), request.POST.get("text", "")
    chosen = request.POST.getlist("raised")
    with refused(request):
        try:
            is_agreed = second_look.is_agreed(request.POST, [text])
            actions.reply(brief=brief, raised=chosen, text=text, checked=is_agreed)
        except actions.Waits as error:
            return _page(request, brief, QuestionForm(), text, chosen, str(error))
        changed(brief.room)
        messages.success(request, _("Every team can read your answer now."))
        return redirect("brief", pk=pk)
    return _page(request, brief, QuestionForm(), text, chosen)  # nothing written is lost
