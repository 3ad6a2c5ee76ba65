"""Passing on what people sent: from the sealed queue to a service's comments, shuffled.

Every night at which enough forms wait, and on the first night of each week whatever waits. So no
time of an arrival needs to be kept, and nobody's words wait for longer than a week. All that comes
together has one day, the Monday of its week, and its rows are in a random order.
"""

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from everyseat.giving import at_rest, sealed_queue, snapshots
from everyseat.giving.states import changing, lock
from everyseat.improvement.actions.collecting import PART, box
from everyseat.improvement.models import Collection, Comment, Question, Reply, Service
from everyseat.improvement.queries.collecting import monday
from everyseat.safety.snapshots import shuffled


def by_night() -> None:
    """Pass on what is due, of every service that has had a form. Safe to call again.

    What can't be opened, as its key is missing, waits until it is there, and stops no other.
    """
    today = timezone.localdate()
    for collection in Collection.objects.select_related("service"):
        with suppress(snapshots.Unreadable):
            deliver(collection=collection, today=today)
    drop_what_leads_nowhere()


@transaction.atomic
def deliver(*, collection: Collection, today: date) -> int:
    """Pass on what waits for one service, if it is due; return how many forms that were."""
    service = collection.service
    lock(service)
    waiting = len(sealed_queue.waiting(box(service.pk)))
    with changing(collection):
        if waiting < service.threshold and collection.emptied_on >= monday(today):
            return 0
        collection.emptied_on = today
    forms = sealed_queue.empty(box(service.pk)) if waiting else {}
    _keep(service, forms, _week(today))
    return len(forms)


def _week(today: date) -> date:
    """Return the Monday of the week in which what is passed on tonight was sent."""
    return monday(today - timedelta(1))


@dataclass
class _Row:
    """A comment to be, with the number of the form that it was on, if somebody wants an answer."""

    comment: Comment
    form: str = ""


def _keep(service: Service, forms: sealed_queue.Waiting, week: date) -> None:
    """Store each answer as a comment of its own; those of all forms are shuffled together."""
    rows = shuffled(
        row for token, form in forms.items() for row in _rows(service, token, form, week)
    )
    digests = [row.comment.digest for row in rows]
    known = set(service.comments.filter(digest__in=digests).values_list("digest", flat=True))
    new = [row for row in rows if row.comment.digest not in known]
    Comment.objects.bulk_create([row.comment for row in new])
    Reply.objects.bulk_create(_wanted(new, week))


def _rows(service: Service, token: str, form: dict[str, Any], week: date) -> Iterator[_Row]:
    """Yield a comment for each text of a form; the rating stands with one of them, and counts once.

    A rating alone is a row without words. Nobody has to code or release it.
    """
    texts = {Question.BETTER: form["better"], Question.GOOD: form["good"]}
    said = [(question, text) for question, text in texts.items() if text]
    for n, (question, text) in enumerate(said or [(Question.OTHER, "")]):
        rating = form["rating"] if n == 0 else None
        comment = Comment(
            service=service,
            question=question,
            rating=rating,
            received_on=week,
            original={"text": text},
            contact=form["contact"] if n == 0 else {},
            digest=_digest(token, question, rating, text),
            state=Comment.State.NEW if text else Comment.State.RATED,
        )
        yield _Row(comment, token if form["contact"] else "")


def _wanted(rows: list[_Row], week: date) -> Iterator[Reply]:
    """Yield an answer that waits for each form with an address: it alone ties texts together."""
    for row in rows:
        if row.comment.contact:
            same = (other.comment for other in rows if other.form == row.form and other is not row)
            yield Reply(comment=row.comment, beside=next(same, None), waits_since=week)


def _digest(token: str, *said: object) -> str:
    """Return what tells a form that was sent again, after it was passed on, from another one.

    Two people may say the same: the form's number is in it. Without the number it tells nothing.
    """
    text = "\0".join(map(str, (token, *said)))
    return hmac.new(at_rest.key_for("forms"), text.encode(), hashlib.sha256).hexdigest()


def drop_what_leads_nowhere() -> None:
    """Drop what waits for a service that has been deleted."""
    names = snapshots.names()  # before the services: one that is added now is missed by neither
    wanted = {box(pk) for pk in Service.objects.values_list("pk", flat=True)}
    for name in names:
        if name.startswith(f"{PART} ") and name not in wanted:
            with transaction.atomic():
                snapshots.take(name)
