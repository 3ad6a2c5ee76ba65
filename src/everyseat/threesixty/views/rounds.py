"""Pages of the organiser: rounds, and how far they are."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from everyseat.files import xlsx_export
from everyseat.giving.access import requires, traced
from everyseat.giving.refusing import refused
from everyseat.organisations import roles
from everyseat.organisations.mail import state as mail_state
from everyseat.organisations.mail import views as mail_views
from everyseat.organisations.models import Organisation, Person
from everyseat.organisations.queries import host
from everyseat.organisations.signed_in import SignedIn
from everyseat.threesixty import board, landing, remindable
from everyseat.threesixty.actions import emails, retrying, rounds
from everyseat.threesixty.forms.board import BoardForm, FindRoundsForm
from everyseat.threesixty.forms.rounds import CoachForm, RecipientsForm, RoundForm
from everyseat.threesixty.models import Review, Round
from everyseat.threesixty.queries import board as board_queries
from everyseat.threesixty.queries import organising, permissions, progress, reports, unreached
from everyseat.threesixty.queries import rounds as queries
from everyseat.threesixty.views import files
from everyseat.threesixty.views.doors import reads_round, runs_round

ON_A_PAGE, LEADERS_ON_A_PAGE = 50, 25
AT_A_GLANCE = 8
"""Leaders that nobody needs to search."""


@requires(roles.READ_ROUNDS)
def all_rounds(request: SignedIn) -> HttpResponse:
    """The rounds that somebody runs or observes, with what each waits for."""
    asked = FindRoundsForm(request.GET)
    found = queries.asked_for(organising.read_by(request.user), **asked.asked())
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [
            {
                "summary": one,
                "colour": landing.colour(one.round),
                "waits": board.of(one),
                "closed_early": landing.closed_early(one.round),
            }
            for one in queries.summaries(list(page))
        ],
        "asked": asked,
        "is_searched": bool(request.GET) or page.paginator.count > AT_A_GLANCE,
        "runs": request.user.may(roles.RUN_ROUNDS),
        "has_organisations": queries.of_several_organisations(),
    }
    return render(request, "threesixty/rounds.html", context)


@requires(roles.RUN_ROUNDS)
def round_edit(request: SignedIn, pk: int | None = None) -> HttpResponse:
    """Make a round, or change one that has not been launched."""
    drafts = organising.run_by(request.user).filter(state=Round.State.DRAFT)
    new = Round(organisation=_organisation(request.user), organiser=request.user)
    draft = get_object_or_404(drafts, pk=pk) if pk else new
    form = RoundForm(request.POST or None, instance=draft, by=request.user)
    if form.is_valid():
        with refused(form):
            feedback_round = rounds.save_draft(feedback_round=draft, values=form.values())
            return redirect("round", pk=feedback_round.pk)
    context = {"form": form, "round": draft}
    return render(request, "threesixty/round_edit.html", context, status=form.status)


def _organisation(person: Person) -> Organisation | None:
    """Return whose round a new one is, until somebody who may choose says otherwise."""
    return host() if person.may(roles.RUN_EVERY_ROUND) else person.organisation


@reads_round
def show(request: SignedIn, pk: int) -> HttpResponse:
    feedback_round = get_object_or_404(
        Round.objects.select_related("questionnaire", "organisation"), pk=pk
    )
    runs = organising.runs(request.user, feedback_round)
    if request.method == "POST" and not runs:
        raise PermissionDenied
    form = RecipientsForm(request.POST or None)
    if form.is_valid():
        people, coach = form.cleaned_data["people"], form.cleaned_data["coach"]
        with refused(request):
            number = rounds.add_recipients(
                feedback_round=feedback_round, people=people, coach=coach
            )
            messages.success(request, _("Leaders added: %(n)s.") % {"n": number})
        return redirect("round", pk=pk)
    context = {
        "round": feedback_round,
        "runs": runs,
        "may_give_roles": request.user.may(roles.MANAGE_ROLES),
        "colour": landing.colour(feedback_round),
        "closed_early": landing.closed_early(feedback_round),
        "form": form,
        **_board(request, feedback_round),
        **(_to_run(feedback_round) if runs else {}),
        "has_group_report": reports.group_reports(request.user).filter(pk=pk).exists(),
        "follow_ups": progress.follow_ups(feedback_round),
        "stopped": board_queries.stopped(feedback_round),
        "deleted": feedback_round.dates_kept.filter(what__endswith="deleted"),
    }
    return render(request, "threesixty/round.html", context)


def _to_run(feedback_round: Round) -> dict[str, object]:
    """Return what only those who run a round read of it, raters and their reasons among it."""
    failed = mail_state.failed_addresses(emails.emails_about(feedback_round))
    return {
        "is_anybody_invited": progress.is_anybody_invited(feedback_round),
        "coachless": progress.coachless(feedback_round),
        "coach_form": CoachForm(),
        "needs_coach": permissions.without_coach(feedback_round).count(),
        "closing": progress.closing(feedback_round),
        "mailings": feedback_round.mailings.all(),
        "unreached": unreached.raters(feedback_round, failed),
        **progress.told_us(feedback_round),
    }


def _board(request: SignedIn, feedback_round: Round) -> dict[str, object]:
    """Return the leaders whom the page shows: all of a draft, else those that were asked for."""
    is_draft = feedback_round.state == Round.State.DRAFT
    asked = BoardForm({} if is_draft else request.GET)
    leaders = board_queries.leaders(feedback_round, **asked.asked())
    page = Paginator(leaders, LEADERS_ON_A_PAGE).get_page(request.GET.get("page"))
    standing = board_queries.standing(feedback_round)
    return {
        "asked": asked,
        "page": page,
        "leaders": page.paginator.count,
        "rows": board.rows(progress.of(page, feedback_round), request.user),
        "standing": standing,
        "remindable": remindable.of_round(feedback_round, standing),
        "is_searched": bool(request.GET) or page.paginator.count > AT_A_GLANCE,
    }


@traced
@reads_round
def round_board(request: HttpRequest, pk: int) -> HttpResponse:
    """Download the board: the leaders whom the page shows, on all of its pages.

    Behind all of them stand those who were stopped.
    """
    feedback_round = get_object_or_404(Round, pk=pk)
    asked = BoardForm(request.GET).asked()
    leaders = list(board_queries.leaders(feedback_round, **asked))
    if not asked.get("where") and not asked.get("search"):
        leaders += board_queries.stopped(feedback_round)
    rows = board.rows(progress.of(leaders, feedback_round))
    workbook = xlsx_export.as_xlsx({_("Leaders")[:31]: board.sheet(rows)}, feedback_round.name)
    return files.kept(workbook, feedback_round.name, "xlsx")


@runs_round
def round_emails(request: SignedIn, pk: int) -> HttpResponse:
    feedback_round = get_object_or_404(Round, pk=pk)
    back = {"link": reverse("round", args=[pk]), "text": feedback_round.name}
    which = emails.emails_about(feedback_round)
    return mail_views.page(request, which=which, scope=feedback_round.name, back=back)


def _button(act: Callable[[Round], str]) -> Callable[..., HttpResponse]:
    """Make a view of something an organiser does to a round with one button."""

    @require_POST
    @runs_round
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        with refused(request):
            messages.success(request, act(get_object_or_404(Round, pk=pk)))
        return redirect("round", pk=pk)

    return view


@_button
def round_try_again(feedback_round: Round) -> str:
    again = retrying.try_again_now(feedback_round=feedback_round)
    return _("Trying again now: %(n)s.") % {"n": again}


@require_POST
@runs_round
def recipient_remove(request: HttpRequest, pk: int, review: str) -> HttpResponse:
    """Remove a recipient from a round that has not been launched."""
    chosen = get_object_or_404(Review.objects.select_related("round"), pk=review, round=pk)
    with refused(request):
        rounds.remove_recipient(review=chosen)
        text = _("Removed from this round: %(name)s.")
        messages.success(request, text % {"name": chosen.recipient})
    return redirect("round", pk=pk)
