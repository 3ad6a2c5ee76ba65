"""Pages of a follow-up: a recipient asks for it, and an organiser agrees or says why not."""

from datetime import date
from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from everyseat.giving.access import login_required, requires
from everyseat.giving.refusing import refused
from everyseat.organisations import roles
from everyseat.organisations.signed_in import SignedIn
from everyseat.threesixty import plan_topics, small_changes
from everyseat.threesixty.actions import follow_ups as actions
from everyseat.threesixty.forms.plans import FollowUpForm, RefuseForm
from everyseat.threesixty.models import Aim, FollowUpRequest, Review
from everyseat.threesixty.queries import asked_again, permissions, plans, reports
from everyseat.threesixty.report.shape import Report
from everyseat.threesixty.views.plans import own_plan


@login_required
def follow_up(request: SignedIn, pk: str) -> HttpResponse:
    """Ask for a follow-up, or change the dates of one that was asked for.

    One that begins before an aim's date is warned of first.
    """
    review, report = own_plan(request, pk)
    wish = FollowUpRequest.objects.filter(review=review).first()
    form = FollowUpForm(request.POST or None, initial=_dates(review, wish))
    begins_on = form.cleaned_data["begins_on"] if form.is_valid() else None
    too_early = _too_early(review, begins_on) if begins_on else []
    is_sure = not too_early or request.POST.get("early") == str(begins_on)
    if form.is_valid() and is_sure:
        with refused(form):
            actions.ask(review=review, **form.cleaned_data)
            messages.success(request, _("The organiser has your request."))
            return redirect("plan", pk=pk)
    context = {
        "review": review,
        "form": form,
        "wish": wish,
        "too_early": too_early,
        "early": str(begins_on),
        "asked": _asked_of_aims(review, report),
        **_who_is_asked(review, to_them=True),
    }
    return render(request, "threesixty/follow_up.html", context)


def _dates(review: Review, wish: FollowUpRequest | None) -> dict[str, object]:
    """Return the dates to begin with: those asked for, or the day of the plan's first aim."""
    if wish:
        return {"begins_on": wish.begins_on, "collect_by": wish.collect_by}
    first = min((aim.by for aim in review.aims.all()), default=None)
    return {"begins_on": max(first, timezone.localdate()) if first else None}


def _too_early(review: Review, begins_on: date) -> list[Aim]:
    """Return the aims whose date is still to come when a follow-up begins."""
    return [aim for aim in review.aims.all() if aim.by > begins_on]


def _asked_of_aims(review: Review, report: Report) -> list[tuple[str, list[Aim]]]:
    """Return the statements that are asked again, each with the aims that ask about it."""
    texts = plan_topics.named_by_self(report)
    aims = sorted(review.aims.all(), key=lambda aim: (aim.ask_again, aim.pk))
    return [
        (texts[key], list(of_key)) for key, of_key in groupby(aims, key=lambda aim: aim.ask_again)
    ]


@require_POST
@login_required
def follow_up_withdraw(request: SignedIn, pk: str) -> HttpResponse:
    review, _report = own_plan(request, pk)
    with refused(request):
        actions.withdraw(review=review)
        messages.success(request, _("Your request is withdrawn."))
    return redirect("plan", pk=pk)


@requires(roles.RUN_ROUNDS)
def follow_up_agree(request: SignedIn, pk: str) -> HttpResponse:
    """Show what a follow-up would ask of whom; agree to it, or say why not."""
    review = get_object_or_404(Review.objects.select_related("recipient", "round"), pk=pk)
    if not permissions.may_agree_to_follow_up(request.user, review):
        raise PermissionDenied
    refuses = "refuse" in request.POST
    form = RefuseForm(request.POST if refuses else None)
    if request.method == "POST" and (form.is_valid() or not refuses):
        with refused(request):
            messages.success(request, _decide(review, form))
            return redirect("round", pk=review.round_id)
    wish, today = plans.follow_ups_asked_for().filter(review=review).first(), timezone.localdate()
    context = {
        "review": review,
        "wish": wish,
        "form": form,
        "begins_on": max(wish.begins_on, today) if wish else None,
        "is_later": bool(wish and wish.begins_on > today),
        "too_early": _too_early(review, wish.begins_on) if wish else [],
        **_what_it_asks(review),
    }
    return render(request, "threesixty/follow_up_agree.html", context)


def _decide(review: Review, form: RefuseForm) -> str:
    if form.is_bound:
        actions.refuse(review=review, why=form.cleaned_data["why"])
        return _("We are sending your answer to %(name)s.") % {"name": review.recipient.name}
    if actions.agree(review=review):
        return _("The follow-up has begun. We are sending the invitations.")
    day = date_format(review.follow_up_request.begins_on)
    return _("You have agreed. The follow-up begins on %(day)s.") % {"day": day}


def _what_it_asks(review: Review) -> dict[str, object]:
    """Return which statements a follow-up asks about, and how many people."""
    report = reports.content_of(review)
    texts = plan_topics.named(report) if report else {}
    keys = sorted({aim.ask_again for aim in review.aims.all()})
    return {
        "asked": [texts.get(key, key) for key in keys],
        **_who_is_asked(review, to_them=False),
    }


def _who_is_asked(review: Review, *, to_them: bool) -> dict[str, object]:
    """Return how many people a follow-up asks, how many have left, and what that costs."""
    asked = asked_again.of(review)
    return {
        "n": len(asked.invitations),
        "have_left": asked.have_left,
        "could_show_anything": asked_again.could_show_anything(asked),
        "small_changes": small_changes.of_follow_up(asked, to_them=to_them),
    }
