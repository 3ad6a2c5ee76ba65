"""Time to answer: a timer on the open question, or set, which may close it."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.giving.refusals import NotNow
from everyseat.giving.states import assign, changing
from everyseat.room.actions import holding
from everyseat.room.models import Question

MOST_MINUTES = 60
MORE = timedelta(minutes=1)


def start(*, question: Question, minutes: int, closes: bool) -> None:
    """Give so many minutes to answer from now on; then the question closes, or does not."""
    with changing(question):
        _must_be_open(question)
        until = timezone.now() + timedelta(minutes=minutes)
        _set(question, until=until, closes_then=closes)


def extend(*, question: Question) -> None:
    """Give one more minute: after the end, or from now on if the time is up."""
    with changing(question):
        _must_be_open(question)
        if question.until:
            _set(question, until=max(question.until, timezone.now()) + MORE)


def stop(*, question: Question) -> None:
    """Take the timer away. The question stays open."""
    with changing(question):
        _must_be_open(question)
        _set(question, until=None)


def _set(question: Question, **values: Any) -> None:
    """Give a question, and all that are open with it, one time."""
    assign(question, values)
    question.room.questions.filter(state=Question.State.OPEN).update(**values)


def _must_be_open(question: Question) -> None:
    if not question.is_open:
        raise NotNow(_("This question has closed. Open it again first."))


def close_in_time(_today: date) -> None:
    """Close the questions whose time is up, whether or not their facilitator is there."""
    for question in Question.objects.filter(Question.over()):
        with changing(question):
            if question.is_over:
                holding.close(question=question)
