"""Issues of a service: adding, correcting and publishing them, and the comments under them.

Before an issue is published everything of it may be changed, and it may be deleted. Afterwards it
stays, and everybody reads each change at once, with its day. How far it is changes by a step alone:
see `issue_steps`.
"""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from everyseat.giving import looking_again
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import assign, changing, lock
from everyseat.improvement.models import Comment, Issue, Service, Step
from everyseat.improvement.models.issue import MADE, PROMISED, State
from everyseat.improvement.queries import naming
from everyseat.organisations.models import Person

ALWAYS = ("said", "theme", "measure")
SAID_IN = {
    "response": (State.RESPONDED,),
    "what": (State.PLANNED, State.MADE),
    "found": (State.CHECKED,),
    "because": (State.NO_CHANGE,),
}
"""In which step each of the words of an issue was said first."""


@transaction.atomic
def add(*, service: Service, values: dict[str, object], by: Person, today: date) -> Issue:
    """Add an issue that only people who look after the service see, in the last place."""
    lock(service)
    last = service.issues.order_by("-number").first()
    issue = Issue(service=service, number=last.number + 1 if last else 1)
    assign(issue, values)
    issue.save(force_insert=True)
    Step.objects.create(issue=issue, on=today, state=issue.state, by=by)
    return issue


def corrected(issue: Issue) -> tuple[str, ...]:
    """Return the fields of an issue that are corrected as it stands; the rest are for its steps."""
    names = [*ALWAYS, *(["response"] if issue.response else [])]
    if issue.state in PROMISED:
        names += ["what", "role", "person"]
    if issue.state in MADE:
        names.append("made_on")
    if issue.state == State.CHECKED:
        names.append("found")
    if issue.state == State.NO_CHANGE:
        names.append("because")
    return tuple(names)


@transaction.atomic
def correct(*, issue: Issue, values: dict[str, object], today: date, sure: bool) -> None:
    """Change the words of an issue, and those of the step in which they were said."""
    with changing(issue):
        if set(values) - set(corrected(issue)):
            raise NotNow(_("Somebody has taken this a step further. Look at it again."))
        must_be_sure(issue, values.values(), sure)
        must_be_whole(values, today)
        before = {name: getattr(issue, name) for name in values}
        assign(issue, values)
        changed = {name for name in values if values[name] != before[name]}
        for name in changed & set(SAID_IN):
            _reword_step(issue, SAID_IN[name], str(values[name]))
        if changed:
            note_update(issue, today)


def _reword_step(issue: Issue, states: Collection[str], text: str) -> None:
    step = issue.steps.filter(state__in=states, is_back=False).last()
    if step:
        with changing(step):
            step.text = text


@transaction.atomic
def correct_reason(*, step: Step, text: str, today: date, sure: bool) -> None:
    """Change why a step back was taken: everybody reads it who reads the issue."""
    issue = step.issue
    with changing(issue), changing(step):
        if not step.is_back:
            raise NotNow(_("Correct these words where they stand in the issue itself."))
        must_be_sure(issue, [text], sure)
        if step.text != text:
            step.text = text
            note_update(issue, today)


@transaction.atomic
def remove(*, issue: Issue) -> None:
    """Delete an issue that nobody has read yet."""
    lock(issue)
    if issue.is_published:
        raise NotNow(_("It has been published, so it stays. You can say why nothing changes."))
    Issue.objects.filter(pk=issue.pk).delete()


def publish(*, issue: Issue, today: date) -> None:
    """Let everybody who reads the service's page read an issue."""
    with changing(issue):
        if issue.is_published:
            raise NotNow(_("It is published already."))
        issue.published_on = today


@transaction.atomic
def choose_comments(
    *, issue: Issue, shown: Collection[int], chosen: Collection[int], today: date
) -> None:
    """Put under an issue the chosen ones of the comments that were shown, and take the rest away.

    Only what was released to everybody can stand there.
    """
    with changing(issue):
        released = Comment.objects.filter(service=issue.service_id, state=Comment.State.RELEASED)
        offered = set(released.filter(pk__in=shown).values_list("pk", flat=True))
        if set(chosen) - offered:
            raise NotNow(_("A comment that you chose is no longer released. Choose again."))
        before = set(issue.comments.filter(pk__in=offered).values_list("pk", flat=True))
        if before == set(chosen):
            return
        issue.comments.remove(*offered - set(chosen))
        issue.comments.add(*chosen)
        note_update(issue, today)


def note_update(issue: Issue, today: date) -> None:
    """Keep on which day a published issue was changed last: inside `changing`."""
    if issue.is_published:
        issue.updated_on = today


def must_be_sure(issue: Issue, texts: Iterable[object], sure: bool) -> None:
    """Refuse at first what may name somebody: everybody reads a published issue at once."""
    words = [text for text in texts if isinstance(text, str)]
    if issue.is_published:
        looking_again.must_be_sure(naming.why(words), sure)


def must_be_whole(values: dict[str, object], today: date) -> None:
    """Refuse a change that nobody sees to, or that was made on a day to come."""
    if "role" in values and not (values["role"] or values["person"]):
        raise Invalid("role", _("Say who will do it: a role or a person."))
    made_on = values.get("made_on")
    if isinstance(made_on, date) and made_on > today:
        raise Invalid("made_on", _("This day has not come yet."))
