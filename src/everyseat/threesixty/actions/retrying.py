"""Trying again what failed in the background, the same way for all work of that kind."""

import logging
from contextlib import suppress
from datetime import datetime

from everyseat.faults import described
from everyseat.giving.refusals import NotNow
from everyseat.giving.states import changing
from everyseat.organisations import trouble
from everyseat.threesixty.models import Mailing, Making, Round
from everyseat.threesixty.retried import Retried

log = logging.getLogger(__name__)


def note_failure(work: Retried, what: str, error: Exception, now: datetime) -> None:
    """Log why `what` failed, and note when we try this work again."""
    if trouble.is_of_storage(error):
        trouble.note()
    log.error("%s failed: %s", what, described(error))
    with suppress(NotNow), changing(work):  # what it is about may have been deleted
        work.note_failure(type(error).__name__, now)


def try_again_now(*, feedback_round: Round) -> int:
    """End the pauses of all that failed in a round. Return how much that is."""
    steps = Making.objects.filter(review__round=feedback_round, tries__gt=0)
    mailings = Mailing.objects.filter(round=feedback_round, tries__gt=0)
    return steps.update(not_before=None) + mailings.update(not_before=None)
