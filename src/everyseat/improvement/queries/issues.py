"""Issues as pages ask for them: of a service, published, overdue, and counted."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet

from everyseat.improvement.models import Coding, Comment, Issue, Service, Theme
from everyseat.improvement.models.coding import ASKS
from everyseat.improvement.models.issue import MADE, State

UNCHECKED_AFTER = timedelta(weeks=12)
"""After so long a change that was made should have been checked."""


def of(service: Service) -> QuerySet[Issue]:
    """Return the issues of a service, the newest first, with all that is shown of them."""
    found = service.issues.select_related("theme", "measure", "person")
    return found.prefetch_related("steps", _comments()).order_by("-number")


def published(service: Service) -> QuerySet[Issue]:
    """Return the issues that everybody may read, the newest first."""
    return of(service).exclude(published_on=None).order_by("-published_on", "-number")


def _comments() -> "Prefetch[str, QuerySet[Comment], str]":
    """Return the comments under an issue that are released now: one may have been taken back."""
    released = Comment.objects.filter(state=Comment.State.RELEASED).order_by("-received_on", "pk")
    return Prefetch("comments", released.defer("original", "contact"), to_attr="quoted")


def to_choose(service: Service, theme: Theme | None, words: str) -> QuerySet[Comment]:
    """Return the released comments of a service, the newest first: on a theme, with words."""
    found = service.comments.filter(state=Comment.State.RELEASED).defer("original", "contact")
    if theme:
        agreed = Coding.objects.filter(comment=OuterRef("pk"), is_agreed=True, themes=theme)
        found = found.filter(Exists(agreed))
    for word in words.split():
        found = found.filter(text__icontains=word)
    return found.order_by("-received_on", "pk")


def overdue(services: Iterable[Service], today: date) -> QuerySet[Issue]:
    """Return what these services promised for a day that is over."""
    found = Issue.objects.filter(service__in=services, state=State.PLANNED, by__lt=today)
    return found.select_related("service").order_by("by", "pk")


def unchecked(services: Iterable[Service], today: date) -> QuerySet[Issue]:
    """Return what these services changed long ago, and never checked since."""
    day = today - UNCHECKED_AFTER
    found = Issue.objects.filter(service__in=services, state=State.MADE, made_on__lte=day)
    return found.select_related("service").order_by("made_on", "pk")


def summary(service: Service) -> dict[str, int]:
    """Return how many issues of a service are in each state, in the order of the path."""
    counted = service.issues.order_by("state").values_list("state").annotate(n=Count("pk"))
    found = dict(counted)
    return {str(state): found.get(state, 0) for state in State}


def concerns(service: Service, first: date, last: date) -> tuple[int, int]:
    """Return how many concerns came between two days, and how many of them led to a change.

    A concern is a released comment that is agreed to ask for something. It led to a change where a
    published issue that it stands under has been made.
    """
    agreed = Coding.objects.filter(comment=OuterRef("pk"), is_agreed=True, kind__in=ASKS)
    made = Issue.objects.filter(comments=OuterRef("pk"), state__in=MADE, published_on__isnull=False)
    came = service.comments.filter(
        Exists(agreed), state=Comment.State.RELEASED, received_on__range=(first, last)
    )
    return came.count(), came.filter(Exists(made)).count()
