"""What a guardian's desk shows of sealed cases: whose they are, how old, and what is due."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from everyseat.moments.models import Case, Entry, Feedback, Wrapped
from everyseat.moments.queries import cases
from everyseat.organisations.models import Person


def rows(person: Person, today: date) -> list[dict]:
    """Return a guardian's list: the cases that are sealed to a key of theirs."""
    found = Wrapped.objects.filter(key__person=person, key__retired_on=None).select_related(
        "case__promise", "case__owner"
    )
    unread = Entry.objects.filter(
        case=OuterRef("case"), by=Entry.By.REPORTER, number__gt=OuterRef("read")
    )
    passed_on = {one.case_id: one for one in _passed_on()}
    guardians = set(cases.guardians())
    return [
        _row(wrapped, cases.answer_by(wrapped.case, wrapped.wrote_on), today, guardians)
        | {
            "unread": wrapped.unread,
            "status_words": cases.state(wrapped.case, passed_on.get(wrapped.case_id)),
        }
        for wrapped in found.annotate(unread=Exists(unread), wrote_on=cases.WROTE_ON).order_by(
            "-case__received_on", "case__pk"
        )
    ]


def _passed_on() -> QuerySet[Feedback]:
    """Return what was passed on of cases, without its words: they would all be decrypted."""
    return Feedback.objects.filter(case__isnull=False).only("case", "abuse", "answered_on")


def _row(wrapped: Wrapped, due: date | None, today: date, guardians: set[Person]) -> dict:
    case = wrapped.case
    return {
        "case": str(wrapped.case_id),
        "sealed": wrapped.sealed,
        "status": case.status,
        "waits": case.waits,
        "received_on": case.received_on,
        "due": due,
        "late": bool(due and due < today),
        "owner": named(case.owner) if case.owner in guardians else None,
    }


def opened(case: Case) -> dict:
    """Return all of a case that its guardians need."""
    return cases.opened(case) | {
        "record": case.record,
        "acknowledged_on": case.acknowledged_on,
        "feedback_on": case.feedback_on,
        "closed_on": case.closed_on,
        "recipients": list(case.keys.values_list("recipient", flat=True)),
        "guardians": [named(person) for person in holders(case)],
        "answer": cases.answer_to(case),
    }


def holders(case: Case) -> list[Person]:
    """Return the guardians who can open a case with a key that is in use."""
    keys = cases.keys_in_use().filter(cases=case).order_by("name").select_related("person")
    return [key.person for key in keys if key.person]


def named(person: Person | None) -> dict | None:
    return {"id": str(person.pk), "name": person.name} if person else None
