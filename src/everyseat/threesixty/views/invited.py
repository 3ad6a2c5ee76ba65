"""The page of an invitation: what is asked, who sees it, making a card, and declining."""

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from everyseat.giving import drawing
from everyseat.giving.links import link_to
from everyseat.giving.refusing import refused
from everyseat.threesixty import links, relationships, who_sees
from everyseat.threesixty.actions import answers, cards, drafting, emails, second_thoughts
from everyseat.threesixty.forms.raters import DeclineForm
from everyseat.threesixty.models import Invitation, Sheet
from everyseat.threesixty.queries import raters
from everyseat.threesixty.views.doors_of_raters import giver_page, invitation_of, linked, page_of

STRANGER = "stranger"
"""In the address of the page to decline: the rater does not work with the leader."""


@giver_page
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The first page of a rater: what we ask, who will see it, and how to begin or decline."""
    return _invitation_page(request, invitation_of(token), token)


def _invitation_page(
    request: HttpRequest, invitation: Invitation, token: str, problem: str = ""
) -> HttpResponse:
    together = raters.open_invitations(invitation)
    kept = answers.is_kept(invitation)
    sent = answers.answers_by_kept_link(invitation=invitation) if kept else None
    to_coach = bool(sent and sent.words_to == Sheet.Words.COACH)
    said = partial(who_sees.rater, invitation.review, invitation.group, to_coach=to_coach)
    names = [i.review.recipient.name for i in together]
    drawn_for_all = names and not kept and invitation.review.round.is_anonymous
    context = {
        "invitation": invitation,
        "token": token,
        "problem": problem,
        "relationship": relationships.AS_RATER[invitation.relationship],
        "who": said(kept=not invitation.review.round.is_anonymous),
        "who_if_kept": said(kept=True),
        "besides": who_sees.rater_besides(invitation.review, invitation.group),
        "asked_again": emails.asked_again(invitation.review),
        "kept": kept,
        "may_undo": kept and not sent,
        "pages": {act: links.FORMS.token(act, invitation.pk) for act in ACTS},
        "open": answers.is_open(invitation.review),
        "round": invitation.review.round,
        "names": names,
        "heading": _heading(names if drawn_for_all else [invitation.review.recipient.name]),
        "drawing": _drawing(invitation, together, token),
    }
    return page_of(request, "threesixty/invitation.html", invitation.review.round, context)


def _heading(names: list[str]) -> str:
    """Return what is asked, about all leaders for whom the page makes a card."""
    text = _("How does it feel to work with %(name)s?")
    return text % {"name": drafting.in_words(names)}


def _drawing(invitation: Invitation, together: list[Invitation], token: str) -> dict[str, object]:
    """Return the data for the script that draws cards."""
    feedback_round = invitation.review.round
    return {
        "key": feedback_round.public_key,
        "fingerprint": feedback_round.fingerprint,
        "holder": links.INVITATIONS.holder(invitation.person_id, feedback_round.pk),
        "draw": reverse("draw", args=[token]),
        "reviews": [
            {
                "review": str(i.review_id),
                "group": i.group,
                "name": i.review.recipient.name,
                "answer": link_to("answer", i.review_id, i.group),
            }
            for i in together
        ],
    }


@require_POST
@giver_page
def draw(request: HttpRequest, token: str) -> HttpResponse:
    """Evaluate the blinded serials of a rater: one for each review that they are asked about."""
    mine = {str(i.review_id): i for i in raters.open_invitations(linked(token))}
    return drawing.reply(
        request, lambda review, blinded: answers.draw(invitation=mine[review], blinded=blinded)
    )


ACTS: dict[str, tuple[Callable[..., None], str]] = {
    "keep_link": (answers.keep_link, "answer_kept"),
    "undo_keep": (second_thoughts.undo_keep, "invitation"),
    "report_lost": (cards.report_lost, "invitation"),
    "accept": (second_thoughts.accept, "invitation"),
}
"""What a rater does on the page of their invitation, and which page comes next."""


@require_POST
@giver_page
def act(request: HttpRequest, token: str, act: str) -> HttpResponse:
    """Do what a rater has ticked and pressed: a scanner of e-mails does not tick."""
    invitation, (does, then) = invitation_of(token), ACTS[act]
    with refused() as refusal:
        links.FORMS.must_be_meant(request.POST, act, invitation.pk)
        does(invitation=invitation)
        return redirect(then, token=token)
    return _invitation_page(request, invitation, token, refusal.text)


@giver_page
def decline(request: HttpRequest, token: str) -> HttpResponse:
    """Decline, on a page of its own and with a tick."""
    invitation = invitation_of(token)
    form = DeclineForm(
        request.POST if request.method == "POST" else None,
        name=invitation.review.recipient.name,
        initial={"does_not_know_them": STRANGER in request.GET},
    )
    page = links.FORMS.token("decline", invitation.pk)
    context = {"invitation": invitation, "form": form, "token": token, "page": page}
    if request.method == "POST" and form.is_valid():
        with refused() as refusal:
            links.FORMS.must_be_meant(request.POST, "decline", invitation.pk)
            answers.decline(
                invitation=invitation,
                reason=form.cleaned_data["reason"],
                knows_them=not form.cleaned_data["does_not_know_them"],
            )
            context["done"] = True
        context["problem"] = refusal.text
    return page_of(request, "threesixty/decline.html", invitation.review.round, context)
