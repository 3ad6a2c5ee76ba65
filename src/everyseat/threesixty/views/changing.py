"""Pages of the organiser about one leader of a round that is under way, and what may change."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from everyseat.giving import traces
from everyseat.giving.refusing import refused
from everyseat.organisations import checks, roles
from everyseat.organisations.signed_in import SignedIn
from everyseat.threesixty import remindable, standing
from everyseat.threesixty.actions import helping, stopping
from everyseat.threesixty.checks import changing as said
from everyseat.threesixty.forms.changing import ApproverForm, NewCoachForm
from everyseat.threesixty.models import Review, Round
from everyseat.threesixty.queries import organising, permissions
from everyseat.threesixty.report.material import SELF
from everyseat.threesixty.views.doors import reads_round, runs_round


def find(pk: int, review: str) -> Review:
    """Return a leader's 360 in a round that has been launched."""
    launched = Review.objects.filter(round=pk).exclude(round__state=Round.State.DRAFT)
    people = launched.select_related(
        "recipient__manager__away__stand_in",
        "round__questionnaire",
        "coach__away__stand_in",
        "approver__away__stand_in",
    )
    return get_object_or_404(people, pk=review)


def _self_given(review: Review) -> bool:
    return review.sheets.filter(relationship=SELF).exists()


@reads_round
def leader(request: SignedIn, pk: int, review: str) -> HttpResponse:
    """Show where one leader's 360 stands."""
    chosen = find(pk, review)
    runs = organising.runs(request.user, chosen.round)
    context = {
        "runs": runs,
        "review": chosen,
        "round": chosen.round,
        "state": standing.state(chosen),
        "waits": standing.waits(chosen, self_given=_self_given(chosen), by=request.user),
        "stand_ins": standing.stand_ins(chosen),
        "coach": standing.coach(chosen),
        "approver": standing.approver(chosen, request.user),
        "may": standing.may_change(chosen) if runs else None,
        "remindable": remindable.of_leader(chosen) if runs else [],
    }
    return render(request, "threesixty/leader.html", context)


@runs_round
def leader_coach(request: SignedIn, pk: int, review: str) -> HttpResponse:
    """Give a leader another coach."""
    chosen = find(pk, review)
    form = NewCoachForm(request.POST or None)
    if form.is_valid():
        coach, before = form.cleaned_data["coach"], chosen.coach_id
        with refused(form):
            helping.change_coach(review=chosen, coach=coach)
            traces.note(request, f"{before or '-'} {coach.pk}")
            text = _("%(coach)s now coaches %(name)s. Everybody concerned gets an e-mail.")
            names = {"coach": coach.name, "name": chosen.recipient.name}
            messages.success(request, text % names)
            return redirect("leader", pk, review)
    may_give_roles = request.user.may(roles.MANAGE_ROLES)
    context = {
        "review": chosen,
        "round": chosen.round,
        "form": form,
        "can": permissions.coach(chosen),
        "coach": standing.coach(chosen),
        "may_give_roles": may_give_roles,
    }
    return render(request, "threesixty/leader_coach.html", context)


@runs_round
def leader_approver(request: SignedIn, pk: int, review: str) -> HttpResponse:
    """Choose who approves a leader's raters: somebody, or the organiser who is here."""
    chosen = find(pk, review)
    takes_over = "take_over" in request.POST
    form = ApproverForm(request.POST if request.POST and not takes_over else None)
    if takes_over or form.is_valid():
        approver = request.user if takes_over else form.cleaned_data["approver"]
        before = permissions.approver(chosen)
        with refused(request if takes_over else form):
            helping.choose_approver(review=chosen, approver=approver)
            traces.note(request, f"{before.pk if before else '-'} {approver.pk}")
            text = _("%(approver)s now approves the raters of %(name)s.")
            names = {"approver": approver.name, "name": chosen.recipient.name}
            messages.success(request, text % names)
            return redirect("leader", pk, review)
    context = {
        "review": chosen,
        "round": chosen.round,
        "form": form,
        "approver": standing.approver(chosen),
        "may_take_over": chosen.recipient_id != request.user.pk
        and permissions.approver(chosen) != request.user,
    }
    return render(request, "threesixty/leader_approver.html", context)


@runs_round
def leader_stop(request: SignedIn, pk: int, review: str) -> HttpResponse:
    """Stop one leader's 360, after a check."""
    chosen = find(pk, review)

    def stop() -> str:
        stopping.stop(review=chosen)
        text = _("The 360 of %(name)s was stopped. Everybody concerned gets an e-mail.")
        return text % {"name": chosen.recipient.name}

    back = reverse("leader", args=[pk, review])
    return checks.page(request, said.stop(chosen), stop, back=back)
