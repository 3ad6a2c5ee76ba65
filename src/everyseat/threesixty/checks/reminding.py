"""What a reminder will do: to everybody invited, or to leaders and whoever approves for them."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.organisations import reminding
from everyseat.organisations.checks import Check, Named, Stop
from everyseat.threesixty.actions import emails
from everyseat.threesixty.models import Review, Round
from everyseat.threesixty.queries import leaders_to_remind, permissions
from everyseat.threesixty.queries.board import Where


def remind(feedback_round: Round) -> Check:
    """Return whom a reminder goes to, and when everybody was last reminded."""
    title, n = _("Remind everyone who was invited?"), emails.how_many(feedback_round)
    if stops := list(_stops(feedback_round, n)):
        return Check(title, stops=stops)
    return Check(
        title=title,
        button=_("Send the reminders"),
        happens=list(_happens(feedback_round, n)),
        named=[group for group in _named(feedback_round) if group.names],
        agree=_agree(feedback_round.reminded_at),
    )


def _happens(feedback_round: Round, n: int) -> Iterator[str]:
    text = ngettext(
        "A reminder goes to the %(n)s person who was invited, unless they have switched reminders "
        "off.",
        "A reminder goes to the %(n)s people who were invited, one each, except those who have "
        "switched reminders off.",
        n,
    )
    yield text % {"n": n}
    yield _(
        "Everyone who was invited gets it, whether or not they have answered. So it tells nobody "
        "who has."
    )
    text = _("It says that they can answer until %(day)s.")
    yield text % {"day": date_format(feedback_round.collect_by)}
    yield _last_written(feedback_round.reminded_at)


def _last_written(last: datetime | None) -> str:
    """Return when everybody was last written to: by a reminder, or with news of the last day."""
    if not last:
        return _("Nobody has been reminded yet.")
    here = timezone.localtime(last)
    text = _(
        "The last e-mail to everyone who was invited went out on %(day)s at %(time)s: a reminder, "
        "or news of a new last day."
    )
    return text % {"day": date_format(here), "time": date_format(here, "H:i")}


def _agree(last: datetime | None) -> str:
    """Return what must be ticked soon after the last e-mail; "" where nothing must."""
    text = _("Write to them all the same, less than %(hours)s hours after the last e-mail")
    return text % {"hours": reminding.HOURS} if reminding.was_lately(last) else ""


def _named(feedback_round: Round) -> Iterator[Named]:
    """Yield the leaders about whom nobody is asked yet, so nobody is reminded."""
    reviews = feedback_round.reviews.select_related("recipient")
    yield Named(
        _("These leaders have not sent their list of raters. Nobody is asked about them yet:"),
        [r.recipient.name for r in reviews if r.state == Review.State.NOMINATE],
    )
    yield Named(
        _("The lists of these leaders wait to be approved. Nobody is asked about them yet:"),
        [r.recipient.name for r in reviews if r.state == Review.State.APPROVE],
    )


def _stops(feedback_round: Round, n: int) -> Iterator[Stop]:
    if feedback_round.state != Round.State.OPEN:
        yield Stop(_("You can only send reminders while a round is under way."))
    elif not n:
        yield Stop(_("Nobody has been invited yet, so there is nobody to remind."))


def leaders(feedback_round: Round, what: str, only: Review | None = None) -> Check:
    """Return whom a reminder of something goes to, by name, and when the last one went out."""
    reviews = list(leaders_to_remind.to_remind(feedback_round, what, only))
    title = _title(what)
    if feedback_round.state != Round.State.OPEN:
        text = _("You can only send reminders while a round is under way.")
        return Check(title, stops=[Stop(text)])
    if not reviews:
        return Check(title, stops=[Stop(_("Nobody needs this reminder any more."))])
    names = _who_approves(reviews) if what == Where.APPROVING else _names(reviews)
    last = leaders_to_remind.last(reviews, what)
    return Check(
        title=title,
        button=ngettext("Send the reminder", "Send the reminders", len(names)),
        happens=[_("Each of the people named here gets an e-mail."), reminding.when(last)],
        named=[Named(_("We remind:"), names)],
        agree=reminding.agree(last),
    )


def _title(what: str) -> str:
    titles = {
        Where.NAMING: _("Remind leaders to name raters?"),
        Where.APPROVING: _("Remind people to approve raters?"),
        Where.WITHOUT_SELF: _("Remind leaders to rate themselves?"),
    }
    return titles[Where(what)]


def _names(reviews: Collection[Review]) -> list[str]:
    return [review.recipient.name for review in reviews]


def _who_approves(reviews: Collection[Review]) -> list[str]:
    text = _("%(who)s, about the raters of %(leader)s")
    return [
        text % {"who": person.name, "leader": review.recipient.name}
        for review in reviews
        for person in permissions.approvers(review)
    ]
