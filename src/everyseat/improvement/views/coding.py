"""Pages on which comments are coded: one after the other, or from a list."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from everyseat.giving.refusing import refused
from everyseat.improvement import coding_checks
from everyseat.improvement.actions import coding as actions
from everyseat.improvement.forms.coding import CodingForm, FindCommentsForm, SplitForm
from everyseat.improvement.models import Comment, Service
from everyseat.improvement.queries import coding as queries
from everyseat.improvement.queries import suggesting
from everyseat.improvement.queries.coding import ALIKE, NEWEST, Codes
from everyseat.improvement.views.shared import after, of_a_service, reads_comments
from everyseat.organisations import checks
from everyseat.organisations.signed_in import SignedIn

ON_A_PAGE = 50


@reads_comments
def comments_queue(request: SignedIn, service: Service) -> HttpResponse:
    """Lead to the comment that is coded next; say so when none is left."""
    order = _order(request)
    found = queries.next_for(service, request.user, order, timezone.now(), after(request))
    if found is None:
        return render(request, "improvement/coding_done.html", {"service": service})
    return redirect(f"{reverse('comment_code', args=[service.pk, found.pk])}?queue={order}")


def _order(request: SignedIn) -> str:
    return ALIKE if request.GET.get("queue") == ALIKE else NEWEST


@reads_comments
def comment_code(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Show what somebody wrote, and take what it is about."""
    found = _comment(service, number)
    seen = queries.codes(queries.agreed(found))
    form = _form(request, service, found, seen)
    if form.is_valid():
        with refused(form):
            actions.code(
                comment=found,
                **form.cleaned_data,
                coder=request.user,
                today=timezone.localdate(),
                seen=seen,
            )
            return _next(request, service, found)
    if not seen.kind:
        actions.open_for(comment=found, person=request.user, now=timezone.now())
    context = _context(request, service, found, form, seen)
    return render(request, "improvement/coding.html", context, status=form.status)


def _comment(service: Service, number: int) -> Comment:
    rows = service.comments.select_related("suggestion")
    found = get_object_or_404(rows, pk=number)
    found.service = service
    return found


def _form(request: SignedIn, service: Service, found: Comment, seen: Codes) -> CodingForm:
    return CodingForm(
        request.POST or None,
        groups=queries.grouped(service.framework, seen.themes),
        codes=seen,
        suggested=queries.suggested(found),
        usual=queries.USUAL_KIND.get(found.question, ""),
    )


def _next(request: SignedIn, service: Service, found: Comment) -> HttpResponse:
    """Go on in the queue, if the comment was opened from it; else stay with the comment."""
    if part := queries.next_part(found):
        messages.success(request, _("Saved. Here is the next part."))
        return _to(request, part)
    if "queue" not in request.GET:
        messages.success(request, _("Saved."))
        return _to(request, found)
    following = queries.next_for(service, request.user, _order(request), timezone.now())
    if following is None:
        return redirect("comments_queue", pk=service.pk)
    return _to(request, following, before=found.pk)


def _to(request: SignedIn, comment: Comment, **more: object) -> HttpResponse:
    """Lead to a comment; within the queue, so that it goes on after it."""
    address = reverse("comment_code", args=[comment.service_id, comment.pk])
    query = urlencode({"queue": _order(request), **more} if "queue" in request.GET else more)
    return redirect(f"{address}?{query}" if query else address)


def _context(
    request: SignedIn, service: Service, found: Comment, form: CodingForm, seen: Codes
) -> dict[str, Any]:
    before = request.GET.get("before", "")
    return {
        "service": service,
        "comment": found,
        "form": form,
        "coding": queries.agreed(found),
        "parts": found.parts.all(),
        "left": queries.to_code(service).count(),
        "queue": _order(request) if "queue" in request.GET else "",
        "later": f"queue={_order(request)}&after={found.pk}",
        "before": before if before.isdecimal() else "",
        "suggestions": suggesting.state(service),
    }


@require_POST
@of_a_service
def comment_undo(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Take a comment's codes away again."""
    found = _comment(service, number)
    seen = queries.codes(queries.agreed(found))
    with refused(request):
        actions.undo(comment=found, seen=seen)
        messages.success(request, _("The codes of this comment are deleted."))
    return redirect("comment_code", pk=service.pk, number=number)


@reads_comments
def comment_split(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Split a comment that says several things."""
    found = _comment(service, number)
    form = SplitForm(request.POST or None, initial={"pieces": _one_paragraph(found.words)})
    if form.is_valid():
        with refused(form):
            parts = actions.split(comment=found, pieces=form.cleaned_data["pieces"])
            messages.success(request, _("The comment is split. Here is its first part."))
            return _to(request, parts[0])
    context = {"service": service, "comment": found, "form": form}
    return render(request, "improvement/coding_split.html", context)


def _one_paragraph(words: str) -> str:
    return actions.BLANK_LINE.sub("\n", words.replace("\r", ""))


@of_a_service
def comment_join(request: SignedIn, service: Service, number: int) -> HttpResponse:
    """Put a split comment together again, after a check."""
    found = _comment(service, number)

    def join() -> str:
        actions.join(comment=found)
        return _("The comment is whole again.")

    back = reverse("comment_code", args=[service.pk, number])
    return checks.page(request, coding_checks.joined(found), join, back=back)


@reads_comments
def comments_list(request: SignedIn, service: Service) -> HttpResponse:
    """List comments as they were written: all, or those that were asked for."""
    form = FindCommentsForm(request.GET, themes=list(service.framework.themes.all()))
    found = queries.listed(service, **form.asked())
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"service": service, "form": form, "page": page}
    return render(request, "improvement/comments_list.html", context)
