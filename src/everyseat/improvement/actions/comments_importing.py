"""Taking comments in from a file, all together, and taking a file's comments out again."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from everyseat.giving.refusals import NotNow
from everyseat.giving.states import lock
from everyseat.improvement.actions import comments_suggesting
from everyseat.improvement.comment_columns import Columns
from everyseat.improvement.comment_rows import Entry
from everyseat.improvement.models import Batch, Comment, CommentColumns, Service
from everyseat.organisations import queries
from everyseat.organisations.models import Person

AT_ONCE = 500
LONGEST_FILE_NAME = 200


@transaction.atomic
def take_in(
    *,
    service: Service,
    name: str,
    entries: Sequence[tuple[Entry, str]],
    left_out: Mapping[str, int],
    by: Person | None,
    today: date,
    named: str = "",
) -> Batch:
    """Keep comments that were read from a file, each with its digest, as one batch.

    `named` is what the file calls the service, if it is about several. NotNow if another import has
    brought one of the comments since they were read.
    """
    lock(service)
    digests = [digest for _entry, digest in entries]
    if not digests:
        raise NotNow(_("There is no new comment in this file."))
    if _are_here(service, digests):
        raise NotNow(_("Somebody has imported some of these comments since. Check the file again."))
    batch = Batch.objects.create(
        service=service,
        name=name[:LONGEST_FILE_NAME],
        by=by,
        on=today,
        left_out=dict(left_out),
        named=named,
    )
    Comment.objects.bulk_create(
        (_comment(service, batch, entry, digest) for entry, digest in entries), batch_size=AT_ONCE
    )
    return batch


def _are_here(service: Service, digests: Sequence[str]) -> bool:
    return any(
        service.comments.filter(digest__in=digests[first : first + AT_ONCE]).exists()
        for first in range(0, len(digests), AT_ONCE)
    )


def _comment(service: Service, batch: Batch, entry: Entry, digest: str) -> Comment:
    return Comment(
        service=service,
        batch=batch,
        question=entry.question,
        rating=entry.rating,
        has_rating=entry.has_rating,
        received_on=entry.on,
        original={"text": entry.text},
        digest=digest,
        state=Comment.State.NEW if entry.text else Comment.State.RATED,
    )


@transaction.atomic
def take_out(*, batch: Batch) -> None:
    """Delete a file's comments, with their codes. NotNow if one is part of what was published."""
    lock(batch)
    if published_of(batch):
        raise NotNow(_("A published issue is about some of these comments, so they stay."))
    comments_suggesting.forget(comments=Comment.objects.filter(batch=batch))
    Batch.objects.filter(pk=batch.pk).delete()


def published_of(batch: Batch) -> int:
    """Return about how many comments of a file, or parts of them, an issue was published."""
    published = Comment.objects.exclude(issues__published_on=None)
    return published.filter(batch=batch).distinct().count()


def remember(*, headings: Sequence[str], columns: Columns) -> None:
    """Remember which column is which, for the next file of the same headings."""
    CommentColumns.objects.update_or_create(
        headings=queries.hashed(headings), defaults={"columns": columns.kept()}
    )
