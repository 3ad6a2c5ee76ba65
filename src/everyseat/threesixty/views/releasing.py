"""Pages of a coach who has read a report first: what its recipient reads, and the release."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from everyseat.giving import traces
from everyseat.giving.access import login_required
from everyseat.giving.refusing import refused
from everyseat.organisations import checks
from everyseat.organisations.marking import marked
from everyseat.organisations.signed_in import SignedIn
from everyseat.threesixty import comments
from everyseat.threesixty.actions import coaching
from everyseat.threesixty.actions import comments as actions
from everyseat.threesixty.checks import releasing as check
from everyseat.threesixty.comments import Comment
from everyseat.threesixty.forms.reports import CommentForm, NoteForm
from everyseat.threesixty.models import Review
from everyseat.threesixty.queries import permissions
from everyseat.threesixty.views.reviews import find


def _coached(request: SignedIn, pk: object) -> Review:
    """Return a review that this person coaches, or has for a coach who is away."""
    review = find(request, pk)
    if not permissions.reads_as_coach(request.user, review):
        raise PermissionDenied
    return review


def _commented(request: SignedIn, pk: object, number: int) -> Comment:
    """Return a comment of a report that waits for this coach; a form sent too late says so."""
    review = _coached(request, pk)
    late = request.method == "POST" and permissions.may_read_report(request.user, review)
    if not late and not _waits(request, review):
        raise Http404
    comment = comments.find(review, number)
    if comment is None:
        raise Http404
    return comment


def _waits(request: SignedIn, review: Review) -> bool:
    """Return whether a report waits for its coach to release it."""
    return review.state == Review.State.READ and permissions.may_read_report(request.user, review)


@login_required
def release(request: SignedIn, pk: str) -> HttpResponse:
    review = _coached(request, pk)
    form = NoteForm(request.POST or None, initial={"note": review.coach_note})
    if not _waits(request, review):
        return _too_late(request, review)
    if form.is_valid() and "save" in request.POST:
        with refused(form):
            note = form.cleaned_data["note"]
            coaching.save_note(review=review, note=note, by=request.user)
            messages.success(request, _said_of_note(review))
            return redirect("release", pk=pk)
    elif form.is_valid() and "edit" not in request.POST:
        return _sure(request, review, form.cleaned_data["note"])
    context = {
        "review": review,
        "form": form,
        "comments": comments.shown_by(review),
        "acts": permissions.for_whom(request.user, review),
    }
    return render(request, "threesixty/release.html", context, status=form.status)


def _said_of_note(review: Review) -> str:
    text = _("Your note is saved. %(name)s cannot read it before you release the report.")
    return text % {"name": review.recipient.name}


def _sure(request: SignedIn, review: Review, note: str) -> HttpResponse:
    """Show what a release will do, with the note as it will be read; then release."""

    def released() -> str:
        coaching.release(review=review, note=note, by=request.user)
        return _("Released. We are sending an e-mail to the leader.")

    back = reverse("review", args=[review.pk])
    return checks.page(
        request,
        check.release(review, note),
        released,
        back=back,
        done=reverse("home") if permissions.for_whom(request.user, review) else back,
        carried={"note": note},
        edit=_("Change the note or a comment"),
        more="threesixty/release_note.html",
        context={"note": note},
    )


def _too_late(request: SignedIn, review: Review) -> HttpResponse:
    """Say that a report does not wait to be released, to whoever sends the form of one."""
    if request.method != "POST":
        raise Http404
    messages.error(request, _("No coach has to read this report before it is released."))
    return redirect("review", pk=review.pk)


@login_required
def comment(request: SignedIn, pk: str, number: int) -> HttpResponse:
    """Shorten a comment, or leave it out."""
    chosen = _commented(request, pk, number)
    form = CommentForm(request.POST or None, comment=chosen)
    if form.is_valid():
        with refused(form):
            _edit(chosen, form, request)
            return traces.leaves_none(redirect("release", pk=pk))
    pieces = marked({"": chosen.text}, about=chosen.review.recipient.name)
    context = {"comment": chosen, "form": form, "pieces": pieces.get("")}
    return render(request, "threesixty/comment.html", context, status=form.status)


def _edit(chosen: Comment, form: CommentForm, request: SignedIn) -> None:
    data = form.cleaned_data
    if data["what"] == CommentForm.LEAVE_OUT:
        actions.leave_out(comment=chosen, reason=data["reason"], coach=request.user)
        messages.success(request, _("The comment is left out. You can undo it until you release."))
    else:
        actions.shorten(
            comment=chosen, left=data["left"], reason=data["reason"], coach=request.user
        )
        messages.success(request, _("The comment is shorter. You can undo it until you release."))


@require_POST
@login_required
def comment_restore(request: SignedIn, pk: str, number: int) -> HttpResponse:
    chosen = _commented(request, pk, number)
    answer = redirect("release", pk=pk)
    with refused(request):
        actions.restore(comment=chosen, coach=request.user)
        messages.success(request, _("The comment is shown as it was written again."))
        return traces.leaves_none(answer)
    return answer
