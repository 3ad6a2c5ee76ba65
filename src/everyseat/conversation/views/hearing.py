"""Pages on which organisers write what was heard, publish it, and say later how far it is."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from everyseat.conversation import heard, heard_checks
from everyseat.conversation.actions import hearing
from everyseat.conversation.heard_form import FollowUpForm, PointForm, WordsForm
from everyseat.conversation.models import Conversation, Point
from everyseat.conversation.queries import heard as queries
from everyseat.conversation.queries.conversations import listed
from everyseat.conversation.views.organising import runs_conversations
from everyseat.giving.looking_again import Warned, tried
from everyseat.organisations import checks

PAGE = "conversation_heard_edit"
THEN = {"publish": "conversation_heard_publish", "preview": "conversation_heard_preview"}
"""What may come after the words above the points have been saved."""


@runs_conversations
def conversation_heard_edit(request: HttpRequest, pk: str) -> HttpResponse:
    """Show what is written so far, and what may be done next; take the words above the points."""
    found = get_object_or_404(listed(), pk=pk)
    summary, today = queries.of(found), timezone.localdate()
    form = WordsForm(request.POST or None, initial={"words": summary.words if summary else ""})

    def save(sure: bool) -> None:
        words = form.cleaned_data["words"]
        hearing.write_words(conversation=found, words=words, today=today, sure=sure)

    is_saved, waits = _tried(request, form, save)
    if is_saved:
        return redirect(THEN.get(request.POST.get("then", ""), PAGE), pk=pk)
    context = {
        "conversation": found,
        "summary": summary,
        "shown": heard.shown(summary, None, today) if summary else None,
        "form": form,
        "waits": waits,
        "most": hearing.MOST,
    }
    return render(request, "conversation/heard_edit.html", context, status=form.status)


@runs_conversations
def conversation_point_new(request: HttpRequest, pk: str) -> HttpResponse:
    """Write a point."""
    found = get_object_or_404(listed(), pk=pk)
    form = PointForm(request.POST or None, conversation=found, findings=_findings(found))

    def save(sure: bool) -> None:
        hearing.add(
            conversation=found,
            values=form.values(),
            statements=form.statements(),
            today=timezone.localdate(),
            sure=sure,
        )

    return _point_page(request, found, form, save)


@runs_conversations
def conversation_point(request: HttpRequest, pk: str, number: int) -> HttpResponse:
    """Correct a point."""
    found = get_object_or_404(listed(), pk=pk)
    point = _point(found, number)
    form = PointForm(
        request.POST or None,
        conversation=found,
        findings=_findings(found),
        point=point,
        is_published=point.summary.is_published,
    )

    def save(sure: bool) -> None:
        hearing.correct(
            point=point,
            values=form.values(),
            statements=form.statements(),
            today=timezone.localdate(),
            sure=sure,
        )

    return _point_page(request, found, form, save, point)


def _point_page(
    request: HttpRequest,
    found: Conversation,
    form: PointForm,
    save: Callable[[bool], None],
    point: Point | None = None,
) -> HttpResponse:
    is_saved, waits = _tried(request, form, save)
    if is_saved:
        return redirect(PAGE, pk=found.pk)
    context = {
        "conversation": found,
        "summary": queries.of(found),
        "point": point,
        "form": form,
        "waits": waits,
    }
    return render(request, "conversation/heard_point.html", context, status=form.status)


@runs_conversations
def conversation_point_delete(request: HttpRequest, pk: str, number: int) -> HttpResponse:
    """Remove a point that was not published, after a check."""
    point = _point(get_object_or_404(listed(), pk=pk), number)

    def remove() -> str:
        hearing.remove(point=point)
        return _("The point is removed.")

    check = heard_checks.removed(point)
    return checks.page(request, check, remove, back=reverse(PAGE, args=[pk]))


@runs_conversations
def conversation_heard_preview(request: HttpRequest, pk: str) -> HttpResponse:
    """Show what was heard as everybody will read it."""
    found = get_object_or_404(listed(), pk=pk)
    summary = queries.of(found)
    content = queries.newest_result(found)
    today, language = timezone.localdate(), get_language() or ""
    shown = heard.shown(summary, content, today, language) if summary else None
    context = {"conversation": found, "summary": summary, "heard": shown}
    return render(request, "conversation/heard_preview.html", context)


@runs_conversations
def conversation_heard_publish(request: HttpRequest, pk: str) -> HttpResponse:
    """Publish what was heard, after a check."""
    found, today = get_object_or_404(listed(), pk=pk), timezone.localdate()

    def publish() -> str:
        hearing.publish(conversation=found, today=today)
        return _("It is published. Everybody who has the link can read it.")

    check = heard_checks.published(found, today)
    return checks.page(request, check, publish, back=reverse(PAGE, args=[pk]))


@runs_conversations
def conversation_follow_up(request: HttpRequest, pk: str, number: int) -> HttpResponse:
    """Say how far a published point is by now."""
    found, today = get_object_or_404(listed(), pk=pk), timezone.localdate()
    point = _point(found, number)
    form = FollowUpForm(request.POST or None, point=point)

    def save(sure: bool) -> None:
        hearing.follow_up(point=point, today=today, sure=sure, **form.values())

    is_saved, waits = _tried(request, form, save)
    if is_saved:
        return redirect(PAGE, pk=pk)
    shown = heard.of_point(point, today)
    context = {
        "conversation": found,
        "summary": point.summary,
        "point": shown,
        "form": form,
        "waits": waits,
    }
    return render(request, "conversation/heard_follow_up.html", context)


def _point(found: Conversation, number: int) -> Point:
    points = Point.objects.filter(summary__conversation=found)
    point = get_object_or_404(points.select_related("summary", "person"), number=number)
    point.summary.conversation = found
    return point


def _findings(found: Conversation) -> list[tuple[int, str]]:
    """Return the statements of the newest result that everybody can still read."""
    readable = set(queries.may_be_named(found).values_list("number", flat=True))
    known = heard.findings(queries.newest_result(found))
    return [(number, text) for number, text in known if number in readable]


def _tried(
    request: HttpRequest, form: forms.Form, save: Callable[[bool], None]
) -> tuple[bool, Warned | None]:
    """Save a whole form, and say so; return whether it is saved, and why it waits."""
    is_saved, waits = tried(request, form, save)
    if is_saved:
        messages.success(request, _("Saved."))
    return is_saved, waits
