"""The door of a rater's pages: a link or a card, and no cookie."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from everyseat.giving import giver_pages
from everyseat.giving.links import BadLink
from everyseat.safety.credentials import BadCard
from everyseat.threesixty import landing, links
from everyseat.threesixty.actions import drafting
from everyseat.threesixty.models import Invitation, Review, Round


class Stopped(Exception):
    """The 360 that a link leads to was stopped."""

    def __init__(self, review: Review):
        super().__init__(review)
        self.review = review


def page_of(
    request: HttpRequest,
    template: str,
    feedback_round: Round,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    """Show a rater's page, as the organisation looks whose round it is.

    It names whom to ask, as the e-mails do: not the leader whom the answers are about.
    """
    invitation, review = context.get("invitation"), context.get("review")
    about = review or (invitation and invitation.review)
    leaders = [about.recipient] if about else []
    context = context | {
        "organisation": feedback_round.organisation,
        "organiser": drafting.organiser(feedback_round, leaders),
        "closed_early": landing.closed_early(feedback_round),
    }
    return render(request, template, context, status=status)


def giver_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Guard a rater's page by its link; say so where the 360 was stopped, and do nothing."""

    @wraps(view)
    def page(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Stopped as stopped:
            review = stopped.review
            context = {"name": review.recipient.name, "review": review}
            return page_of(request, "threesixty/stopped.html", review.round, context, status=410)

    errors = (BadLink, BadCard, Review.DoesNotExist, Invitation.DoesNotExist)
    return giver_pages.by_link("threesixty/bad_link.html", *errors)(page)


def _going_on(review: Review) -> None:
    if review.state == Review.State.STOPPED:
        raise Stopped(review)


def invitation_of(token: str) -> Invitation:
    """Return the invitation of a link. Stopped if it leads to a 360 that was stopped."""
    found = linked(token)
    _going_on(found.review)
    return found


def linked(token: str) -> Invitation:
    invitations = Invitation.objects.select_related(
        "review__recipient",
        "review__round__questionnaire",
        "review__round__organisation",
        "review__round__organiser",
    )
    return invitations.get(pk=links.INVITATIONS.opened(token))


def review_of(pk: str) -> Review:
    """Return a review. Stopped if it was stopped."""
    reviews = Review.objects.select_related(
        "recipient", "round__questionnaire", "round__organisation", "round__organiser"
    )
    found = reviews.get(pk=pk)
    _going_on(found)
    return found
