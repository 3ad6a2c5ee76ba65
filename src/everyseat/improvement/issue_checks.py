"""What publishing or deleting an issue will do, and beginning a cycle: `organisations.checks`."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.improvement.models import Comment, Cycle, Issue
from everyseat.improvement.models.issue import UNANSWERED
from everyseat.improvement.queries import naming
from everyseat.improvement.you_said import who
from everyseat.organisations.checks import Check, Named, Stop


def published(issue: Issue, today: date) -> Check:
    """Return what publishing an issue will do."""
    released = issue.comments.filter(state=Comment.State.RELEASED)
    quotes = list(released.order_by("-received_on", "pk").values_list("text", flat=True))
    n = len(quotes)
    text = ngettext(
        "%(n)s released comment is quoted under it.",
        "%(n)s released comments are quoted under it.",
        n,
    )
    stops = [Stop(_("It is published already."))] if issue.is_published else []
    return Check(
        title=_("Publish “%(said)s”?") % {"said": issue},
        button=_("Publish it"),
        happens=[_where(issue), text % {"n": n}, _("From then on, each step is public at once.")],
        named=[Named(_("Everybody will read:"), _words(issue)), *_quoted(quotes), *_named(issue)],
        final=[
            _("You cannot unpublish it or delete it."),
            _("You can still correct its words. Everybody sees on which day you did."),
        ],
        stops=stops,
        warns=list(_warns(issue, today)),
        watched={_("Somebody has changed what will be published."): repr((issue.state, issue.by))},
    )


def _where(issue: Issue) -> str:
    if issue.service.is_public:
        return _("Everybody who has the link of the service’s page can read it.")
    return _("Everybody can read it as soon as the service’s public page is open.")


def _words(issue: Issue) -> list[str]:
    words = (issue.said, issue.response, issue.what, issue.because, issue.found)
    reasons = (one.text for one in issue.steps.all() if one.is_back)
    return [text for text in (*words, *reasons) if text]


def _quoted(quotes: list[str]) -> list[Named]:
    return [Named(_("Everybody will read these comments under it:"), quotes)] if quotes else []


def _named(issue: Issue) -> list[Named]:
    if not issue.person:
        return []
    text = _("Everybody will read that this person sees to it. They must have agreed:")
    return [Named(text, [who(issue)])]


def _warns(issue: Issue, today: date) -> list[str]:
    warns = []
    if why := naming.why((*_words(issue), issue.role)):
        warns.append(_("It seems to hold %(why)s.") % {"why": why})
    if issue.state in UNANSWERED:
        warns.append(_("Nothing is answered or planned yet, and everybody will read that."))
    if issue.is_overdue(today):
        warns.append(_("The day that you promise is already over."))
    return warns


def removed(issue: Issue) -> Check:
    """Return what deleting an issue that nobody has read will do."""
    stop = Stop(
        _("It has been published, so it stays. You can say why nothing changes."),
        reverse("issue", args=[issue.service_id, issue.number]),
        _("Back to what people said"),
    )
    n = issue.cycles.count()
    cycles = ngettext(
        "%(n)s plan-do-study-act cycle is deleted with it.",
        "%(n)s plan-do-study-act cycles are deleted with it.",
        n,
    )
    return Check(
        title=_("Delete “%(said)s”?") % {"said": issue},
        button=_("Delete it"),
        happens=[_("The comments under it stay where they are.")],
        final=[*([cycles % {"n": n}] if n else []), _("You cannot get it back.")],
        stops=[stop] if issue.is_published else [],
    )


def begun(cycle: Cycle) -> Check:
    """Return what beginning to do what is planned will do."""
    return Check(
        title=_("Begin cycle %(n)s?") % {"n": cycle.number},
        button=_("Begin"),
        happens=[_("You then write down what happens, and compare it with the prediction.")],
        named=[Named(_("You predict:"), [cycle.prediction])],
        final=[_("The plan and the prediction are locked. Nobody can change them any more.")],
        stops=[Stop(_("It has begun already."))] if cycle.is_begun else [],
    )


def cycle_removed(cycle: Cycle) -> Check:
    """Return what removing a cycle that has not begun will do."""
    stop = Stop(_("It has begun, so it stays. You can abandon it, and say what you learnt."))
    return Check(
        title=_("Remove cycle %(n)s?") % {"n": cycle.number},
        button=_("Remove the cycle"),
        happens=[_("“%(plan)s” is removed, with its prediction.") % {"plan": cycle.plan}],
        final=[_("You cannot get it back.")],
        stops=[stop] if cycle.is_begun else [],
    )
