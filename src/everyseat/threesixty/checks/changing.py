"""What changing a round that is under way will do: new dates, stopping a leader, reopening."""

import copy
from collections.abc import Iterator, Mapping
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.organisations.checks import Check, Named, Stop
from everyseat.organisations.models import Person
from everyseat.threesixty import handing_over
from everyseat.threesixty.actions import changing_dates, reopening, stopping
from everyseat.threesixty.actions.changing_dates import Dates
from everyseat.threesixty.models import Invitation, Review, Round
from everyseat.threesixty.queries import organising

Moved = Mapping[str, tuple[date, date]]


def dates(feedback_round: Round, new: Dates) -> Check:
    """Return what new dates will do: which date moves, and who is told."""
    moved = changing_dates.moved(feedback_round, new)
    told = changing_dates.concerned(feedback_round, new)
    return Check(
        title=_("Change the dates of “%(round)s”?") % {"round": feedback_round.name},
        button=_("Change the dates and send the e-mails"),
        happens=[
            *moves(moved),
            *deletions(feedback_round, moved),
            *emails(told.leaders, told.approvers, told.raters),
        ],
    )


def moves(moved: Moved) -> Iterator[str]:
    """Yield for each date that moves from when to when."""
    lines = {
        "nominate_by": _("Leaders can name raters until %(now)s instead of %(before)s."),
        "approve_by": _("Raters can be approved until %(now)s instead of %(before)s."),
        "collect_by": _("People can answer until %(now)s instead of %(before)s."),
    }
    for name, (before, now) in moved.items():
        yield lines[name] % {"before": date_format(before), "now": date_format(now)}


def deletions(feedback_round: Round, moved: Moved) -> Iterator[str]:
    """Yield when answers and reports are deleted, where that moves with the last day to answer."""
    if "collect_by" not in moved:
        return
    after = copy.copy(feedback_round)
    after.collect_by = moved["collect_by"][1]
    if after.answers_deleted_on == feedback_round.answers_deleted_on:
        return
    text = _(
        "Answers are deleted on %(answers)s instead of %(before)s. Reports are deleted on "
        "%(reports)s."
    )
    yield text % {
        "answers": date_format(after.answers_deleted_on),
        "before": date_format(feedback_round.answers_deleted_on),
        "reports": date_format(after.reports_deleted_on),
    }


def emails(leaders: int, approvers: int, raters: int) -> Iterator[str]:
    """Yield how many e-mails are sent, and to whom."""
    if leaders:
        text = ngettext(
            "We send one e-mail to %(n)s leader.",
            "We send one e-mail to each of %(n)s leaders.",
            leaders,
        )
        yield text % {"n": leaders}
    if approvers:
        text = ngettext(
            "We send one e-mail to somebody who has a list of raters to approve.",
            "We send %(n)s e-mails to people who have lists of raters to approve, one per list.",
            approvers,
        )
        yield text % {"n": approvers}
    if raters:
        text = ngettext(
            "We send one e-mail to the %(n)s person who was invited, whether or not they have "
            "answered.",
            "We send one e-mail to each of the %(n)s people who were invited, whether or not they "
            "have answered.",
            raters,
        )
        yield text % {"n": raters}
    if not leaders + approvers + raters:
        yield _("Nobody is waiting for these dates, so we send no e-mail.")


def stop(review: Review) -> Check:
    """Return what stopping a leader's 360 will do."""
    name = {"name": review.recipient.name}
    title = _("Stop the 360 of %(name)s?") % name
    if review.state == Review.State.STOPPED:
        return Check(title, stops=[Stop(_("This 360 has been stopped already."))])
    if review.round.state != Round.State.OPEN:
        text = _("You can only stop a 360 while its round is under way.")
        return Check(title, stops=[Stop(text)])
    return Check(
        title=title,
        button=_("Stop this 360 and delete its answers"),
        happens=[
            _("%(name)s gets no report.") % name,
            _("Nobody can answer about %(name)s any more. Their links say that it was stopped.")
            % name,
            *_told_of_stop(review),
            _("The round goes on for all other leaders."),
        ],
        final=[
            _("All answers about %(name)s are deleted. Nobody has read them, and nobody can.")
            % name,
            _("What %(name)s said about themselves is deleted too.") % name,
            _(
                "You can add %(name)s to the round again. They then name people again. Nobody’s "
                "answers come back."
            )
            % name,
        ],
    )


