"""Closing a round before its last day, without breaking what raters were promised."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from everyseat.giving.refusals import NotNow
from everyseat.giving.states import lock
from everyseat.threesixty.actions import changing_dates, closing
from everyseat.threesixty.models import Round
from everyseat.threesixty.queries.progress import is_anybody_invited


def first_possible_day() -> date:
    """Return the first last day that leaves raters the whole days they are promised."""
    return timezone.localdate() + timedelta(changing_dates.NOTICE)


def must_be_possible(feedback_round: Round) -> None:
    """Raise NotNow where raters were promised a day that is so near that none can come earlier."""
    if is_anybody_invited(feedback_round) and feedback_round.collect_by <= first_possible_day():
        text = _(
            "Raters were told that they can answer until %(day)s, so it cannot close earlier. It "
            "closes by itself after that day."
        )
        raise NotNow(text % {"day": date_format(feedback_round.collect_by)})


def close_early(*, feedback_round: Round) -> None:
    """Close a round to which nobody was invited; of any other, bring the last day forward.

    Raters were promised a day. So they get an e-mail, and the same whole days as with any earlier
    last day.
    """
    with transaction.atomic():
        lock(feedback_round)
        if not is_anybody_invited(feedback_round):
            until = closing.may_reopen_until()
            closing.close(feedback_round=feedback_round, may_reopen_until=until)
            return
        must_be_possible(feedback_round)
    dates = changing_dates.with_last_day(feedback_round, first_possible_day())
    changing_dates.change_dates(feedback_round=feedback_round, dates=dates)
