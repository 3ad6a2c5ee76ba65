"""Pages on which a facilitator corrects what they prepared."""

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from everyseat.giving.access import login_required, requires
from everyseat.giving.refusing import refused
from everyseat.giving.versions import Versioned
from everyseat.organisations import roles
from everyseat.organisations.signed_in import SignedIn
from everyseat.room.actions import correcting, preparing
from everyseat.room.forms import MEANINGS, BriefForm, EditForm, QuestionForm, SetForm
from everyseat.room.models import Brief, Question, Room
from everyseat.room.queries import sets
from everyseat.room.views.shared import changed, mine, own

POINTS = 10
"""What a form offers where no points are given away yet."""
DELETED = "deleted question"
UNDO_WITHIN = 60 * 60
"""Seconds in which a deleted question is brought back."""


@login_required
def room_edit(request: SignedIn, pk: str) -> HttpResponse:
    """Rename a session, or change its day."""
    room = mine(request, pk)
    form = EditForm(request.POST or None, initial={"title": room.title, "held_on": room.held_on})
    if form.is_valid():
        with refused(form):
            correcting.edit_room(room=room, **form.cleaned_data)
            changed(room)
            return redirect("room", pk=pk)
    return _form(request, room, form, _("Change the name or the day"))


@login_required
def question_edit(request: SignedIn, pk: str, question: int) -> HttpResponse:
    """Edit a question that was not asked yet."""
    room = mine(request, pk)
    asked = get_object_or_404(Question, room=room, pk=question)
    asked.room = room
    form = QuestionForm(request.POST or None, initial=_written(asked))
    if form.is_valid():
        with refused(form):
            made = correcting.edit_question(question=asked, **form.cleaned_data)
            return redirect(f"{reverse('room', args=[pk])}#question-{made.pk}")
    return _form(request, room, form, _("Edit the question"))


@login_required
def set_name(request: SignedIn, pk: str, question: int) -> HttpResponse:
    """Say what questions are called that are asked together."""
    room = mine(request, pk)
    first = get_object_or_404(Question, room=room, pk=question)
    together = sets.of(first)
    form = SetForm(request.POST or None, initial={"name": sets.given_name(together)})
    if request.method == "POST" and form.is_valid():
        with refused(form):
            correcting.name_set(question=first, name=form.cleaned_data["name"])
            return redirect("brief" if room.is_brief else "room", pk=pk)
    return _form(request, room, form, _("Give these questions a name"))


def _written(question: Question) -> dict[str, object]:
    values = preparing.values_of(question)
    options = {"written": "\n".join(question.written), "points": question.most or POINTS}
    names = MEANINGS.get(question.kind, ())
    return values | options | dict(zip(names, question.meanings, strict=False))


@requires(roles.SEND_BRIEFS)
def brief_edit(request: SignedIn, pk: str) -> HttpResponse:
    """Edit a brief before it is sent."""
    room = mine(request, pk)
    brief = get_object_or_404(Brief.objects.select_related("room"), room=room)
    written = {name: getattr(brief, name) for name in ("text", "film", "answer_by")}
    form = BriefForm(request.POST or None, initial=written | {"title": room.title})
    del form.fields["starter"]
    if form.is_valid():
        with refused(form):
            correcting.edit_brief(brief=brief, **form.cleaned_data)
            return redirect("brief", pk=pk)
    return _form(request, room, form, _("Edit the brief"))


def _form(request: HttpRequest, room: Room, form: Versioned, title: str) -> HttpResponse:
    context = {"room": room, "form": form, "title": title}
    return render(request, "room/edit.html", context, status=form.status)


@require_POST
@login_required
def room_delete(request: SignedIn, pk: str) -> HttpResponse:
    """Delete a session that was never used."""
    room = own(request, pk)
    with refused(request):
        correcting.delete_room(room=room)
        messages.success(request, _("Deleted: %s.") % room.title)
        return redirect("live")
    return redirect("room", pk=pk)


def remember(request: HttpRequest, question: Question) -> None:
    """Let the next page offer to bring a deleted question back."""
    values = preparing.values_of(question)
    request.session[DELETED] = [str(question.room_id), question.number, values]


def undo(request: HttpRequest, room: Room) -> dict[str, object]:
    """Return what a page needs to bring back a question that was just deleted; empty if none.

    `before`: the question that stands where the deleted one stood.
    """
    deleted = request.session.pop(DELETED, None)
    if not deleted or deleted[0] != str(room.pk):
        return {}
    after = room.questions.filter(number__gt=deleted[1]).first()
    signed = signing.dumps(deleted, salt=DELETED)
    return {"text": deleted[2]["text"], "signed": signed, "before": after.pk if after else None}


@require_POST
@login_required
def room_undo(request: SignedIn, pk: str) -> HttpResponse:
    """Bring a deleted question back."""
    room = mine(request, pk)
    try:
        sent = request.POST.get("deleted", "")
        of, number, values = signing.loads(sent, salt=DELETED, max_age=UNDO_WITHIN)
    except signing.BadSignature:
        of, number, values = "", 0, {}
    if of == str(room.pk):
        with refused(request):
            correcting.restore_question(room=room, number=number, values=values)
    return redirect("room", pk=pk)
