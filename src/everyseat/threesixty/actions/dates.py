"""Work that dates start: reminders and closing."""

from contextlib import suppress
from datetime import date, timedelta

from django.db import transaction

from everyseat.giving.refusals import NotNow
from everyseat.giving.states import lock
from everyseat.organisations import outbox
from everyseat.threesixty.actions import closing, rounds
from everyseat.threesixty.models import DateKept, Review, Round

REMIND_DAYS_BEFORE = 3


def keep(today: date) -> None:
    """Send today's reminders and close rounds whose date has passed. Safe to call repeatedly."""
    for feedback_round in Round.objects.filter(state=Round.State.OPEN):
        if today > feedback_round.collect_by:
            with suppress(NotNow):  # another worker was quicker
                closing.close(feedback_round=feedback_round)
            continue
        for what, due, state in (
            ("nominate", feedback_round.nominate_by, Review.State.NOMINATE),
            ("approve", feedback_round.approve_by, Review.State.APPROVE),
            ("collect", feedback_round.collect_by, Review.State.COLLECT),
        ):
            if due - timedelta(days=REMIND_DAYS_BEFORE) <= today <= due:
                _remind_once(feedback_round, what, state)


def _remind_once(feedback_round: Round, what: str, state: str) -> None:
    reviews = feedback_round.reviews.filter(state=state).select_related("recipient__manager")
    if DateKept.objects.filter(round=feedback_round, what=what).exists() or not reviews.exists():
        return
    if what == "collect":
        drafted = rounds.reminders(feedback_round)
    else:
        drafted = [email for review in reviews for email in rounds.emails_to_next(review)]
    with transaction.atomic():
        lock(feedback_round)
        is_open = feedback_round.state == Round.State.OPEN
        if is_open and DateKept.objects.get_or_create(round=feedback_round, what=what)[1]:
            outbox.put_all(drafted)
