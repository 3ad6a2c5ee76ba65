"""What the clock does: reminders, closing, and what happens by night."""

from contextlib import suppress
from datetime import date, timedelta

from django.db import transaction

from everyseat.giving.refusals import NotNow
from everyseat.giving.states import lock
from everyseat.organisations import outbox
from everyseat.threesixty.actions import closing, cycles
from everyseat.threesixty.models import Cycle, DateKept, Review

REMIND_DAYS_BEFORE = 3


def keep(today: date) -> None:
    """Do what is due today, once: reminders, and closing. Safe to call at any time, and again."""
    for cycle in Cycle.objects.filter(state=Cycle.State.OPEN):
        if today > cycle.collect_by:
            with suppress(NotNow):  # another worker was quicker
                closing.close(cycle=cycle)
            continue
        for what, due, state in (
            ("nominate", cycle.nominate_by, Review.State.NOMINATE),
            ("approve", cycle.approve_by, Review.State.APPROVE),
            ("collect", cycle.collect_by, Review.State.COLLECT),
        ):
            if due - timedelta(days=REMIND_DAYS_BEFORE) <= today <= due:
                _remind_once(cycle, what, state)


def _remind_once(cycle: Cycle, what: str, state: str) -> None:
    waiting = cycle.reviews.filter(state=state).select_related("recipient__manager")
    if DateKept.objects.filter(cycle=cycle, what=what).exists() or not waiting.exists():
        return
    if what == "collect":
        drafted = cycles.reminders(cycle)
    else:
        drafted = [email for review in waiting for email in cycles.emails_to_next(review)]
    with transaction.atomic():
        lock(cycle)
        is_open = cycle.state == Cycle.State.OPEN
        if is_open and DateKept.objects.get_or_create(cycle=cycle, what=what)[1]:
            outbox.put_all(drafted)
