"""Pages of a plan: its aims, what is done, who reads it and what they write."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from everyseat.giving.access import login_required
from everyseat.giving.refusing import checked, refused
from everyseat.organisations import checks
from everyseat.organisations.checks import Check
from everyseat.organisations.signed_in import SignedIn
from everyseat.threesixty import plan_topics
from everyseat.threesixty.actions import coaching
from everyseat.threesixty.actions import plans as actions
from everyseat.threesixty.forms.plans import AimForm, PlanCommentForm, SharingForm
from everyseat.threesixty.models import Aim, FollowUpRequest, PlanComment, Review
from everyseat.threesixty.queries import asked_again, permissions, reports
from everyseat.threesixty.queries import plans as queries
from everyseat.threesixty.report.shape import Report
from everyseat.threesixty.views.reviews import find


@require_POST
@login_required
def talked(request: SignedIn, pk: str) -> HttpResponse:
    review = _talked_about(request, pk)
    with refused(request):
        coaching.talked(review=review)
        messages.success(request, _("Saved. You can undo it until there is a plan."))
    return redirect("review", pk=pk)


@require_POST
@login_required
def not_talked(request: SignedIn, pk: str) -> HttpResponse:
    review = _talked_about(request, pk)
    with refused(request):
        coaching.not_talked(review=review)
        messages.success(request, _("It is noted no longer that you have talked."))
    return redirect("review", pk=pk)


def _talked_about(request: SignedIn, pk: object) -> Review:
    """Return a review whose report this person talks about: as its recipient, or as its coach."""
    review = find(request, pk)
    if request.user.pk not in (review.recipient_id, review.coach_id):
        raise PermissionDenied
    return review


def _readable(request: SignedIn, pk: object) -> tuple[Review, Report]:
    """Return a review whose plan this person may read, with its report."""
    reviews = Review.objects.select_related("recipient__manager", "coach", "round__questionnaire")
    review = get_object_or_404(reviews, pk=pk)
    report = reports.content_of(review) if queries.may_read_plan(request.user, review) else None
    if report is None:
        raise Http404
    return review, report


def own_plan(request: SignedIn, pk: object) -> tuple[Review, Report]:
    """Return a review whose plan is this person's, with its report."""
    review, report = _readable(request, pk)
    if review.recipient_id != request.user.pk:
        raise PermissionDenied
    return review, report


@login_required
def plan(request: SignedIn, pk: str) -> HttpResponse:
    review, report = _readable(request, pk)
    mine = review.recipient_id == request.user.pk
    topic = request.GET.get("topic", "")
    again = plan_topics.to_rate_again(report, topic)
    start = {"topic": topic, "ask_again": again} if topic else None
    form = _aim_form(request, report, initial=start)
    if mine and form.is_valid():
        with refused(form):
            actions.add_aim(review=review, **form.cleaned_data)
            messages.success(request, _("Your aim is added."))
            return redirect("plan", pk=pk)
    follow_up = Review.objects.filter(follow_up_of=review).first()
    context = {
        "review": review,
        "mine": mine,
        "coaching": permissions.reads_as_coach(request.user, review),
        "reads_report": permissions.may_read_report(request.user, review),
        "form": form,
        "aims": _aims(review, report, mine=mine),
        "most": actions.AIMS,
        "readers": queries.readers(review),
        "sharing": SharingForm(review=review) if mine else None,
        "comments": review.plan_comments.select_related("author"),
        "comment_form": PlanCommentForm(),
        "follow_up": follow_up,
        "is_asked_again": queries.is_asked_again(review),
        "had_left": asked_again.had_left(follow_up) if follow_up else 0,
        "wish": FollowUpRequest.objects.filter(review=review).first(),
    }
    return render(request, "threesixty/plan.html", context)


def _aims(review: Review, report: Report, *, mine: bool) -> list[tuple[Aim, str, str]]:
    """Return the aims of a plan, each with what it is about and which statement is asked again."""
    texts = plan_topics.named_by_self(report) if mine else plan_topics.named(report)
    return [
        (aim, texts.get(aim.topic, aim.topic), texts.get(aim.ask_again, aim.ask_again))
        for aim in review.aims.all()
    ]


def _aim_form(request: SignedIn, report: Report, **more: Any) -> AimForm:
    topics = plan_topics.named_by_self(report)
    return AimForm(
        request.POST or None,
        topics=plan_topics.findings_first(report),
        behaviours=[(key, topics[key]) for key in plan_topics.statements(report)],
        **more,
    )


@login_required
def edit_aim(request: SignedIn, pk: str, aim: int) -> HttpResponse:
    review, report = own_plan(request, pk)
    planned = get_object_or_404(Aim, pk=aim, review=review)
    is_asked_again = queries.is_asked_again(review)
    form = _aim_form(request, report, instance=planned, is_asked_again=is_asked_again)
    if form.is_valid():
        with refused(form):
            actions.edit_aim(review=review, aim=planned, values=form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("plan", pk=pk)
    context = {"review": review, "form": form}
    return render(request, "threesixty/plan_aim.html", context, status=form.status)


@require_POST
@login_required
def aim_done(request: SignedIn, pk: str, aim: int) -> HttpResponse:
    review, _report = own_plan(request, pk)
    planned = get_object_or_404(Aim, pk=aim, review=review)
    with refused(request):
        actions.note_done(aim=planned, done=set(request.POST.getlist("done")))
        messages.success(request, _("Saved."))
    return redirect("plan", pk=pk)


@login_required
def remove_aim(request: SignedIn, pk: str, aim: int) -> HttpResponse:
    """Ask before an aim is removed with its actions, and then remove it."""
    review, _report = own_plan(request, pk)
    planned = get_object_or_404(Aim, pk=aim, review=review)

    def removed() -> str:
        actions.remove_aim(review=review, aim=planned)
        return _("The aim is removed.")

    check = Check(
        title=_("Remove this aim?"),
        button=_("Remove the aim"),
        happens=[
            _("“%(aim)s” goes with its actions, and with what you ticked.") % {"aim": planned.aim}
        ],
        final=[_("You cannot get it back.")],
    )
    return checks.page(request, check, removed, back=reverse("plan", args=[pk]))


@require_POST
@login_required
def share_plan(request: SignedIn, pk: str) -> HttpResponse:
    review, _report = own_plan(request, pk)
    form = SharingForm(request.POST, review=review)
    with refused(request):
        checked(form)
        told = actions.share(review=review, **form.values())
        messages.success(request, _said_of_sharing([person.name for person in told]))
    return redirect("plan", pk=pk)


def _said_of_sharing(names: list[str]) -> str:
    if not names:
        return _("Saved.")
    return _("Shared. We are sending an e-mail to %(names)s.") % {"names": ", ".join(names)}


@require_POST
@login_required
def comment_on_plan(request: SignedIn, pk: str) -> HttpResponse:
    review, _report = _readable(request, pk)
    form = PlanCommentForm(request.POST)
    with refused(request):
        text = checked(form)["text"]
        actions.comment(review=review, author=request.user, text=text)
        messages.success(request, _("Your comment is added."))
    return redirect("plan", pk=pk)


@require_POST
@login_required
def remove_plan_comment(request: SignedIn, pk: str, comment: int) -> HttpResponse:
    """Delete a comment of one's own."""
    review, _report = _readable(request, pk)
    mine = get_object_or_404(PlanComment, pk=comment, review=review, author=request.user)
    actions.remove_comment(comment=mine)
    messages.success(request, _("Your comment is deleted."))
    return redirect("plan", pk=pk)
