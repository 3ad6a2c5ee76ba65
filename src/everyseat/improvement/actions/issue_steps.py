"""The path of an issue: read, responded, planned, made, checked; or why nothing changes.

One function is one step. Each is kept, with its day, its words and who took it. A step back takes a
reason, which everybody reads who reads the issue: what was said before is kept in its step.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import assign, changing
from everyseat.improvement.actions.issues import must_be_sure, must_be_whole, note_update
from everyseat.improvement.models import Issue, Measure, Step
from everyseat.improvement.models.issue import MADE, PROMISED, State
from everyseat.organisations.models import Person

FOLLOWS: dict[str, tuple[str, ...]] = {
    State.RECEIVED: (
        State.READ,
        State.RESPONDED,
        State.PLANNED,
        State.MADE,
        State.NO_CHANGE,
    ),
    State.READ: (State.RESPONDED, State.PLANNED, State.MADE, State.NO_CHANGE),
    State.RESPONDED: (State.PLANNED, State.MADE, State.NO_CHANGE),
    State.PLANNED: (State.MADE, State.NO_CHANGE),
    State.MADE: (State.CHECKED,),
    State.CHECKED: (),
    State.NO_CHANGE: (),
}
"""How far an issue may be after each state. What was made and is undone goes back a step first."""


class Saying(NamedTuple):
    """Who takes a step, on which day, and whether they have looked again at words that may name."""

    by: Person
    today: date
    sure: bool = False


def read(*, issue: Issue, saying: Saying) -> None:
    """Say that somebody who can act on it has read what people said."""
    with _moving(issue, State.READ, saying):
        pass


def respond(*, issue: Issue, response: str, saying: Saying) -> None:
    """Answer what people said."""
    with _moving(issue, State.RESPONDED, saying, response):
        issue.response = response


def plan(*, issue: Issue, values: dict[str, object], saying: Saying) -> None:
    """Promise a change: `what`, a `role` or `person`, `by` when; perhaps the `measure` to watch."""
    with _moving(issue, State.PLANNED, saying, values["what"], values["role"]):
        must_be_whole(values, saying.today)
        _must_be_to_come(values["by"], saying.today)
        assign(issue, values)


def make(*, issue: Issue, values: dict[str, object], saying: Saying) -> None:
    """Say what was changed, by whom, and on which day; planned before or not."""
    with _moving(issue, State.MADE, saying, values["what"], values["role"]):
        must_be_whole(values, saying.today)
        assign(issue, values)


def check(*, issue: Issue, found: str, measure: Measure | None, saying: Saying) -> None:
    """Say what was found when somebody looked whether a change worked."""
    with _moving(issue, State.CHECKED, saying, found):
        issue.found, issue.measure = found, measure


def refuse(*, issue: Issue, because: str, saying: Saying) -> None:
    """Say why nothing will change; what was planned is planned no longer."""
    with _moving(issue, State.NO_CHANGE, saying, because):
        issue.because = because


def postpone(*, issue: Issue, until: date, because: str, saying: Saying) -> None:
    """Give what is planned another day, and say why."""
    with changing(issue):
        if issue.state != State.PLANNED:
            raise NotNow(_("Nothing is planned here now. Look at it again."))
        must_be_sure(issue, [because], saying.sure)
        _must_be_to_come(until, saying.today, "until")
        issue.by = until
        _keep(issue, because, saying, is_back=True)


def backwards(issue: Issue) -> tuple[State, ...]:
    """Return how far back an issue may go from where it stands."""
    answered = State.RESPONDED if issue.response else State.READ
    back: dict[str, tuple[State, ...]] = {
        State.RESPONDED: (State.READ,),
        State.PLANNED: (answered,),
        State.NO_CHANGE: (answered,),
        State.MADE: (State.PLANNED,),
        State.CHECKED: (State.MADE, State.PLANNED),
    }
    return back.get(issue.state, ())


def step_back(*, issue: Issue, to: str, because: str, until: date | None, saying: Saying) -> None:
    """Take a step back and say why; a change that is planned again has a new day."""
    with changing(issue):
        if to not in backwards(issue):
            raise Invalid("to", _("Choose where this stands."))
        must_be_sure(issue, [because], saying.sure)
        if to == State.PLANNED:
            _must_be_to_come(until, saying.today, "until")
            issue.by = until
        issue.state = to
        _forget(issue)
        _keep(issue, because, saying, is_back=True)


@contextmanager
def _moving(issue: Issue, to: State, saying: Saying, *words: object) -> Iterator[None]:
    """Take a step forward, if it may follow; the first of the words are kept with it."""
    with changing(issue):
        if to not in FOLLOWS[issue.state]:
            raise NotNow(_("Somebody has taken this a step further. Look at it again."))
        must_be_sure(issue, words, saying.sure)
        yield
        issue.state = to
        _forget(issue)
        _keep(issue, next(_texts(words), ""), saying)


def _texts(words: Iterable[object]) -> Iterator[str]:
    return (text for text in words if isinstance(text, str))


def _keep(issue: Issue, text: str, saying: Saying, is_back: bool = False) -> None:
    Step.objects.create(
        issue=issue,
        on=saying.today,
        state=issue.state,
        text=text,
        is_back=is_back,
        by=saying.by,
    )
    note_update(issue, saying.today)


def _forget(issue: Issue) -> None:
    """Take from an issue what is not so where it stands now: its steps have it."""
    if issue.state not in PROMISED:
        issue.what, issue.role, issue.person, issue.by = "", "", None, None
    if issue.state not in MADE:
        issue.made_on = None
    if issue.state != State.CHECKED:
        issue.found = ""
    if issue.state != State.NO_CHANGE:
        issue.because = ""
    if issue.state == State.READ:
        issue.response = ""


def _must_be_to_come(day: object, today: date, field: str = "by") -> None:
    if not isinstance(day, date):
        raise Invalid(field, _("Say by when."))
    if day < today:
        raise Invalid(field, _("This day is over. Choose today or a day to come."))
