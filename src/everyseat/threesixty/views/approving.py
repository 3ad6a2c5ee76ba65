"""The page on which a list of raters is approved, or sent back."""

from dataclasses import dataclass
from functools import cached_property

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.giving.access import login_required
from everyseat.giving.refusing import refused
from everyseat.organisations.signed_in import SignedIn
from everyseat.threesixty import past, small_changes
from everyseat.threesixty.actions import nominating
from everyseat.threesixty.forms.approving import Ticks, has_read
from everyseat.threesixty.forms.raters import SendBackForm
from everyseat.threesixty.models import Invitation, Review
from everyseat.threesixty.queries import permissions
from everyseat.threesixty.queries import raters as queries
from everyseat.threesixty.small_changes import SmallChanges
from everyseat.threesixty.views.reviews import find

KEPT = "not ticked"
"""Under which a session keeps who was not ticked, while their approver adds somebody."""


@dataclass
class Decision:
    """A list as its approver sees it, and who of it is to be left out."""

    review: Review
    listed: list[Invitation]
    ticks: Ticks

    @cached_property
    def left_out(self) -> list[Invitation]:
        return self.ticks.left_out(self.listed)

    @cached_property
    def keys(self) -> set[str]:
        return {str(invitation.pk) for invitation in self.left_out}

    @cached_property
    def notice(self) -> SmallChanges | None:
        return small_changes.of(self.review, past.raters_if_approved(self.review, self.keys))

    @property
    def seal(self) -> str:
        """Return what the approver must have read: what changed, and what is left of each group."""
        return "\n".join([self.notice.seal, *self.notice.coarser]) if self.notice else ""


@login_required
def approve(request: SignedIn, pk: str) -> HttpResponse:
    review = find(request, pk)
    if not permissions.may_approve(request.user, review):
        raise PermissionDenied
    decision = _decision(request, review)
    if "add" in request.POST:
        request.session[_kept(review)] = sorted(decision.keys)
        return redirect("nominate", pk=pk)
    form = SendBackForm(request.POST if "send_back" in request.POST else None)
    problem = ""
    if form.is_bound or request.method != "POST":
        if form.is_valid():
            return _send_back(request, review, form.cleaned_data["why"])
    elif not (problem := _not_yet(request, decision)):
        with refused() as said:
            return _approve(request, decision)
        problem = said.text
    return _page(request, decision, form, problem)


def _decision(request: SignedIn, review: Review) -> Decision:
    listed = queries.proposed(review)
    if request.method == "POST" and "send_back" not in request.POST:
        return Decision(review, listed, Ticks.sent(request.POST))
    return Decision(review, listed, Ticks.all_but(listed, request.session.get(_kept(review), ())))


def _kept(review: Review) -> str:
    return f"{KEPT} {review.pk}"


def _not_yet(request: SignedIn, decision: Decision) -> str:
    """Return why nothing was approved yet; "" if all that it does has been read."""
    if not decision.ticks.are_of(decision.listed):
        return _("The list has changed since you opened this page. Please look at it again.")
    if has_read(request.POST, decision.seal):
        return ""
    names = ", ".join(invitation.person.name for invitation in decision.left_out)
    if not names:
        return _("The report will show less detail, because nearly the same people are asked.")
    text = _("If you leave out %(names)s, the report will show less detail.")
    return text % {"names": names}


def _approve(request: SignedIn, decision: Decision) -> HttpResponse:
    n = nominating.approve(review=decision.review, refused=decision.keys)
    said = [ngettext("Approved: %(n)s rater invited.", "Approved: %(n)s raters invited.", n)]
    if names := ", ".join(invitation.person.name for invitation in decision.left_out):
        said.append(_("Left out: %(names)s."))
    messages.success(request, " ".join(said) % {"n": n, "names": names})
    request.session.pop(_kept(decision.review), None)
    return redirect("home")


def _send_back(request: SignedIn, review: Review, why: str) -> HttpResponse:
    with refused(request):
        nominating.send_back(review=review, why=why)
        request.session.pop(_kept(review), None)
        name = review.recipient.name
        messages.success(request, _("You have sent the list back to %(name)s.") % {"name": name})
    return redirect("home")


def _page(
    request: SignedIn, decision: Decision, form: SendBackForm, problem: str = ""
) -> HttpResponse:
    read = dict.fromkeys([*request.POST.getlist("understood"), decision.seal])
    context = {
        "review": decision.review,
        "form": form,
        "problem": problem,
        "acts": permissions.for_whom(request.user, decision.review),
        "named": queries.by_relationship(decision.listed),
        "listed": decision.listed,
        "left_out": {invitation.pk for invitation in decision.left_out},
        "seals": [seal for seal in read if seal],
        "small_changes": decision.notice,
    }
    return render(request, "threesixty/approve.html", context)
