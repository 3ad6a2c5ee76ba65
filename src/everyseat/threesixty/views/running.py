"""Pages of the organiser that change a round under way: its dates, its leaders, reopening it."""

import copy

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.giving import traces
from everyseat.giving.refusing import refused
from everyseat.organisations import checks
from everyseat.organisations.signed_in import SignedIn
from everyseat.threesixty.actions import adding, changing_dates, reopening, rounds
from everyseat.threesixty.checks import changing as said
from everyseat.threesixty.forms.changing import DatesForm, HandOverForm, ReopenForm, carried
from everyseat.threesixty.forms.rounds import RecipientsForm
from everyseat.threesixty.models import Round
from everyseat.threesixty.queries import organising
from everyseat.threesixty.views.doors import runs_round


def _launched(pk: int) -> Round:
    return get_object_or_404(Round.objects.exclude(state=Round.State.DRAFT), pk=pk)


def _first_press(request: SignedIn, answer: HttpResponse) -> HttpResponse:
    """Return a check that was asked for by a form: it has done nothing, so it leaves no trace."""
    return answer if "seal" in request.POST else traces.leaves_none(answer)


@runs_round
def round_dates(request: SignedIn, pk: int) -> HttpResponse:
    """Move the dates of a round, after a check that says who is told."""
    feedback_round = _launched(pk)
    names = DatesForm.base_fields
    now = {name: getattr(feedback_round, name) for name in names}
    form = DatesForm(request.POST or None, initial=now)
    if form.is_valid():
        new = form.cleaned_data

        def move() -> str:
            moved = changing_dates.change_dates(feedback_round=feedback_round, dates=new)
            days = [f"{name} {before} {to}" for name, (before, to) in moved.items()]
            traces.note(request, " ".join(days))
            return _("The dates have changed. Everybody concerned gets an e-mail.")

        with refused(form):
            changing_dates.must_be_possible(feedback_round, new)
            page = checks.page(
                request,
                said.dates(feedback_round, new),
                move,
                back=reverse("round_dates", args=[pk]),
                done=reverse("round", args=[pk]),
                carried=carried(form),
            )
            return _first_press(request, page)
    context = {"round": feedback_round, "form": form, "notice": changing_dates.NOTICE}
    return render(request, "threesixty/round_dates.html", context)


@runs_round
def round_hand_over(request: SignedIn, pk: int) -> HttpResponse:
    """Name somebody else as the organiser of a round, after a check that says what changes."""
    feedback_round = _launched(pk)
    form = HandOverForm(request.POST or None)
    if form.is_valid():
        to = form.cleaned_data["to"]

        def give() -> str:
            rounds.hand_over(feedback_round=feedback_round, to=to)
            traces.note(request, str(to.pk))
            return _("%(name)s looks after the round now, and gets an e-mail.") % {"name": to.name}

        with refused(form):
            rounds.must_be_another(feedback_round, to)
            after = copy.copy(feedback_round)
            after.organiser = to
            keeps = organising.runs(request.user, after)
            page = checks.page(
                request,
                said.hand_over(feedback_round, to, request.user),
                give,
                back=reverse("round_hand_over", args=[pk]),
                done=reverse("round", args=[pk]) if keeps else reverse("rounds"),
                carried=carried(form),
            )
            return _first_press(request, page)
    context = {"round": feedback_round, "form": form}
    return render(request, "threesixty/round_hand_over.html", context)


@runs_round
def leaders_add(request: SignedIn, pk: int) -> HttpResponse:
    """Add leaders to a round that is under way."""
    feedback_round = _launched(pk)
    form = RecipientsForm(request.POST or None)
    if feedback_round.coach_reads:
        form.require_coach()
    else:
        del form.fields["coach"]
    if form.is_valid():
        people, coach = form.cleaned_data["people"], form.cleaned_data.get("coach")
        with refused(form):
            added = adding.add_late(feedback_round=feedback_round, people=people, coach=coach)
            text = ngettext(
                "%(n)s leader added. We are asking them to name raters.",
                "%(n)s leaders added. We are asking them to name raters.",
                len(added),
            )
            messages.success(request, text % {"n": len(added)})
            traces.note(request, str(len(added)))
            return redirect("round", pk=pk)
    context = {
        "round": feedback_round,
        "form": form,
        "has_time": adding.has_time(feedback_round),
        "days": adding.DAYS_NEEDED,
    }
    return render(request, "threesixty/leaders_add.html", context)


@runs_round
def round_reopen(request: SignedIn, pk: int) -> HttpResponse:
    """Let people answer again after a round has closed, after a check."""
    feedback_round = _launched(pk)
    form = ReopenForm(request.POST or None)
    until = reopening.may_reopen_until(feedback_round)
    if form.is_valid() and until:
        day = form.cleaned_data["collect_by"]

        def reopen() -> str:
            reopening.reopen(feedback_round=feedback_round, collect_by=day)
            traces.note(request, day.isoformat())
            return _("The round is open again. Everybody concerned gets an e-mail.")

        with refused(form):
            reopening.must_be_possible(day)
            page = checks.page(
                request,
                said.reopen(feedback_round, day),
                reopen,
                back=reverse("round_reopen", args=[pk]),
                done=reverse("round", args=[pk]),
                carried=carried(form),
            )
            return _first_press(request, page)
    context = {"round": feedback_round, "form": form, "until": until}
    return render(request, "threesixty/round_reopen.html", context)


@runs_round
def round_reports(request: SignedIn, pk: int) -> HttpResponse:
    """Have the reports of a closed round made now, after a check."""
    feedback_round = _launched(pk)

    def make() -> str:
        reopening.make_reports_now(feedback_round=feedback_round)
        return _("We are making the reports.")

    back = reverse("round", args=[pk])
    return checks.page(request, said.make_reports(feedback_round), make, back=back)
