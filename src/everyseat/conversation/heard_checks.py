"""What publishing what was heard will do, and removing a point: see `organisations.checks`."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.conversation.heard import who
from everyseat.conversation.models import Conversation, Point, Statement, Summary
from everyseat.conversation.queries import heard
from everyseat.organisations import moderating
from everyseat.organisations.checks import Check, Named, Stop


def published(conversation: Conversation, today: date) -> Check:
    """Return what publishing what was heard in a conversation will do."""
    summary = heard.of(conversation)
    points = list(heard.points(summary)) if summary else []
    text = ngettext(
        "Everybody who has the link can read %(n)s point, above the result.",
        "Everybody who has the link can read %(n)s points, above the result.",
        len(points),
    )
    return Check(
        title=_("Publish what we heard in “%(question)s”?") % {"question": conversation},
        button=_("Publish it"),
        happens=[
            text % {"n": len(points)},
            _("People who come back with their card see that there is an answer."),
            _written(points),
            _("When a date that you promised has passed, organisers are asked for an update."),
        ],
        named=[*_read(summary, points), *_named(points)],
        final=[
            _("You cannot unpublish it or remove a point from it."),
            _("You can still edit the words and add points. Everybody sees on which day you did."),
        ],
        stops=list(_stops(conversation, summary, points)),
        watched=_watched(summary, points),
        warns=[*_warns(conversation, summary, points, today)],
    )


def _watched(summary: Summary | None, points: list[Point]) -> dict[str, str]:
    """Return all that everybody will read: another organiser may change it meanwhile."""
    words = [(one.heard, one.state, one.what, who(one), one.because) for one in points]
    text = _("Somebody has changed what will be published.")
    return {text: repr((summary and summary.words, words, [one.by for one in points]))}


def _written(points: list[Point]) -> str:
    """Return how many statements are named whose writers, if they have any, see what came of it."""
    named = {one.pk: one.origin for point in points for one in point.statements.all()}
    if not named:
        return _("No point names a statement, so no writer will see what came of theirs.")
    n = sum(origin == Statement.Origin.PARTICIPANT for origin in named.values())
    if not n:
        return _(
            "The statements that you named are the organiser’s. No participant wrote one of them."
        )
    if n < len(named):
        text = ngettext(
            "A participant wrote %(n)s of the statements that you named, and will see what came "
            "of it.",
            "Participants wrote %(n)s of the statements that you named, and will see what came of "
            "them.",
            n,
        )
        return text % {"n": n}
    text = ngettext(
        "The person who wrote the statement that you named will see what came of it.",
        "The people who wrote the %(n)s statements that you named will see what came of them.",
        n,
    )
    return text % {"n": n}


def _read(summary: Summary | None, points: list[Point]) -> list[Named]:
    """Return what everybody will read: the words above the points, and the points."""
    words = [summary.words] if summary and summary.words else []
    return [Named(_("Everybody will read:"), [*words, *(point.heard for point in points)])]


def _named(points: list[Point]) -> list[Named]:
    names = sorted({point.person.name for point in points if point.person})
    if not names:
        return []
    return [Named(_("Everybody will read that these people are responsible for something:"), names)]


def _stops(conversation: Conversation, summary: Summary | None, points: list[Point]) -> list[Stop]:
    if conversation.is_draft:
        return [Stop(_("Nobody has taken part yet. Open the conversation first."))]
    if summary and summary.is_published:
        return [Stop(_("It is published already."))]
    if not points:
        new = reverse("conversation_point_new", args=[conversation.pk])
        return [Stop(_("Write at least one point first."), new, _("Add a point"))]
    return []


def _warns(
    conversation: Conversation, summary: Summary | None, points: list[Point], today: date
) -> list[str]:
    warns = []
    if conversation.is_open:
        warns.append(_("The conversation is still open. People may say more."))
    for point in points:
        told = {"n": point.number}
        if why := moderating.why(" ".join((point.heard, point.what, point.role, point.because))):
            warns.append(_("Point %(n)s seems to hold %(why)s.") % {**told, "why": why})
        if point.is_overdue(today):
            warns.append(_("The date of point %(n)s has already passed.") % told)
    if summary and (why := moderating.why(summary.words)):
        warns.append(_("The words above the points seem to hold %(why)s.") % {"why": why})
    return warns


def removed(point: Point) -> Check:
    """Return what removing a point that nobody has read will do."""
    stop = Stop(
        _("It has been published, so it stays. You can say in an update why it is not done.")
    )
    return Check(
        title=_("Remove this point?"),
        button=_("Remove the point"),
        happens=[_("“%(heard)s” is removed, with what you promised.") % {"heard": point.heard}],
        final=[_("You cannot get it back.")],
        stops=[stop] if point.summary.is_published else [],
    )
