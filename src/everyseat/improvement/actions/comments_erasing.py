"""Deleting what people wrote, when its time is over. What was released stays, and its codes."""

import secrets
from datetime import date

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from everyseat.giving.states import lock
from everyseat.improvement.actions import comments_suggesting
from everyseat.improvement.models import Comment, Opened, Service, Suggestion
from everyseat.organisations.months import same_day

AT_ONCE = 500


def by_night() -> None:
    """Delete what people wrote of each service, `keep_comments` months after it came here."""
    Opened.objects.all().delete()
    for service in Service.objects.all():
        erase(service=service, today=timezone.localdate())


def due(service: Service, today: date) -> list[int]:
    """Return the keys of comments whose time is over.

    What came in a file came on the day of its import.
    """
    came = Coalesce(F("batch__on"), F("received_on"))
    kept = service.comments.filter(erased_on=None).annotate(came=came)
    newest = same_day(today, -service.keep_comments)
    return list(kept.filter(came__lte=newest).values_list("pk", flat=True))


@transaction.atomic
def erase(*, service: Service, today: date) -> int:
    """Delete what people wrote in comments whose time is over; return how many there were.

    Nothing is left that tells whether somebody wrote certain words on a certain day. What was
    learnt from these comments is deleted too, and learnt again from those that are still here.
    """
    lock(service)
    keys = due(service, today)
    for first in range(0, len(keys), AT_ONCE):
        some = list(service.comments.filter(pk__in=keys[first : first + AT_ONCE]))
        for comment in some:
            comment.original, comment.contact = {}, {}
            comment.digest, comment.erased_on = secrets.token_hex(32), today
        Comment.objects.bulk_update(some, ["original", "contact", "digest", "erased_on"])
        Suggestion.objects.filter(comment__in=some).delete()
        comments_suggesting.forget(comments=Comment.objects.filter(pk__in=[one.pk for one in some]))
    return len(keys)
