"""Which comments wait to be released."""

from django.db.models import QuerySet

from everyseat.improvement.models import Comment, Service
from everyseat.improvement.queries.coding import is_coded


def to_release(service: Service) -> QuerySet[Comment]:
    """Return coded comments that nobody has released or withheld, the newest first."""
    found = service.comments.filter(is_coded(), state=Comment.State.NEW, erased_on=None)
    return found.order_by("-received_on", "-pk")


def next_for(service: Service, after: int = 0) -> Comment | None:
    """Return the comment that is released next; the one `after` which it is asked comes last."""
    found = to_release(service)
    return found.exclude(pk=after).first() or found.first()
