"""Holding a room: ask, close, show, and what of words the hall may read."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from everyseat.giving.refusals import NotNow
from everyseat.giving.states import assign, changing
from everyseat.room import merging
from everyseat.room.models import Question, Room
from everyseat.room.queries import sets, tallies


def ask(*, question: Question) -> None:
    """Ask a question, and those of its set that follow: open, and the room's current one.

    What was open before is closed.
    """
    with changing(question.room) as room, changing(question):
        if room.ended_on:
            raise NotNow(_("This session has ended. Run it again to ask more."))
        if room.is_brief:
            raise NotNow(_("A brief is sent to teams; each team answers in a session of its own."))
        together = [one.pk for one in sets.beginning_with(question)]
        _close_all(room.questions.exclude(pk__in=together))
        room.questions.filter(pk__in=together).update(state=Question.State.OPEN, until=None)
        question.state, room.current = Question.State.OPEN, question
        question.until = None
        room.shows_join = False


def show_again(*, question: Question) -> None:
    """Show a question that was asked before once more, closed. The one of now is closed."""
    with changing(question.room) as room, changing(question):
        if room.ended_on or question.state == Question.State.WAITING:
            raise NotNow(_("Only a question that was asked can be shown again."))
        _close_all(room.questions.all())
        question.state, question.until = Question.State.CLOSED, None
        room.current, room.shows_join = question, False


def present(*, room: Room, **how: bool) -> None:
    """Set how a session is presented: `shows_join`, `in_percent`, `on_phones`."""
    with changing(room):
        assign(room, {**how})


def close(*, question: Question) -> None:
    """Take no more answers to a question, and to the set that is open with it."""
    with changing(question):
        if question.state == Question.State.OPEN:
            _close_all(question.room.questions.exclude(pk=question.pk))
        question.state, question.until = Question.State.CLOSED, None


def _close_all(questions: QuerySet[Question]) -> None:
    asked = questions.filter(state=Question.State.OPEN)
    asked.update(state=Question.State.CLOSED, until=None)


def show(*, question: Question, shown: bool) -> None:
    """Let the screen show the answers as they come, or keep them until later."""
    with changing(question):
        question.is_shown = shown


def hide_word(*, question: Question, word: str) -> None:
    """Take a word from the screen, with all that is one with it."""
    _mark(question, word, hidden=True, allowed=False)


def allow_word(*, question: Question, word: str) -> None:
    """Let a word be seen that was hidden, or that waited."""
    _mark(question, word, hidden=False, allowed=True)


def _mark(question: Question, word: str, *, hidden: bool, allowed: bool) -> None:
    with changing(question):
        if hidden and question.room.ended_on:
            raise NotNow(_("This session has ended. Remove the word on the page of results."))
        keys = _one_with(question, word)
        question.hidden = _with(question.hidden, keys, hidden)
        question.allowed = _with(question.allowed, keys, allowed)


def set_apart(*, question: Question, word: str, apart: bool = True) -> None:
    """Let a spelling stand by itself, or with those that it looks like again."""
    own = merging.folded(word) or word
    with changing(question):
        question.apart = _with(question.apart, {own}, apart)
        if apart:
            question.merged = {key: to for key, to in question.merged.items() if key != own}


def merge(*, question: Question, word: str, into: str) -> None:
    """Put a word, with all that is one with it, together with another word."""
    target = merging.folded(into) or into
    with changing(question):
        keys, others = _one_with(question, word), _one_with(question, into)
        if keys & others:
            raise NotNow(_("Choose two different words."))
        question.apart = _with(question.apart, keys, inside=False)
        question.merged = {**question.merged, **dict.fromkeys(keys, target)}


def _one_with(question: Question, word: str) -> set[str]:
    """Return what stands for the word, and all spellings that are put together with it."""
    own = merging.folded(word) or word
    groups = tallies.words(question, tallies.tally(question))
    return next((group.keys for group in groups if own in group.keys), {own})


def _with(listed: list[str], keys: Iterable[str], inside: bool) -> list[str]:
    return sorted({*listed} | {*keys} if inside else {*listed} - {*keys})