def _told_of_stop(review: Review) -> Iterator[str]:
    yield _("We write to %(name)s.") % {"name": review.recipient.name}
    for person in stopping.helpers(review):
        yield _("We write to %(name)s.") % {"name": person.name}
    n = review.invitations.filter(state=Invitation.State.INVITED).count()
    yield from emails(0, 0, n) if n else ()


def reopen(feedback_round: Round, collect_by: date) -> Check:
    """Return what reopening a round will do."""
    title = _("Reopen “%(round)s”?") % {"round": feedback_round.name}
    if reopening.may_reopen_until(feedback_round) is None:
        return Check(title, stops=[Stop(str(reopening.ALREADY_MADE))])
    told = reopening.told(feedback_round, collect_by)
    moved = reopening.moved(feedback_round, collect_by)
    moved.pop("collect_by", None)
    day = {"day": date_format(collect_by)}
    return Check(
        title=title,
        button=_("Reopen the round and send the e-mails"),
        warns=list(_warns(collect_by)),
        happens=[
            _("People can answer until %(day)s. Cards and answers are as they were.") % day,
            _("Leaders can rate themselves until %(day)s.") % day,
            *moves(moved),
            *deletions(feedback_round, {"collect_by": (feedback_round.collect_by, collect_by)}),
            *emails(told.leaders, told.approvers, told.raters),
        ],
    )


def _warns(collect_by: date) -> Iterator[str]:
    """Yield that people have less time than a date that is moved would leave them."""
    days = (collect_by - timezone.localdate()).days
    if days < changing_dates.NOTICE:
        text = ngettext(
            "People have only %(n)s day to answer. Some may not read the e-mail in time.",
            "People have only %(n)s days to answer. Some may not read the e-mail in time.",
            days,
        )
        yield text % {"n": days}


def hand_over(feedback_round: Round, to: Person, by: Person) -> Check:
    """Return what naming another organiser of a round will do, and who may still open it."""
    names = {"round": feedback_round.name, "to": to.name}
    access = by.pk == feedback_round.organiser_id and handing_over.access(feedback_round, by)
    return Check(
        title=_("Hand over “%(round)s” to %(to)s?") % names,
        button=_("Hand it over to %(to)s") % names,
        happens=[
            str(handing_over.NAMED) % names,
            _("%(to)s gets an e-mail, and can open and change the round.") % names,
            *([access % names] if access else []),
            *_others(feedback_round, to, by),
        ],
    )


def _others(feedback_round: Round, to: Person, by: Person) -> Iterator[str]:
    """Yield who else can open a round anyway."""
    others = organising.organisers_of(feedback_round).exclude(
        pk__in=[to.pk, by.pk, feedback_round.organiser_id]
    )
    if names := ", ".join(others.values_list("name", flat=True)):
        yield _("For these organisers nothing changes: %(names)s.") % {"names": names}


def _without_answers(feedback_round: Round) -> list[Named]:
    """Return the leaders about whom nobody was asked, if there are any."""
    states = [Review.State.NOMINATE, Review.State.APPROVE]
    reviews = feedback_round.reviews.filter(state__in=states).select_related("recipient")
    text = _(
        "Nobody was asked about these leaders, so their reports have no answers from others. If "
        "they should get none, reopen the round and stop their 360 first:"
    )
    return [Named(text, [r.recipient.name for r in reviews])] if reviews else []


def make_reports(feedback_round: Round) -> Check:
    """Return what making the reports now will do."""
    title = _("Make the reports of “%(round)s” now?") % {"round": feedback_round.name}
    if reopening.may_reopen_until(feedback_round) is None:
        text = _("The reports of this round are being made already, or it is open.")
        return Check(title, stops=[Stop(text)])
    n = feedback_round.active_reviews.count()
    reports = ngettext("We make %(n)s report.", "We make %(n)s reports.", n)
    happens = [reports % {"n": n}]
    if feedback_round.coach_reads:
        happens.append(_("We write to the coaches when the reports are ready for them."))
    else:
        happens.append(_("We write to the leaders when they can read their reports."))
    return Check(
        title=title,
        button=_("Make the reports now"),
        happens=happens,
        named=_without_answers(feedback_round),
        final=[_("You cannot reopen the round any more.")],
    )
