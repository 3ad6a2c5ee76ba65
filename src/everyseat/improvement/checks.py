"""What publishing, closing or deleting a service will do: see `organisations.checks`."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.improvement.actions import services
from everyseat.improvement.comment_checks import ratings_lost
from everyseat.improvement.models import Comment, Service
from everyseat.organisations.checks import Check, Stop


def published(service: Service) -> Check:
    """Return what opening the public page of a service will do."""
    n = service.issues.exclude(published_on=None).count()
    text = ngettext(
        "Everybody who has the link can read what the service does, and %(n)s published issue.",
        "Everybody who has the link can read what the service does, and %(n)s published issues.",
        n,
    )
    return Check(
        title=_("Make the page of “%(service)s” public?") % {"service": service},
        button=_("Make the page public"),
        happens=[
            text % {"n": n},
            _("No comment is shown there unless somebody released it without names."),
            _("You can close the page again. Whoever has read it by then has read it."),
        ],
    )


def unpublished(service: Service) -> Check:
    """Return what closing the public page of a service will do."""
    return Check(
        title=_("Close the public page of “%(service)s”?") % {"service": service},
        button=_("Close the public page"),
        happens=[
            _("Nobody can read it any more. Links and posters lead to a page that says so."),
            _("Nothing is deleted. You can open it again."),
        ],
    )


def deleted(service: Service) -> Check:
    """Return what deleting a service will do."""
    stops = []
    if not services.may_delete(service):
        text = _("People can read about this service, so it stays.")
        stops = [Stop(text, reverse("service", args=[service.pk]), _("Back to the service"))]
    return Check(
        title=_("Delete “%(service)s”?") % {"service": service},
        button=_("Delete the service"),
        final=[
            *_lost(service),
            _("Its issues, measures and plans are deleted."),
            _("You cannot undo this."),
        ],
        stops=stops,
    )


def _lost(service: Service) -> list[str]:
    """Return what is deleted of comments, counted as everywhere, and of ratings without words."""
    comments = service.comments.exclude(state__in=Comment.UNCOUNTED).count()
    ratings = service.comments.filter(state=Comment.State.RATED).count()
    said = ngettext(
        "%(n)s comment is deleted, with its themes.",
        "%(n)s comments are deleted, with their themes.",
        comments,
    )
    return [said % {"n": f"{comments:,}"}, *ratings_lost(ratings)]
