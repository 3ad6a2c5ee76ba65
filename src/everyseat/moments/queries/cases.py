"""What reporters and guardians read of sealed cases: ciphertext, days and states."""

import hashlib
from collections.abc import Callable
from datetime import date, timedelta

from django.db.models import F, Max, Q, QuerySet
from django.utils.translation import gettext as _

from everyseat.moments.models import Case, Entry, Feedback, GuardianKey, Promise, Wrapped
from everyseat.organisations import months
from everyseat.organisations.models import Person
from everyseat.safety import sealing


def keys_in_use() -> QuerySet[GuardianKey]:
    """Return the keys that cases are sealed to, with their guardians."""
    keys = GuardianKey.objects.in_use().select_related("person")
    return keys.order_by("made_on", "person__name", "keeper")


def own_key(person: Person) -> GuardianKey | None:
    return keys_in_use().filter(person=person).first()


def guardians() -> QuerySet[Person]:
    """Return everybody who has a guardian's key in use."""
    return Person.objects.filter(pk__in=keys_in_use().exclude(person=None).values("person"))


def found_by(locator: str) -> Case | None:
    """Return the case of a receipt's locator."""
    return Case.objects.filter(locator=sealing.stored(locator)).first()


def opened(case: Case) -> dict:
    """Return all of a case that its holder or its guardians need: they alone can read it."""
    return {
        "case": str(case.pk),
        "status": case.status,
        "status_words": state(case, Feedback.objects.filter(case=case).first()),
        "received_on": case.received_on,
        "due": due(case, wrote_on(case)),
        "recipient": case.recipient,
        "entries": list(case.entries.values("id", "by", "on", "sealed")),
        "files": {str(f.pk): f.parts_in_all for f in case.files.all()},
    }


def version_of(record: str) -> str:
    """Return what tells a guardians' record from the one that takes its place; "" of none."""
    return hashlib.sha256(record.encode()).hexdigest() if record else ""


def state(case: Case, feedback: Feedback | None) -> str:
    """Return a case's state as it is said: what became of it, once it was passed on."""
    is_moved_on = case.status not in (Case.Status.RECEIVED, Case.Status.ACKNOWLEDGED)
    if is_moved_on or not feedback:
        return str(case.get_status_display())
    if feedback.abuse == Feedback.Abuse.UPHELD:
        return _("Passed on, then ended by a guardian")
    return _("Passed on, answered") if feedback.answered_on else _("Passed on, not answered yet")


def due_days(case: Case) -> dict | None:
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
        "given_on": feedback.given_on,
        "answered_on": feedback.answered_on,
        "words": feedback.words,
        "answer": feedback.answer if feedback.answered_on else None,
        "heard": feedback.heard,
        "named": bool(feedback.giver_id),
        "ended": feedback.abuse == Feedback.Abuse.UPHELD,
    }


def waiting(person: Person) -> tuple[int, date | None]:
    """Return how many cases wait for a guardian, and by when the first is to be answered.

    What another guardian looks after waits for them.
    """
    rows = Wrapped.objects.filter(
        key__person=person, key__retired_on=None, case__waits=Case.Waits.GUARDIAN
    ).exclude(case__owner__in=guardians().exclude(pk=person.pk))
    found = rows.select_related("case__promise").annotate(wrote_on=WROTE_ON)
    due = [answer_by(row.case, row.wrote_on) for row in found]
    return len(due), min(filter(None, due), default=None)


WROTE_ON = Max("case__entries__on", filter=Q(case__entries__by=Entry.By.REPORTER))
"""Of a guardian's row: the day on which the reporter of its case wrote last."""


def answer_by(case: Case, wrote_on: date) -> date | None:
    """Return the day by which the next word on a case is due, if one was promised."""
    found = due(case, wrote_on)
    return found["by"] if found else None


def due(case: Case, wrote_on: date) -> dict | None:
    """Return the day by which the next word on a case is due, and which word that is.

    A guardian and the reporter read the same day: the one that a guardian chose (`next`), but no
    later than was promised to everybody (`reply` or `feedback`).
    """
    if case.closed_on:
        return None
    chosen = [{"word": "next", "by": case.next_on}] if case.next_on else []
    return min([*chosen, *_promised(case, wrote_on)], key=lambda d: d["by"], default=None)


def wrote_on(case: Case) -> date:
    """Return the day on which the reporter of a case wrote last."""
    last = case.entries.filter(by=Entry.By.REPORTER).aggregate(on=Max("on"))["on"]
    return last or case.received_on


def _promised(case: Case, wrote_on: date) -> list[dict]:
    """Return what everybody was promised and is still due.

    A reporter who writes again waits no longer for a reply than they did at first.
    """
    days = due_days(case)
    if not case.promise or not days:
        return []
    if not case.acknowledged_on:
        return [{"word": "reply", "by": days["acknowledge_by"]}]
    feedback = {"word": "feedback", "by": days["feedback_by"]}
    if case.waits != Case.Waits.GUARDIAN:
        return [feedback]
    reply_by = wrote_on + timedelta(case.promise.acknowledge_days)
    return [{"word": "reply", "by": reply_by}, feedback]
