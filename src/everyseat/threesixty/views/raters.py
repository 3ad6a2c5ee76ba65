"""An organiser's pages about the raters of one leader: who is named or invited, and corrections.

They show who was invited, never who has drawn a card or answered.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from everyseat.giving.refusing import refused
from everyseat.organisations.mail import state as mail
from everyseat.threesixty import past, small_changes, standing
from everyseat.threesixty.actions import emails, new_links, raters
from everyseat.threesixty.forms.changing_raters import AddressForm, RelationshipForm
from everyseat.threesixty.models import Invitation, Review, Round
from everyseat.threesixty.past import RatersByGroup
from everyseat.threesixty.queries import changing_raters as queries
from everyseat.threesixty.small_changes import SmallChanges
from everyseat.threesixty.views.changing import find
from everyseat.threesixty.views.doors import runs_round


class MovedError(Http404):
    """A rater's page is not there any more: their link was replaced, and so their key."""


def of_rater(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Lead from a rater's page that is no longer there, as by Back, to the list of raters."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: int, review: str, invitation: str) -> HttpResponse:
        try:
            return view(request, pk, review, invitation)
        except MovedError:
            text = _("The page of this rater has moved: their link was replaced. Choose them here.")
            messages.info(request, text)
            return redirect("leader_raters", pk=pk, review=review)

    return guarded


def find_rater(pk: int, review: str, invitation: str) -> Invitation:
    """Return a rater of a leader; MovedError where nobody has this key any more."""
    chosen = find(pk, review)
    shown = chosen.invitations.filter(state__in=queries.SHOWN)
    found = shown.select_related("person__organisation").filter(pk=invitation).first()
    if found is None:
        is_of_another = Invitation.objects.filter(pk=invitation).exists()
        raise Http404 if is_of_another else MovedError
    found.review = chosen
    return found


def _rows(review: Review) -> list[queries.Rater]:
    failed = mail.failed_addresses(emails.emails_about(review.round))
    return queries.of_review(review, failed)


def context_of(review: Review, **more: object) -> dict[str, Any]:
    is_open = review.round.state == Round.State.OPEN
    return {
        "review": review,
        "round": review.round,
        "may_change": is_open and review.state == Review.State.COLLECT,
        "is_before": is_open and review.state in (Review.State.NOMINATE, Review.State.APPROVE),
        "checks": standing.approver(review),
        **more,
    }


@runs_round
def leader_raters(request: HttpRequest, pk: int, review: str) -> HttpResponse:
    """Show who was invited to rate a leader."""
    chosen = find(pk, review)
    context = context_of(chosen, raters=_rows(chosen))
    return render(request, "threesixty/raters.html", context)


@runs_round
@of_rater
def rater(request: HttpRequest, pk: int, review: str, invitation: str) -> HttpResponse:
    """Show what an organiser can do about one rater."""
    chosen = find_rater(pk, review, invitation)
    row = next(row for row in _rows(chosen.review) if row.invitation.pk == chosen.pk)
    may = new_links.may_correct_address(chosen.person)
    context = context_of(chosen.review, rater=row, may_correct_address=may)
    return render(request, "threesixty/rater.html", context)


def notice_of(review: Review, after: RatersByGroup) -> SmallChanges | None:
    """Return the notice about a change; None where it changes nothing about the report's detail."""
    before = small_changes.of(review, past.raters_by_group(review.invitations.all()))
    notice = small_changes.of(review, after)
    return notice if notice and (before is None or before.seal != notice.seal) else None


def is_understood(request: HttpRequest, notice: SmallChanges | None) -> bool:
    seal = notice.seal if notice else ""
    return request.POST.get("understood", "").split() == seal.split()


@require_POST
@runs_round
@of_rater
def rater_again(request: HttpRequest, pk: int, review: str, invitation: str) -> HttpResponse:
    """Send an invitation again."""
    chosen = find_rater(pk, review, invitation)
    with refused(request):
        raters.send_again(invitation=chosen)
        text = _("We are sending the invitation to %(name)s again.")
        messages.success(request, text % {"name": chosen.person.name})
    return redirect("rater", pk=pk, review=review, invitation=invitation)


@runs_round
@of_rater
def rater_remove(request: HttpRequest, pk: int, review: str, invitation: str) -> HttpResponse:
    """Stop asking a rater, once the organiser has read what that means."""
    chosen = find_rater(pk, review, invitation)
    notice = notice_of(chosen.review, queries.after_removing(chosen))
    if request.method == "POST" and is_understood(request, notice):
        with refused(request):
            raters.remove(invitation=chosen)
            text = _("%(name)s is no longer asked. We are sending them an e-mail.")
            if chosen.person.has_left:
                text = _("%(name)s is no longer asked.")
            messages.success(request, text % {"name": chosen.person.name})
        return redirect("leader_raters", pk=pk, review=review)
    context = context_of(chosen.review, invitation=chosen, small_changes=notice)
    return render(request, "threesixty/rater_remove.html", context)


@runs_round
@of_rater
def rater_address(request: HttpRequest, pk: int, review: str, invitation: str) -> HttpResponse:
    """Correct the address of a partner, who is then sent a new link."""

    def correct(chosen: Invitation, data: dict[str, Any]) -> None:
        new_links.correct_address(invitation=chosen, email=data["email"])

    def unchanged(_chosen: Invitation, _data: dict[str, Any]) -> None:
        return None  # the same person in the same group

    chosen = find_rater(pk, review, invitation)
    form = AddressForm(request.POST or None)
    why = new_links.why_not_correct(chosen.person)
    return _correct(request, chosen, form, unchanged, correct, "threesixty/rater_address.html", why)


@runs_round
@of_rater
def rater_relationship(request: HttpRequest, pk: int, review: str, invitation: str) -> HttpResponse:
    """Correct what a rater is to the leader: they are sent a new link."""

    def correct(chosen: Invitation, data: dict[str, Any]) -> None:
        new_links.correct_relationship(invitation=chosen, relationship=data["relationship"])

    def after(chosen: Invitation, data: dict[str, Any]) -> SmallChanges | None:
        label = raters.group_for(chosen.review, data["relationship"], 1)
        return notice_of(chosen.review, queries.after_moving(chosen, label))

    chosen = find_rater(pk, review, invitation)
    form = RelationshipForm(request.POST or None)
    why = new_links.why_not_replace(chosen)
    return _correct(
        request, chosen, form, after, correct, "threesixty/rater_relationship.html", why
    )


def _correct(
    request: HttpRequest,
    chosen: Invitation,
    form: BaseForm,
    after: Callable[[Invitation, dict[str, Any]], SmallChanges | None],
    correct: Callable[[Invitation, dict[str, Any]], None],
    template: str,
    why_not: str,
) -> HttpResponse:
    """Show a form about one rater, or `why_not`; do what it says once its notice was read."""
    notice = None
    if form.is_valid():
        with refused(form):
            notice = after(chosen, form.cleaned_data)
            if is_understood(request, notice):
                correct(chosen, form.cleaned_data)
                text = _("Corrected. We are sending %(name)s a new invitation.")
                if chosen.state == Invitation.State.PROPOSED:
                    text = _("Corrected: %(name)s.")
                messages.success(request, text % {"name": chosen.person.name})
                pk, review = chosen.review.round_id, chosen.review_id
                return redirect("leader_raters", pk=pk, review=review)
    if form.errors:  # what was refused is undone, and the page says what is true
        of = chosen.review
        chosen, notice = find_rater(of.round_id, str(of.pk), str(chosen.pk)), None
    may = new_links.may_correct_address(chosen.person)
    context = context_of(
        chosen.review,
        invitation=chosen,
        form=form,
        small_changes=notice,
        may=may,
        why_not=why_not,
    )
    return render(request, template, context)
