"""What reporters and guardians read of sealed cases: ciphertext, days and states."""

from datetime import date, timedelta

from django.db.models import QuerySet

from everyseat.moments.models import Case, GuardianKey, Offer, Telling, Wrapped
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
        "recipient": case.recipient,
        "entries": list(case.entries.values("id", "by", "on", "sealed")),
        "files": {str(f.pk): f.parts_in_all for f in case.files.all()},
    }


def answer_to(case: Case) -> dict | None:
    """Return what the one who was told has answered, for the reporter and the guardian."""
    telling = Telling.objects.filter(case=case).select_related("told").first()
    if not telling:
        return None
    return {
        "told": telling.told.name,
        "words": telling.words,
        "answer": telling.answer if telling.answered_on else None,
        "heard": telling.heard,
        "named": bool(telling.reporter_id),
        "ended": telling.abuse == Telling.Abuse.UPHELD,
    }


def desk(person: Person, today: date) -> list[dict]:
    """Return a guardian's list: the cases that are sealed to a key of theirs."""
    offer = Offer.objects.first() or Offer()
    rows = Wrapped.objects.filter(key__person=person, key__retired_on=None).select_related(
        "case", "key"
    )
    unanswered = set(
        Telling.objects.filter(case__isnull=False, answered_on=None).values_list("case", flat=True)
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
            "late": _late(row.case, offer, today),
            "unanswered": row.case_id in unanswered,
        }
        for row in rows.order_by("-case__received_on", "case__pk")
    ]


def _late(case: Case, offer: Offer, today: date) -> bool:
    acknowledge = case.received_on + timedelta(offer.acknowledge_days)
    close = case.received_on + timedelta(30 * offer.feedback_months)
    waits_for_a_word = not case.acknowledged_on and today > acknowledge
    return waits_for_a_word or (not case.closed_on and today > close)
