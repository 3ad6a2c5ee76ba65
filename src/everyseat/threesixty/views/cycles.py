"""Pages of the organiser: cycles, and how far they are."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from everyseat.giving.access import requires
from everyseat.giving.refusing import refused
from everyseat.organisations import roles
from everyseat.organisations.mail import views as mail_views
from everyseat.organisations.queries import host
from everyseat.organisations.signed_in import SignedIn
from everyseat.threesixty import queries
from everyseat.threesixty.actions import closing, finishing
from everyseat.threesixty.actions import cycles as actions
from everyseat.threesixty.forms import CycleForm, RecipientsForm
from everyseat.threesixty.models import Cycle, Invitation


@requires(roles.RUN_CYCLES)
def cycles(request: HttpRequest) -> HttpResponse:
    found = Cycle.objects.select_related("questionnaire")
    return render(request, "threesixty/cycles.html", {"cycles": found})


@requires(roles.RUN_CYCLES)
def cycle_edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Make a cycle, or change one that has not been launched."""
    drafts = Cycle.objects.filter(state=Cycle.State.DRAFT)
    draft = get_object_or_404(drafts, pk=pk) if pk else Cycle(organisation=host())
    form = CycleForm(request.POST or None, instance=draft)
    if form.is_valid():
        with refused(form):
            saved = actions.save_draft(cycle=draft, values=form.values())
            return redirect("cycle", pk=saved.pk)
    return render(request, "threesixty/cycle_edit.html", {"form": form, "cycle": draft})


@requires(roles.RUN_CYCLES)
def cycle(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Cycle.objects.select_related("questionnaire", "organisation"), pk=pk)
    form = RecipientsForm(request.POST or None)
    if form.is_valid():
        people, coach = form.cleaned_data["people"], form.cleaned_data["coach"]
        with refused(request):
            added = actions.add_recipients(cycle=found, people=people, coach=coach)
            messages.success(request, _("Recipients added: %(n)s.") % {"n": added})
        return redirect("cycle", pk=pk)
    context = {
        "cycle": found,
        "form": form,
        "progress": queries.progress(found),
        "closing": queries.closing(found),
        "declined": queries.declined(found),
        "lost": queries.lost(found),
        "deleted": found.dates_kept.filter(what__endswith="deleted"),
    }
    return render(request, "threesixty/cycle.html", context)


@requires(roles.RUN_CYCLES)
def cycle_emails(request: SignedIn, pk: int) -> HttpResponse:
    found = get_object_or_404(Cycle, pk=pk)
    back = {"link": reverse("cycle", args=[pk]), "text": found.name}
    which = actions.emails_about(found)
    return mail_views.page(request, which=which, scope=found.name, back=back)


def _button(act: Callable[[Cycle], str]) -> Callable[..., HttpResponse]:
    """Make a view of something an organiser does to a cycle with one button."""

    @require_POST
    @requires(roles.RUN_CYCLES)
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        with refused(request):
            messages.success(request, act(get_object_or_404(Cycle, pk=pk)))
        return redirect("cycle", pk=pk)

    return view


@_button
def cycle_launch(cycle: Cycle) -> str:
    actions.launch(cycle=cycle)
    return _("Launched: the recipients have been written to.")


@_button
def cycle_remind(cycle: Cycle) -> str:
    written = actions.remind(cycle=cycle)
    return _("Reminders written: %(n)s, to everybody who was invited.") % {"n": written}


@_button
def cycle_close(cycle: Cycle) -> str:
    closing.close(cycle=cycle)
    return _("Closed. Nobody can answer any more, and the reports are being made.")


@_button
def cycle_try_again(cycle: Cycle) -> str:
    again = finishing.try_again(cycle=cycle)
    return _("Trying again now: %(n)s.") % {"n": again}


@require_POST
@requires(roles.RUN_CYCLES)
def void(request: HttpRequest, pk: int, invitation: str) -> HttpResponse:
    """Void a lost card, and invite its rater again."""
    lost = get_object_or_404(Invitation, pk=invitation, review__cycle=pk)
    with refused(request):
        actions.void(invitation=lost)
        messages.success(request, _("Voided: %(name)s is invited again.") % {"name": lost.person})
    return redirect("cycle", pk=pk)
