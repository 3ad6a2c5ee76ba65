"""What people said of district nursing in the made-up city, and what the team did about it."""

from collections.abc import Iterable
from datetime import date, timedelta
from hashlib import sha256

from django.utils import timezone

from everyseat.improvement.actions import cycles, issue_steps, issues
from everyseat.improvement.actions.issue_steps import Saying
from everyseat.improvement.demonstration.nursing_measures import SINCE_CHANGE
from everyseat.improvement.models import Coding, Comment, Issue, Service
from everyseat.organisations.models import Person

Lines = Iterable[str]
WAITING_IN = "Nobody tells us when the nurse comes. We wait in all day."
WAITED = (
    "I sat by the door from eight until half past four.",
    "Mum would not go to the shower in case the bell rang.",
    "Lovely nurses, but you never know if it is morning or teatime.",
    "I missed my own hospital appointment waiting for a dressing to be changed.",
    "My husband took a day off work so that somebody could let her in.",
    "Could you not just ring before you set off?",
)
TEXTED = "A text message the evening before, with a window of two hours. A call, if you prefer."
MEASURE = "Calls that ask when the nurse comes"
SUPPLIES = "Dressings run out before the weekend, and then nobody can do anything."
RAN_OUT = (
    "On Friday there were none of the right size left, so it was taped with what she had.",
    "We were told to buy our own bandages until Monday.",
)
STORY_AGAIN = "Each nurse asks the same questions as the last one."
ASKED_AGAIN = (
    "Five nurses in two weeks and I told each of them about my hip.",
    "The book in our kitchen says what was done. Nobody opens it.",
)
LUNCHTIME = "Nobody answers the phone over lunch."
RANG = ("It rings out between twelve and two, every day.", "I gave up and rang the surgery.")
EVENINGS = "We would like visits after six, so that people who work can be there."
WORKING = ("I work until five. Could she not come at seven?",)
PLANS = (
    # what is tried, what was predicted, what happened, what was learnt, and what follows
    (
        "Two nurses text the ten people whom they see the next day, for a week.",
        "At most two of the ten ring to ask. We expect it to take ten minutes each evening.",
        "Three rang. Two of them have no mobile phone. It took 25 minutes each evening.",
        "Texts work for those who have a phone. Writing them by hand takes too long.",
        "adapt",
    ),
    (
        "The rota sends the texts by itself. Whoever has no mobile phone gets a call.",
        "At most one in ten rings to ask. Nobody spends more than five minutes on it.",
        "Of 46 people two rang. The calls took a student nurse ten minutes.",
        "It does what we hoped, and the time is worth it.",
        "adopt",
    ),
)


def load(service: Service, by: Person) -> None:
    """Let the team have answered what people said in the last year, and left some of it open."""
    today = timezone.localdate()
    _waiting_in(service, by, today)
    _supplies(service, by, today)
    _story_again(service, by, today)
    _lunchtime(service, by, today)
    _evenings(service, by, today)
    said = "Please tell us before a student comes along."
    issues.add(service=service, values={"said": said}, by=by, today=today - timedelta(2))


def _waiting_in(service: Service, by: Person, today: date) -> None:
    """What was changed, checked, and seen in a measure: after two small tests."""
    began, made = today - timedelta(200), _since_change(today)
    issue = _issue(service, by, WAITING_IN, WAITED, began)
    issue_steps.read(issue=issue, saying=Saying(by, began + timedelta(3), True))
    issue_steps.respond(
        issue=issue,
        response="You are right, and we are sorry. We do know the evening before who comes when.",
        saying=Saying(by, began + timedelta(10), True),
    )
    promise: dict[str, object] = {"what": TEXTED, "role": "The team leader", "person": None}
    promise |= {"measure": service.measures.get(name=MEASURE)}
    then = Saying(by, began + timedelta(21), True)
    issue_steps.plan(issue=issue, values={**promise, "by": made + timedelta(7)}, saying=then)
    _tested(issue, made - timedelta(60))
    issue_steps.make(
        issue=issue, values={**promise, "made_on": made}, saying=Saying(by, made, True)
    )
    issue_steps.check(
        issue=issue,
        found="Most people say that they know now when we come. People without a mobile phone are "
        "called, and a few of them were forgotten in the first month.",
        measure=issue.measure,
        saying=Saying(by, today - timedelta(9), True),
    )
    issues.publish(issue=issue, today=today - timedelta(150))


