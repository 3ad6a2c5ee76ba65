"""Services and what belongs to them, for the tests of this part."""

import secrets
from datetime import date, timedelta

from django.utils import timezone

from everyseat.files.values import Reading
from everyseat.improvement.actions import (
    capacity,
    capacity_results,
    coding,
    comments_importing,
    comments_releasing,
    cycles,
    frameworks,
    issue_steps,
    issues,
    measures,
    samples,
    services,
)
from everyseat.improvement.actions.issue_steps import Saying
from everyseat.improvement.comment_rows import Entry
from everyseat.improvement.models import (
    Coding,
    Comment,
    Cycle,
    Issue,
    Measure,
    PlanVersion,
    Sample,
    Service,
    Value,
)
from everyseat.improvement.queries import comments as queries
from everyseat.improvement.queries.coding import Codes, agreed, codes
from everyseat.organisations import actions as organisations
from everyseat.organisations.models import Person
from everyseat.organisations.queries import host


def today():
    return timezone.localdate()


def person(name, *roles) -> Person:
    if host() is None:
        organisations.set_up(organisation="Trust", name="Admin", email="admin@trust.example")
    email = f"{name.lower()}@trust.example"
    made = Person.objects.create(name=name, email=email, organisation=host())
    organisations.set_roles(person=made, roles=set(roles))
    return made


def service(name="District nursing", **values) -> Service:
    """Return a service whose public page is closed, led by nobody."""
    frameworks.add_ours(organisation=host())
    framework = host().frameworks.get(key="patient_experience")
    return services.add(
        organisation=host(), values={"name": name, "framework": framework, **values}
    )


def public(name="District nursing", **values) -> Service:
    made = service(name, **values)
    services.publish(service=made, today=today())
    return made


def comments(service, *texts, question="nonspecific", on=None, rating=None) -> list[Comment]:
    """Return comments that came in one file, on one day."""
    on = on or today()
    entries = [Entry(2, question, text, on, rating, True) for text in texts]
    digests = queries.digests(service, (one.said for one in entries))
    found = list(zip(entries, digests, strict=True))
    batch = comments_importing.take_in(
        service=service, name="fft.csv", entries=found, left_out={}, by=None, today=today()
    )
    kept = {one.words: one for one in batch.comments.all()}  # their keys are in no order
    return [kept[text] for text in texts]


def coded(comment, themes, kind, coder) -> Coding:
    """Return the agreed coding of a comment, whatever it was before."""
    seen: Codes = codes(agreed(comment))
    return coding.code(
        comment=comment, themes=themes, kind=kind, coder=coder, today=today(), seen=seen
    )


def released(comment, by, left="") -> Comment:
    left = left or comment.words
    comments_releasing.release(comment=comment, left=left, by=by, today=today(), sure=True)
    return comment


def published_issue(service, *about) -> Issue:
    """Return an issue about some comments that everybody can read."""
    made = Issue.objects.create(
        service=service, number=1, said="They say so.", published_on=today()
    )
    made.comments.set(about)
    return made


def sample(service, first, n=20) -> Sample:
    """Return a sample of new comments that nobody has coded."""
    comments(service, *(f"The visit was comment {number}" for number in range(n)))
    return samples.make(service=service, n=n, first=first, today=today())


def measure(service, *values, **fields) -> Measure:
    """Return a measure with values of the first days of months, in order, from January 2023 on."""
    usual = {"name": "Days until a visit", "definition": "", "kind": "outcome", "unit": ""}
    usual |= {"direction": "decrease", "feed": "typed", "theme": None, "chart": "xmr"}
    made = measures.add(service=service, values={**usual, **fields})
    pairs = [one if isinstance(one, tuple) else (one, None) for one in values]
    found = [Reading(month(n), float(value), out_of) for n, (value, out_of) in enumerate(pairs)]
    if found:
        measures.take(measure=made, readings=found)
    return made


VISIT = {"name": "Wound care", "minutes": 40.0, "bands": ["Band 5"], "expected": 60.0}
STAFF = {"band": "Band 5", "wte": 1.2}
PLAN = {"weeks": 4, "visits": [VISIT], "staff": [STAFF]}


def plan(service, by=None, name="This year", **document) -> PlanVersion:
    """Return the draft of a plan of one kind of visit and one band, calculated."""
    made = capacity.add(
        service=service, name=name, document={**PLAN, **document}, by=by, today=today()
    )
    capacity_results.calculate(version=made)
    return made


def kept(service, by=None, reason="To begin with", **values) -> PlanVersion:
    """Return a saved version of a plan."""
    made = plan(service, by, **values)
    capacity.keep(version=made, reason=reason, by=by, today=today())
    return made


def month(n: int) -> date:
    """Return the first day of a month, counted from January 2023 as 0."""
    return date(2023 + n // 12, n % 12 + 1, 1)


def released_comment(service, text="Nobody says when the nurse comes.", kind="concern", **values):
    """Return a comment that somebody released and coded: as one that asks for something."""
    usual = {"received_on": today() - timedelta(200), "digest": secrets.token_hex(16)}
    comment = Comment.objects.create(
        service=service,
        original={"text": text},
        contact={},
        state=Comment.State.RELEASED,
        text=text,
        released_on=today(),
        **{**usual, **values},
    )
    Coding.objects.create(comment=comment, kind=kind, on=today())
    return comment


def issue(service, said="Nobody tells us when the nurse comes.", comments=(), **values) -> Issue:
    """Return an issue that nobody else reads, received today."""
    values = {"said": said, **values}
    made = issues.add(service=service, values=values, by=_somebody(), today=today())
    made.comments.set(comments)
    return made


def _somebody() -> Person:
    found = Person.objects.filter(name="Somebody").first()
    return found or person("Somebody", "improver")


def saying(day=None, sure=True) -> Saying:
    return Saying(_somebody(), day or today(), sure)


def planned(service, days=14, **values) -> Issue:
    """Return an issue with a change that was promised for a day from today on."""
    made = issue(service, **values)
    promise = {"what": "A text message the evening before.", "role": "The team leader"}
    promise |= {"person": None, "by": today() + timedelta(days)}
    then = min(today(), promise["by"])
    issue_steps.plan(issue=made, values=promise, saying=saying(then))
    return made


def changed(service, days=0, **values) -> Issue:
    """Return an issue with a change that was made some days ago."""
    made = planned(service, **values)
    said = {"what": made.what, "role": made.role, "person": made.person}
    said |= {"made_on": today() - timedelta(days)}
    issue_steps.make(issue=made, values=said, saying=saying())
    return made


def postponed(service, because="The phones came late.") -> Issue:
    """Return an issue with a change whose day was put off."""
    made = planned(service)
    until = today() + timedelta(30)
    issue_steps.postpone(issue=made, until=until, because=because, saying=saying())
    return made


def published(issue: Issue) -> Issue:
    issues.publish(issue=issue, today=today())
    return issue


def cycle(issue: Issue) -> Cycle:
    """Return a cycle that is planned."""
    prediction = "At most five of 40 calls."
    return cycles.plan(issue=issue, plan="Text five people.", prediction=prediction, today=today())


def measured(service, *values, last=None, **about) -> Measure:
    """Return a measure with values a week apart, of which the last is `last`, or today's."""
    usual = {"number": service.measures.count() + 1, "name": "Calls", "direction": "decrease"}
    made = Measure.objects.create(service=service, **{**usual, **about})
    last = last or today()
    Value.objects.bulk_create(
        Value(measure=made, on=last - timedelta(7 * n), value=value)
        for n, value in enumerate(reversed(values))
    )
    return made
