"""Saying what was heard, and what comes of it: writing, publishing, correcting, following up.

Before it is published everything may be changed or removed. Afterwards everybody reads each change
at once, with its day; no point can be removed, and how far one is changes by a follow-up alone.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from everyseat.conversation.models import Conversation, FollowUp, Point, Statement, Summary
from everyseat.conversation.models.heard import OPEN, REFUSED, State
from everyseat.giving import looking_again
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import assign, changing, lock
from everyseat.organisations import moderating

MOST = 30
"""Points of one conversation: more, and nobody reads them."""
FOLLOWS = {
    State.NO_CHANGE: (State.NO_CHANGE,),
    **dict.fromkeys(
        (State.PLANNED, State.UNDER_WAY, State.DONE, State.NOT_DONE),
        (State.PLANNED, State.UNDER_WAY, State.DONE, State.NOT_DONE),
    ),
}
"""How far a point may be after each state. What was refused begins anew as another point."""


@transaction.atomic
def begun(conversation: Conversation) -> Summary:
    """Return the summary of a conversation, a new one if there is none, locked."""
    lock(conversation)
    if conversation.is_draft:
        raise NotNow(_("Nobody has taken part yet. Open the conversation first."))
    found, _is_new = Summary.objects.get_or_create(conversation=conversation)
    lock(found)
    return found


@transaction.atomic
def write_words(*, conversation: Conversation, words: str, today: date, sure: bool) -> None:
    """Save the words above the points."""
    summary = begun(conversation)
    _must_be_sure(summary, [words], sure)
    with changing(summary):
        if summary.words != words:
            summary.words = words
            _note_update(summary, today)


@transaction.atomic
def add(
    *,
    conversation: Conversation,
    values: dict[str, object],
    statements: Iterable[Statement],
    today: date,
    sure: bool,
) -> Point:
    """Add a point, in the last place."""
    summary = begun(conversation)
    _must_be_sure(summary, values.values(), sure)
    last = summary.points.order_by("-number").first()
    if summary.points.count() >= MOST:
        raise NotNow(_("There are %(n)s points, which is the most.") % {"n": MOST})
    point = Point(summary=summary, number=last.number + 1 if last else 1)
    assign(point, _whole(values))
    point.save(force_insert=True)
    point.statements.set(statements)
    with changing(summary):
        _note_update(summary, today)
    return point


@transaction.atomic
def correct(
    *,
    point: Point,
    values: dict[str, object],
    statements: Iterable[Statement],
    today: date,
    sure: bool,
) -> None:
    """Change the words of a point. Once it is published, how far it is stays as it was.

    Statements that an organiser has taken out since are kept, and not shown with it: the people who
    wrote them still read what came of theirs.
    """
    summary = begun(point.summary.conversation)
    _must_be_sure(summary, values.values(), sure)
    before = set(point.statements.all())
    chosen = {*statements, *(one for one in before if not one.is_published)}
    with changing(point), changing(summary):
        was = {name: getattr(point, name) for name in values}
        state = point.state if summary.is_published else values["state"]
        assign(point, _whole(values | {"state": state}))
        if chosen == before and all(getattr(point, name) == was[name] for name in was):
            return
        point.statements.set(chosen)
        if summary.is_published:
            point.corrected_on = today
            _note_update(summary, today)


@transaction.atomic
def remove(*, point: Point) -> None:
    """Remove a point that nobody has read yet."""
    if begun(point.summary.conversation).is_published:
        raise NotNow(
            _("It has been published, so it stays. You can say in an update why it is not done.")
        )
    Point.objects.filter(pk=point.pk).delete()


@transaction.atomic
def publish(*, conversation: Conversation, today: date) -> None:
    """Let everybody who has the link read what was heard, and what comes of it."""
    summary = begun(conversation)
    if summary.is_published:
        raise NotNow(_("It is published already."))
    if not summary.points.exists():
        raise NotNow(_("Write at least one point first."))
    with changing(summary):
        summary.published_on = today


@transaction.atomic
def follow_up(
    *, point: Point, state: str, text: str, by: date | None, today: date, sure: bool
) -> None:
    """Say on a day how far a published point is; of what is not done, why."""
    summary = begun(point.summary.conversation)
    if not summary.is_published:
        raise NotNow(_("Publish it first. Until then you can change the point itself."))
    _must_be_sure(summary, [text], sure)
    with changing(point), changing(summary):
        if state not in FOLLOWS[State(point.state)]:
            raise Invalid("state", _("Choose where this stands."))
        point.by = by or point.by
        if state in OPEN and point.by is None:
            raise Invalid("by", _("Say by when."))
        point.state, point.because = state, text if state in REFUSED else ""
        FollowUp.objects.create(point=point, on=today, state=state, text=text)
        _note_update(summary, today)


def _note_update(summary: Summary, today: date) -> None:
    if summary.is_published:
        summary.updated_on = today


def _must_be_sure(summary: Summary, texts: Iterable[object], sure: bool) -> None:
    """Refuse once what may name somebody: everybody reads published words at once."""
    words = " ".join(text for text in texts if isinstance(text, str))
    if summary.is_published:
        looking_again.must_be_sure(moderating.why(words), sure)


def _whole(values: dict[str, object]) -> dict[str, object]:
    """Return what a point keeps: of what does not change only the reason. Invalid if it lacks."""
    if values["state"] == State.NO_CHANGE:
        if not values["because"]:
            raise Invalid("because", _("Say why nothing will change."))
        return values | {"what": "", "role": "", "person": None, "by": None}
    if not values["what"]:
        raise Invalid("what", _("Say what you will do, or choose “No change”."))
    if not (values["role"] or values["person"]):
        raise Invalid("role", _("Say who will do it: a role or a person."))
    if values["state"] in OPEN and not values["by"]:
        raise Invalid("by", _("Say by when."))
    if values["state"] == State.NOT_DONE and not values["because"]:
        raise Invalid("because", _("Say why it is not done."))
    return values if values["state"] == State.NOT_DONE else values | {"because": ""}
