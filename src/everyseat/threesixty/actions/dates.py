"""Work that dates start: reminders and closing."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from everyseat.giving.refusals import NotNow
from everyseat.giving.states import changing
from everyseat.organisations import outbox
from everyseat.threesixty.actions import closing, emails, mailings, reminding, reminding_leaders
from everyseat.threesixty.models import DateKept, Review, Round
from everyseat.threesixty.queries.board import Where
from everyseat.threesixty.queries.leaders_to_remind import to_remind


@dataclass(frozen=True)
class Reminder:
    """What people are reminded of before one of a round's dates: leaders, those of `of`."""

    what: str
    date: str
    of: tuple[Where, ...] = ()


REMINDERS = (
    Reminder("nominate", "nominate_by", (Where.NAMING,)),
    Reminder("approve", "approve_by", (Where.APPROVING, Where.NAMING)),
    Reminder("collect", "collect_by"),
    Reminder("self", "collect_by", (Where.WITHOUT_SELF,)),
)
"""Leaders who have named nobody by their date are reminded before the next one, too."""


def keep(today: date) -> None:
    """Send today's reminders and close rounds whose date has passed. Safe to call repeatedly."""
    for feedback_round in Round.objects.filter(state=Round.State.OPEN):
        if today > feedback_round.collect_by:
            with suppress(NotNow):  # another worker was quicker
                until = closing.may_reopen_until()
                closing.close(feedback_round=feedback_round, may_reopen_until=until)
            continue
        for reminder in REMINDERS:
            days = _turn(feedback_round, reminder, today)
            if days is not None:
                _remind_once(feedback_round, reminder, days, today)


def _turn(feedback_round: Round, reminder: Reminder, today: date) -> int | None:
    """Return for how many days before its date a reminder is due: on that day or the next.

    The next day is for a server that did not run. Later, the reminder is left out.
    """
    left = (getattr(feedback_round, reminder.date) - today).days
    turns = [days for days in feedback_round.remind_days if days - 1 <= left <= days and left >= 0]
    return min(turns, default=None)


def _remind_once(feedback_round: Round, reminder: Reminder, days: int, today: date) -> None:
    mark = f"{reminder.what} {days}"
    if DateKept.objects.filter(round=feedback_round, what=mark).exists():
        return
    if reminder.what == "collect":
        _remind_raters(feedback_round, mark)
    else:
        _remind_leaders(feedback_round, reminder, mark, today)


def _remind_raters(feedback_round: Round, mark: str) -> None:
    """Remind everybody invited, unless an organiser was quicker: then the date's reminder waits."""
    if reminding.was_lately(feedback_round) or not emails.to_remind(feedback_round).exists():
        return
    due = []
    with changing(feedback_round):
        if _is_first(feedback_round, mark):
            due.append(reminding.note(feedback_round))
    mailings.begin(due)


def _remind_leaders(feedback_round: Round, reminder: Reminder, mark: str, today: date) -> None:
    concerned = _concerned(feedback_round, reminder, today)
    drafted = [
        email
        for what, reviews in concerned.items()
        for review in reviews
        for email in reminding_leaders.about(review, what)
    ]
    if not drafted:
        return
    with changing(feedback_round):
        if _is_first(feedback_round, mark):
            outbox.put_all(drafted)
            for what, reviews in concerned.items():
                reminding_leaders.note(reviews, what, timezone.now())


def _is_first(feedback_round: Round, mark: str) -> bool:
    """Return whether an open round had not been marked, and mark it."""
    is_open = feedback_round.state == Round.State.OPEN
    return is_open and DateKept.objects.get_or_create(round=feedback_round, what=mark)[1]


def _concerned(feedback_round: Round, reminder: Reminder, today: date) -> dict[Where, list[Review]]:
    """Return the reviews about which a reminder is due, by of what: none reminded a day before.

    The date to approve reminds leaders who have named nobody only once their own day is over:
    before that they are reminded of their own.
    """
    found = {what: list(to_remind(feedback_round, what)) for what in reminder.of}
    if reminder.date == "approve_by" and feedback_round.nominate_by >= today:
        del found[Where.NAMING]
    were_not_lately = reminding_leaders.were_not_lately
    return {what: were_not_lately(reviews, what, today) for what, reviews in found.items()}


def remind_anew(feedback_round: Round, dates: Iterable[str], today: date) -> None:
    """Let reminders go out before dates that have changed: those whose day is still to come.

    Whoever is told of a new date is not reminded of it on the same day.
    """
    for reminder in REMINDERS:
        if reminder.date in dates:
            marks = [f"{reminder.what} {days}" for days in feedback_round.remind_days]
            DateKept.objects.filter(round=feedback_round, what__in=marks).delete()
            days_now = _turn(feedback_round, reminder, today)
            if days_now is not None:
                DateKept.objects.create(round=feedback_round, what=f"{reminder.what} {days_now}")
