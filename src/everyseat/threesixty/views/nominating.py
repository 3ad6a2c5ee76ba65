"""The page on which raters are named."""

from collections import Counter
from collections.abc import Mapping
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from everyseat.giving.access import login_required, untraced
from everyseat.giving.refusing import refused
from everyseat.organisations.models import Person
from everyseat.organisations.signed_in import SignedIn
from everyseat.threesixty import compared, missing, relationships, suggested
from everyseat.threesixty import standing as where
from everyseat.threesixty.actions import naming, nominating
from everyseat.threesixty.forms.naming import ListedForm, call
from everyseat.threesixty.forms.sent_list import SentList, looks
from everyseat.threesixty.models import Invitation, Review, Round
from everyseat.threesixty.queries import naming as permissions_to_name
from everyseat.threesixty.queries import permissions, suggestions
from everyseat.threesixty.queries import raters as queries
from everyseat.threesixty.report.material import MANAGER


@login_required
def nominate(request: SignedIn, pk: str) -> HttpResponse:
    review = find_list(request, pk)
    if request.method == "POST" and not looks(request.POST):
        return _save(request, review)
    sent = SentList(review, request.POST or None, saves=False)
    if not request.POST and not review.invitations.exists():
        sent.ticked = dict.fromkeys(suggestions.managers(review), MANAGER)
    return _page(request, review, sent)


@untraced
@require_POST
@login_required
def standing(request: SignedIn, pk: str) -> HttpResponse:
    """Say where the list would stand with those who are ticked, for the page's script."""
    review = find_list(request, pk)
    sent = SentList(review, request.POST, saves=False)
    said = _missing(request, review, queries.listed(review), sent, with_ticked=True)
    lines = {line.relationship: line.text for line in said.lines}
    return JsonResponse({"lines": lines, "whole": said.whole})


def _missing(
    request: SignedIn,
    review: Review,
    listed: list[Invitation],
    sent: SentList,
    *,
    with_ticked: bool,
) -> missing.Missing:
    """Return what is missing from a list with what a page has sent, compared with earlier ones."""
    people = {str(i.person_id): sent.moved.get(i.pk, i.relationship) for i in listed}
    people |= {str(pk): relationship for pk, relationship in sent.ticked.items()}
    return missing.of(
        review,
        Counter(people.values()),
        to_them=review.recipient_id == request.user.pk,
        with_ticked=with_ticked,
        compared=compared.of(review, people),
    )


@login_required
def withdraw(request: SignedIn, pk: str, invitation: str) -> HttpResponse:
    """Remove a rater, and save whatever else was done on the page.

    Where something was wrong the page stands at this address: so it opens again, and whoever is
    removed already is no mistake.
    """
    review = find_list(request, pk)
    if request.method != "POST":
        return redirect("nominate", pk=pk)
    return _save(request, review, remove=review.invitations.filter(pk=invitation).first())


@login_required
def submit_nominations(request: SignedIn, pk: str) -> HttpResponse:
    """Save what was done on the page, and send the list unless something is wrong."""
    review = find_list(request, pk)
    if request.method != "POST":
        return redirect("nominate", pk=pk)
    answer = _save(request, review)
    if answer.status_code == HTTPStatus.OK:
        return answer
    to_them = review.recipient_id == request.user.pk
    with refused(request):
        nominating.submit_nominations(review=review, to_them=to_them)
        messages.success(request, _sent(review, to_them=to_them))
        return redirect(_back(review, to_them=to_them))
    return answer


def _back(review: Review, *, to_them: bool) -> str:
    """Return the address of the page of a 360: the leader's own, or the organiser's about it."""
    if to_them:
        return reverse("review", args=[review.pk])
    if review.round.state == Round.State.DRAFT:
        return reverse("round", args=[review.round_id])
    return reverse("leader", args=[review.round_id, review.pk])


def _sent(review: Review, *, to_them: bool) -> str:
    """Return whose list has gone to whom."""
    who = where.approver(review)
    if to_them:
        return _("Your list has been sent for approval. %(who)s checks it.") % {"who": who}
    text = _("The list for %(name)s has been sent for approval. %(who)s checks it.")
    return text % {"name": review.recipient.name, "who": who}


def find_list(request: SignedIn, pk: str) -> Review:
    """Return a review whose list of raters this person may open; others do not exist for them."""
    people = ("recipient__manager__away__stand_in", "approver__away__stand_in")
    reviews = Review.objects.select_related(*people, "round")
    reviews = reviews.exclude(state=Review.State.STOPPED)
    review = get_object_or_404(reviews, pk=pk)
    is_theirs = review.recipient_id == request.user.pk
    if not is_theirs and not permissions_to_name.may_change(request.user, review):
        raise PermissionDenied
    return review


def _save(request: SignedIn, review: Review, remove: Invitation | None = None) -> HttpResponse:
    """Save all that can be, and show the rest again with what to do."""
    sent = SentList(review, request.POST)
    raters = sent.raters(suggestions.named_before(review))
    changes = naming.Changes(raters, sent.moved, remove.pk if remove else None)
    with refused() as said:
        changed = naming.change_list(review=review, by=request.user, changes=changes)
        sent.take(raters, changed)
        if text := _saved(changed):
            messages.success(request, text)
    if said.text:
        sent.problems.append(said.text)
    if sent.is_done:
        return redirect(f"{reverse('nominate', args=[review.pk])}#list")
    return _page(request, review, sent)


def _saved(changed: naming.Changed) -> str:
    """Return what was changed, in words; "" if nothing was."""
    said = []
    if n := len(changed.added):
        said.append(ngettext("Added: %(n)s person.", "Added: %(n)s people.", n) % {"n": n})
    if n := len(changed.moved):
        text = ngettext(
            "Relationship changed: %(n)s person.", "Relationship changed: %(n)s people.", n
        )
        said.append(text % {"n": n})
    said += [_("Removed: %(name)s.") % {"name": i.person.name} for i in changed.removed]
    return " ".join(said)


def _page(request: SignedIn, review: Review, sent: SentList) -> HttpResponse:
    to_them = review.recipient_id == request.user.pk
    before = suggestions.named_before(review)
    listed = queries.listed(review)
    names = relationships.names_for(to_them=to_them)
    stands = _missing(request, review, listed, sent, with_ticked=bool(sent.ticked))
    groups = suggested.of(review, before, sent.ticked, sent.search, stands)
    context = {
        "review": review,
        "form": sent.with_empty_rows(names),
        "to_them": to_them,
        "may_change": permissions_to_name.may_change(request.user, review),
        "approving": review.state == Review.State.APPROVE,
        "listed": [
            (i, names[i.relationship], _row(request.user, i, sent, names), before.get(i.person_id))
            for i in listed
        ],
        "is_long": any(group.more for group in groups) or bool(sent.search),
        "suggested": groups,
        "missing": stands,
        "nominate_by_is_over": where.has_passed(review.round.nominate_by),
        "checks": where.approver(review),
        "approvers": permissions.approvers(review),
        "stands_in": permissions.stand_in_of_approver(review),
    }
    return render(request, "threesixty/nominate.html", context)


def _row(
    person: Person, invitation: Invitation, sent: SentList, names: Mapping[str, str]
) -> ListedForm | None:
    """Return the field for a rater's relationship, if this person may change it."""
    if not permissions_to_name.may_change_one(person, invitation):
        return None
    now = sent.moved.get(invitation.pk, invitation.relationship)
    row = ListedForm(initial={"relationship": now}, prefix=f"listed-{invitation.pk}")
    call(row, names)
    return row
