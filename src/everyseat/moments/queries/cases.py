"""What reporters and guardians read of sealed cases: ciphertext, days and states."""

from collections.abc import Callable
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

from everyseat.moments.models import Case, Feedback, GuardianKey, Promise, Wrapped
from everyseat.organisations import months
from everyseat.organisations.models import Person
from everyseat.safety import sealing


def keys_in_use() -> QuerySet[GuardianKey]:
    return GuardianKey.objects.in_use()


def own_key(person: Person) -> GuardianKey | None:
    return keys_in_use().filter(person=person).first()


def found_by(locator: str) -> Case | None:
    """Return the case of a receipt's locator."""
    return Case.objects.filter(locator=sealing.stored(locator)).first()


def opened(case: Case) -> dict:
    """Return all of a case that its holder or its guardians need: they alone can read it."""
    return {
        "case": str(case.pk),
        "status": case.status,
        "status_words": str(case.get_status_display()),
        "received_on": case.received_on,
        "promise": _due(case),
        "recipient": case.recipient,
        "entries": list(case.entries.values("id", "by", "on", "sealed")),
        "files": {str(f.pk): f.parts_in_all for f in case.files.all()},
    }


def _due(case: Case) -> dict | None:
    """Return the days by which its reporter was promised a word, and feedback."""
    if not case.promise:
        return None
    return {
        "acknowledge_by": case.received_on + timedelta(case.promise.acknowledge_days),
        "feedback_by": months.same_day(case.received_on, case.promise.feedback_months),
    }


def each_promise(condition: Callable[[Promise], Q]) -> Q:
    """Return the cases for which something holds of the promise that they came under."""
    found = Q(pk__in=[])
    for promise in Promise.objects.all():
        found |= condition(promise) & Q(promise=promise)
    return found


def promised_before(today: date) -> QuerySet[Case]:
    """Return the cases that should have been acknowledged by now, by what was promised."""
    return Case.objects.filter(
        each_promise(lambda p: Q(received_on__lt=today - timedelta(p.acknowledge_days)))
    )


def in_time(due: QuerySet[Case]) -> QuerySet[Case]:
    """Return those of some cases that were acknowledged by the day that was promised."""
    return due.filter(
        each_promise(
            lambda p: Q(acknowledged_on__lte=F("received_on") + timedelta(p.acknowledge_days))
        )
    )


def answer_to(case: Case) -> dict | None:
    """Return what the recipient has answered, for the reporter and the guardian."""
    feedback = Feedback.objects.filter(case=case).select_related("recipient").first()
    if not feedback:
        return None
    return {
        "recipient": feedback.recipient.name,
        "words": feedback.words,
        "answer": feedback.answer if feedback.answered_on else None,
        "heard": feedback.heard,
        "named": bool(feedback.giver_id),
        "ended": feedback.abuse == Feedback.Abuse.UPHELD,
    }


def desk(person: Person, today: date) -> list[dict]:
    """Return a guardian's list: the cases that are sealed to a key of theirs."""
    rows = Wrapped.objects.filter(key__person=person, key__retired_on=None).select_related(
        "case__promise", "key"
    )
    unanswered = set(
        Feedback.objects.filter(case__isnull=False, answered_on=None).values_list("case", flat=True)
    )
    return [
        {
            "case": str(row.case_id),
            "key": str(row.key_id),
            "sealed": row.sealed,
            "status": row.case.status,
            "status_words": str(row.case.get_status_display()),
            "waits": row.case.waits,
            "received_on": row.case.received_on,
            "late": _late(row.case, today),
            "unanswered": row.case_id in unanswered,
        }
        for row in rows.order_by("-case__received_on", "case__pk")
    ]


def waiting(person: Person) -> tuple[int, date | None]:
    """Return how many cases wait for a guardian, and by when the first is to be answered."""
    rows = Wrapped.objects.filter(
        key__person=person, key__retired_on=None, case__waits=Case.Waits.GUARDIAN
    )
    found = [row.case for row in rows.select_related("case__promise")]
    return len(found), min(filter(None, map(_answer_by, found)), default=None)


def _answer_by(case: Case) -> date | None:
    due = _due(case)
    if not due:
        return None
    return due["feedback_by"] if case.acknowledged_on else due["acknowledge_by"]


def _late(case: Case, today: date) -> bool:
    due = _due(case)
    if not due:
        return False
    waits_for_a_word = not case.acknowledged_on and today > due["acknowledge_by"]
    return waits_for_a_word or (not case.closed_on and today > due["feedback_by"])
