"""Pages of the organiser: rounds, and how far they are."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from everyseat.giving.access import requires
from everyseat.giving.refusing import checked, refused
from everyseat.organisations import roles
from everyseat.organisations.mail import views as mail_views
from everyseat.organisations.queries import host
from everyseat.organisations.signed_in import SignedIn
from everyseat.threesixty import expected, landing, queries
from everyseat.threesixty.actions import closing, finishing
from everyseat.threesixty.actions import rounds as actions
from everyseat.threesixty.forms import CoachForm, RecipientsForm, RoundForm
from everyseat.threesixty.models import Invitation, Review, Round

ON_A_PAGE = 50


@requires(roles.RUN_ROUNDS)
def rounds(request: HttpRequest) -> HttpResponse:
    every = Paginator(Round.objects.select_related("questionnaire"), ON_A_PAGE)
    page = every.get_page(request.GET.get("page"))
    rows = [{"round": one, "colour": landing.colour(one)} for one in page]
    return render(request, "threesixty/rounds.html", {"page": page, "rows": rows})


@requires(roles.RUN_ROUNDS)
def round_edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Make a round, or change one that has not been launched."""
    drafts = Round.objects.filter(state=Round.State.DRAFT)
    draft = get_object_or_404(drafts, pk=pk) if pk else Round(organisation=host())
    form = RoundForm(request.POST or None, instance=draft)
    if form.is_valid():
        with refused(form):
            feedback_round = actions.save_draft(feedback_round=draft, values=form.values())
            return redirect("round", pk=feedback_round.pk)
    return render(request, "threesixty/round_edit.html", {"form": form, "round": draft})


@requires(roles.RUN_ROUNDS)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    feedback_round = get_object_or_404(
        Round.objects.select_related("questionnaire", "organisation"), pk=pk
    )
    form = RecipientsForm(request.POST or None)
    if form.is_valid():
        people, coach = form.cleaned_data["people"], form.cleaned_data["coach"]
        with refused(request):
            number = actions.add_recipients(
                feedback_round=feedback_round, people=people, coach=coach
            )
            messages.success(request, _("Recipients added: %(n)s.") % {"n": number})
        return redirect("round", pk=pk)
    progress = queries.progress(feedback_round)
    context = {
        "round": feedback_round,
        "colour": landing.colour(feedback_round),
        "form": form,
        "progress": progress,
        "page": Paginator(progress, ON_A_PAGE).get_page(request.GET.get("page")),
        "is_anybody_invited": any(row.invited for row in progress),
        "coachless": queries.coachless(feedback_round, progress),
        "coach_form": CoachForm(),
        "closing": queries.closing(feedback_round),
        "has_group_report": queries.group_reports().filter(pk=pk).exists(),
        **(_expected(feedback_round) if feedback_round.state == Round.State.DRAFT else {}),
        "declined": queries.declined_invitations(feedback_round),
        "lost": queries.lost_cards(feedback_round),
        "deleted": feedback_round.dates_kept.filter(what__endswith="deleted"),
    }
    return render(request, "threesixty/round.html", context)


def _expected(feedback_round: Round) -> dict[str, object]:
    return {
        "expected": expected.findings(feedback_round),
        "in_points": expected.is_in_points(feedback_round),
    }


@requires(roles.RUN_ROUNDS)
def round_emails(request: SignedIn, pk: int) -> HttpResponse:
    feedback_round = get_object_or_404(Round, pk=pk)
    back = {"link": reverse("round", args=[pk]), "text": feedback_round.name}
    which = actions.emails_about(feedback_round)
    return mail_views.page(request, which=which, scope=feedback_round.name, back=back)


def _button(act: Callable[[Round], str]) -> Callable[..., HttpResponse]:
    """Make a view of something an organiser does to a round with one button."""

    @require_POST
    @requires(roles.RUN_ROUNDS)
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        with refused(request):
            messages.success(request, act(get_object_or_404(Round, pk=pk)))
        return redirect("round", pk=pk)

    return view


@_button
def round_launch(feedback_round: Round) -> str:
    actions.launch(feedback_round=feedback_round)
    return _("Launched. We are sending an e-mail to each recipient.")


@_button
def round_remind(feedback_round: Round) -> str:
    number = actions.remind(feedback_round=feedback_round)
    text = ngettext(
        "We are sending %(n)s reminder, to everyone who was invited.",
        "We are sending %(n)s reminders, to everyone who was invited.",
        number,
    )
    return text % {"n": number}


@_button
def round_close(feedback_round: Round) -> str:
    closing.close(feedback_round=feedback_round)
    return _("The round is closed. Nobody can answer any more. We are making the reports.")


@_button
def round_try_again(feedback_round: Round) -> str:
    again = finishing.try_again(feedback_round=feedback_round)
    return _("Trying again now: %(n)s.") % {"n": again}


@require_POST
@requires(roles.RUN_ROUNDS)
def recipient_remove(request: HttpRequest, pk: int, review: str) -> HttpResponse:
    """Remove a recipient from a round that has not been launched."""
    chosen = get_object_or_404(Review.objects.select_related("round"), pk=review, round=pk)
    with refused(request):
        actions.remove_recipient(review=chosen)
        text = _("Removed from this round: %(name)s.")
        messages.success(request, text % {"name": chosen.recipient})
    return redirect("round", pk=pk)


@require_POST
@requires(roles.RUN_ROUNDS)
def round_coach(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a coach for the recipients of a round who have none."""
    feedback_round, form = get_object_or_404(Round, pk=pk), CoachForm(request.POST)
    with refused(request):
        coach = checked(form)["coach"]
        n = actions.choose_coach(feedback_round=feedback_round, coach=coach)
        text = ngettext("%(name)s coaches %(n)s leader.", "%(name)s coaches %(n)s leaders.", n)
        messages.success(request, text % {"name": coach.name, "n": n})
    return redirect("round", pk=pk)


@require_POST
@requires(roles.RUN_ROUNDS)
def void(request: HttpRequest, pk: int, invitation: str) -> HttpResponse:
    """Void a lost card, and invite its rater again."""
    lost = get_object_or_404(Invitation, pk=invitation, review__round=pk)
    with refused(request):
        actions.void(invitation=lost)
        messages.success(
            request,
            _("The card is cancelled. We have invited %(name)s again.") % {"name": lost.person},
        )
    return redirect("round", pk=pk)