def _since_change(today: date) -> date:
    """Return the day on which calls began to fall: see `nursing_measures`."""
    return today - timedelta(days=today.weekday(), weeks=SINCE_CHANGE)


def _tested(issue: Issue, day: date) -> None:
    for plan, prediction, did, studied, act in PLANS:
        cycle = cycles.plan(issue=issue, plan=plan, prediction=prediction, today=day)
        cycles.begin(cycle=cycle, today=day + timedelta(3))
        cycles.tell(cycle=cycle, did=did)
        cycles.study(cycle=cycle, studied=studied)
        cycles.act(cycle=cycle, act=act, today=day + timedelta(14))
        day += timedelta(21)


def _supplies(service: Service, by: Person, today: date) -> None:
    """What was promised for a day that is over."""
    began = today - timedelta(110)
    issue = _issue(service, by, SUPPLIES, RAN_OUT, began)
    values: dict[str, object] = {
        "what": "A box of spare dressings in each of the four cars, filled on Thursdays.",
        "role": "The nurse in charge of supplies",
        "person": None,
        "by": today - timedelta(5),
    }
    issue_steps.plan(issue=issue, values=values, saying=Saying(by, began + timedelta(20), True))
    issues.publish(issue=issue, today=began + timedelta(21))


def _story_again(service: Service, by: Person, today: date) -> None:
    """What was said to be done and was not: a step back, with its reason."""
    began, made = today - timedelta(170), today - timedelta(60)
    issue = _issue(service, by, STORY_AGAIN, ASKED_AGAIN, began)
    values: dict[str, object] = {
        "what": "Every nurse reads the notes of the last visit before ringing the bell.",
        "role": "The whole team",
        "person": None,
        "made_on": made,
    }
    issues.publish(issue=issue, today=began + timedelta(14))
    issue_steps.make(issue=issue, values=values, saying=Saying(by, made, True))
    issue_steps.step_back(
        issue=issue,
        to="planned",
        because="The notes do not open on the phones of agency nurses. We have asked for that.",
        until=today + timedelta(24),
        saying=Saying(by, today - timedelta(12), True),
    )


def _lunchtime(service: Service, by: Person, today: date) -> None:
    """What was made more than twelve weeks ago, and never checked."""
    began, made = today - timedelta(240), today - timedelta(91)
    issue = _issue(service, by, LUNCHTIME, RANG, began)
    values: dict[str, object] = {
        "what": "Two of us take the phone in turns from twelve to two.",
        "role": "The office team",
        "person": None,
        "made_on": made,
    }
    issue_steps.make(issue=issue, values=values, saying=Saying(by, made, True))
    issues.publish(issue=issue, today=made)


def _evenings(service: Service, by: Person, today: date) -> None:
    began = today - timedelta(130)
    issue = _issue(service, by, EVENINGS, WORKING, began)
    because = (
        "After six two nurses care for the whole city, for people who are dying and for "
        "emergencies. More nurses in the evening would be missing in the morning."
    )
    day = began + timedelta(17)
    issue_steps.refuse(issue=issue, because=because, saying=Saying(by, day, True))
    issues.publish(issue=issue, today=day)


def _issue(service: Service, by: Person, said: str, texts: Lines, on: date) -> Issue:
    """Return an issue with the comments that say it, received on a day."""
    issue = issues.add(service=service, values={"said": said}, by=by, today=on)
    chosen = [_released(service, by, text, on - timedelta(n)).pk for n, text in enumerate(texts)]
    issues.choose_comments(issue=issue, shown=chosen, chosen=chosen, today=on)
    return issue


def _released(service: Service, by: Person, text: str, on: date) -> Comment:
    """Return a comment that somebody released as it was written, and coded as a concern."""
    comment = Comment.objects.create(
        service=service,
        received_on=on,
        original={"text": text},
        contact={},
        digest=sha256(text.encode()).hexdigest(),
        state=Comment.State.RELEASED,
        text=text,
        released_by=by,
        released_on=on,
    )
    Coding.objects.create(comment=comment, coder=by, kind="concern", on=on)
    return comment
