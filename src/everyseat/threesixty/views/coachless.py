"""The page of a round on which one coach is chosen for all leaders who need one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext

from everyseat.giving import traces
from everyseat.giving.refusing import checked, refused
from everyseat.organisations import roles
from everyseat.organisations.models import Person
from everyseat.organisations.signed_in import SignedIn
from everyseat.threesixty import standing
from everyseat.threesixty.actions import giving_coach, rounds
from everyseat.threesixty.forms.rounds import CoachForm
from everyseat.threesixty.models import Round
from everyseat.threesixty.queries import coachless
from everyseat.threesixty.views.doors import runs_round


@runs_round
def round_coach(request: SignedIn, pk: int) -> HttpResponse:
    """Choose a coach for the leaders of a round whom nobody coaches now."""
    feedback_round = get_object_or_404(Round, pk=pk)
    if feedback_round.state == Round.State.DRAFT:
        return _of_draft(request, feedback_round)
    instead_of, form = _instead_of(request), CoachForm(request.POST or None)
    if form.is_valid():
        coach = form.cleaned_data["coach"]
        given = giving_coach.give(feedback_round=feedback_round, coach=coach, instead_of=instead_of)
        _say(request, coach, given)
        traces.note(request, str(coach.pk))
        return redirect("round", pk=pk)
    leaders = coachless.to_give(feedback_round, instead_of)
    context = {
        "round": feedback_round,
        "form": form,
        "instead_of": instead_of,
        "leaders": [(review.recipient.name, standing.coach(review)) for review in leaders],
        "may_give_roles": request.user.may(roles.MANAGE_ROLES),
    }
    return render(request, "threesixty/round_coachless.html", context)


def _of_draft(request: SignedIn, feedback_round: Round) -> HttpResponse:
    """Choose the coach of those who have none; the page of the round asks for it."""
    if request.method == "POST":
        with refused(request):
            coach = checked(CoachForm(request.POST))["coach"]
            n = rounds.choose_coach(feedback_round=feedback_round, coach=coach)
            messages.success(request, _coaches(coach, n))
    return redirect("round", pk=feedback_round.pk)


def _coaches(coach: Person, n: int) -> str:
    text = ngettext("%(name)s coaches %(n)s leader.", "%(name)s coaches %(n)s leaders.", n)
    return text % {"name": coach.name, "n": n}


def _instead_of(request: SignedIn) -> Person | None:
    """Return the coach whose leaders the page shows too, from its address."""
    try:
        key = UUID(request.GET.get("instead_of", ""))
    except ValueError:
        return None
    return Person.objects.filter(pk=key).first()


def _say(request: SignedIn, coach: Person, given: giving_coach.Given) -> None:
    if given.to:
        messages.success(request, _coaches(coach, len(given.to)))
    for why in dict.fromkeys(given.refused):
        messages.error(request, why)
