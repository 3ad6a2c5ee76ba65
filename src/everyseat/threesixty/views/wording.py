"""Pages of an organiser that correct a round's words after launch, or delete one before it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from everyseat.giving import traces
from everyseat.giving.refusing import refused
from everyseat.organisations import checks
from everyseat.organisations.signed_in import SignedIn
from everyseat.threesixty.actions import rounds
from everyseat.threesixty.checks import deleting
from everyseat.threesixty.forms.changing import WordingForm
from everyseat.threesixty.models import Round
from everyseat.threesixty.views.doors import runs_round


@runs_round
def round_wording(request: SignedIn, pk: int) -> HttpResponse:
    """Correct the name and the purpose of a round that has been launched."""
    launched = Round.objects.exclude(state=Round.State.DRAFT)
    feedback_round = get_object_or_404(launched, pk=pk)
    form = WordingForm(request.POST or None, instance=feedback_round)
    if form.is_valid():
        with refused(form):
            rounds.correct_wording(feedback_round=feedback_round, **_values(form))
            traces.note(request, f"{pk} {' '.join(form.changed_data)}".strip())
            messages.success(request, _("Saved."))
            return redirect("round", pk=pk)
    context = {"round": get_object_or_404(launched, pk=pk), "form": form}
    return render(request, "threesixty/round_wording.html", context, status=form.status)


def _values(form: WordingForm) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in form.Meta.fields}


@runs_round
def round_delete(request: SignedIn, pk: int) -> HttpResponse:
    """Delete a round that was never launched, after a check."""
    feedback_round = get_object_or_404(Round, pk=pk)

    def delete() -> str:
        rounds.delete_draft(feedback_round=feedback_round)
        return _("“%(round)s” is deleted.") % {"round": feedback_round.name}

    back = reverse("round", args=[pk])
    said = deleting.draft(feedback_round)
    return checks.page(request, said, delete, back=back, done=reverse("rounds"))
