"""Pages of a coach who has read a report first: what its recipient reads, and the release."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from everyseat.giving import traces
from everyseat.giving.access import login_required
from everyseat.giving.refusing import refused
from everyseat.organisations.marking import marked
from everyseat.organisations.signed_in import SignedIn
from everyseat.threesixty import comments, queries
from everyseat.threesixty.actions import comments as actions
from everyseat.threesixty.actions import reviews
from everyseat.threesixty.comments import Comment
from everyseat.threesixty.forms import CommentForm, NoteForm
from everyseat.threesixty.models import Review
from everyseat.threesixty.views.reviews import find


def _coached(request: SignedIn, pk: object) -> Review:
    """Return a review that this person coaches."""
    review = find(request, pk)
    if review.coach_id != request.user.pk or review.recipient_id == request.user.pk:
        raise PermissionDenied
    return review


def _commented(request: SignedIn, pk: object, number: int) -> Comment:
    """Return a comment of a report that waits for this coach; a form sent too late says so."""
    review = _coached(request, pk)
    late = request.method == "POST" and queries.may_read_report(request.user, review)
    if not late and not _waits(request, review):
        raise Http404
    comment = comments.find(review, number)
    if comment is None:
        raise Http404
    return comment


def _waits(request: SignedIn, review: Review) -> bool:
    """Return whether a report waits for its coach to release it."""
    return review.state == Review.State.READ and queries.may_read_report(request.user, review)


@login_required
def release(request: SignedIn, pk: str) -> HttpResponse:
    review = _coached(request, pk)
    form = NoteForm(request.POST or None, initial={"note": review.coach_note})
    if form.is_valid():
        with refused(request):
            reviews.release(review=review, note=form.cleaned_data["note"])
            messages.success(request, _("Released. We are sending an e-mail to the recipient."))
        return redirect("review", pk=pk)
    if not _waits(request, review):
        raise Http404
    shown = comments.shown_by(review)
    return render(
        request, "threesixty/release.html", {"review": review, "form": form, "comments": shown}
    )


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
    return render(request, "threesixty/comment.html", context)


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
