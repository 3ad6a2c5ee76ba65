"""What an organiser does to a round that can't be undone: each has a page that says so first."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.organisations import checks
from everyseat.organisations.signed_in import SignedIn
from everyseat.threesixty import expected
from everyseat.threesixty.actions import cards, closing_early, reminding_leaders, rounds
from everyseat.threesixty.actions.reminding import remind
from everyseat.threesixty.checks import cards as cards_check
from everyseat.threesixty.checks import closing as closing_check
from everyseat.threesixty.checks import launching, reminding
from everyseat.threesixty.models import Invitation, Review, Round
from everyseat.threesixty.queries import leaders_to_remind
from everyseat.threesixty.views import changing
from everyseat.threesixty.views.doors import runs_round


def _page(
    request: SignedIn,
    pk: int,
    said: Callable[[Round], checks.Check],
    act: Callable[[Round], str],
    more: str = "",
    context: Callable[[Round], dict[str, object]] = lambda _round: {},
) -> HttpResponse:
    rounds = Round.objects.select_related("questionnaire", "organisation")
    feedback_round = get_object_or_404(rounds, pk=pk)
    return checks.page(
        request,
        said(feedback_round),
        lambda: act(feedback_round),
        back=reverse("round", args=[pk]),
        more=more,
        context=context(feedback_round),
    )


@runs_round
def round_launch(request: SignedIn, pk: int) -> HttpResponse:
    more = "threesixty/round_expected.html"
    return _page(request, pk, launching.launch, _launched, more, _expected)


def _expected(feedback_round: Round) -> dict[str, object]:
    return {
        "expected": expected.findings(feedback_round),
        "in_points": expected.is_in_points(feedback_round),
    }


def _launched(feedback_round: Round) -> str:
    rounds.launch(feedback_round=feedback_round)
    return _("Launched. We are sending an e-mail to each leader.")


@runs_round
def round_close(request: SignedIn, pk: int) -> HttpResponse:
    return _page(request, pk, closing_check.close, _closed)


def _closed(feedback_round: Round) -> str:
    closing_early.close_early(feedback_round=feedback_round)
    if feedback_round.state == Round.State.OPEN:
        text = _("The round closes after %(day)s. Everybody concerned gets an e-mail.")
        return text % {"day": date_format(feedback_round.collect_by)}
    return _("The round is closed. Nobody can answer any more. You can reopen it for 24 hours.")


@runs_round
def round_remind(request: SignedIn, pk: int) -> HttpResponse:
    def reminded(feedback_round: Round) -> str:
        again = bool(request.POST.get("agree"))
        n = remind(feedback_round=feedback_round, again=again)
        text = ngettext(
            "We are sending a reminder to the %(n)s person who was invited, unless they have "
            "switched reminders off.",
            "We are sending a reminder to each of the %(n)s people who were invited, except those "
            "who have switched reminders off.",
            n,
        )
        return text % {"n": n}

    return _page(request, pk, reminding.remind, reminded)


@runs_round
def leaders_remind(request: SignedIn, pk: int, what: str) -> HttpResponse:
    """Remind all leaders of a round for whom something waits, or whoever approves for them."""
    feedback_round = get_object_or_404(Round.objects.select_related("organisation"), pk=pk)
    return _remind(request, feedback_round, what, reverse("round", args=[pk]))


@runs_round
def leader_remind(request: SignedIn, pk: int, review: str, what: str) -> HttpResponse:
    """Remind one leader, or whoever approves for them."""
    chosen = changing.find(pk, review)
    back = reverse("leader", args=[pk, review])
    return _remind(request, chosen.round, what, back, only=chosen)


def _remind(
    request: SignedIn, feedback_round: Round, what: str, back: str, only: Review | None = None
) -> HttpResponse:
    if what not in leaders_to_remind.WHAT:
        raise Http404

    def reminded() -> str:
        again = bool(request.POST.get("agree"))
        n = reminding_leaders.remind(
            feedback_round=feedback_round, what=what, only=only, again=again
        )
        text = ngettext("We are sending %(n)s reminder.", "We are sending %(n)s reminders.", n)
        return text % {"n": n}

    return checks.page(request, reminding.leaders(feedback_round, what, only), reminded, back=back)


@runs_round
def void(request: SignedIn, pk: int, invitation: str) -> HttpResponse:
    """Replace the link of a rater whose card is lost."""
    invitations = Invitation.objects.select_related("person", "review__recipient", "review__round")
    back = reverse("round", args=[pk])
    if not Invitation.objects.filter(pk=invitation).exists():  # as by Back, once it was replaced
        messages.info(request, _("This link has been replaced already."))
        return redirect(back)
    lost = get_object_or_404(invitations, pk=invitation, review__round=pk)

    def voided() -> str:
        cards.void(invitation=lost)
        text = _("The link is replaced. We have sent %(name)s the new one.")
        return text % {"name": lost.person}

    return checks.page(request, cards_check.void(lost), voided, back=back)
