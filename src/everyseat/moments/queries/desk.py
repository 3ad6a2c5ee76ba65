"""What a guardian's desk shows of sealed cases: whose they are, how old, and what is due."""

from collections import defaultdict
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.db.models.functions import Length

from everyseat.moments.models import Case, Entry, Feedback, GuardianKey, Wrapped
from everyseat.moments.queries import cases, opening
from everyseat.organisations.models import Person

MOST_AT_ONCE = 400_000


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
    found = found.annotate(unread=Exists(unread), wrote_on=cases.WROTE_ON)
    found = found.order_by("-case__received_on", "case__pk")
    open_to = opening.open_to([wrapped.case_id for wrapped in found])
    return [
        _row(wrapped, cases.answer_by(wrapped.case, wrapped.wrote_on), today, guardians)
        | {
            "unread": wrapped.unread,
            "status_words": cases.state(wrapped.case, passed_on.get(wrapped.case_id)),
            **open_to[wrapped.case_id],
        }
        for wrapped in found
    ]


def closed(person: Person) -> dict:
    """Return what a guardian's earlier keys open and the one in use does not, in ciphertext."""
    rows = Wrapped.objects.filter(key__person=person, case__in=opening.lost_to(person))
    keys = GuardianKey.objects.filter(wrapped__in=rows).distinct()
    return {
        "keys": [{"id": str(key.pk), "kept": key.kept} for key in keys],
        "cases": [
            {"case": str(row.case_id), "key": str(row.key_id), "sealed": row.sealed} for row in rows
        ],
    }


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
        "version": cases.version_of(case.record),
        "acknowledged_on": case.acknowledged_on,
        "feedback_on": case.feedback_on,
        "closed_on": case.closed_on,
        "recipients": list(
            cases.keys_in_use().filter(cases=case).values_list("recipient", flat=True)
        ),
        "readers": opening.readers(case),
        "guardians": [named(person) for person in holders(case)],
        "answer": cases.answer_to(case),
    }


def messages(person: Person, pks: list[str]) -> list[dict]:
    """Return the messages and records of some of a guardian's cases, for their browser to search.

    A dialogue of more than `MOST_AT_ONCE` characters of ciphertext is left out: it is read alone.
    """
    wanted = set(pks)  # a page may send anything: it is compared, not looked up
    found = Case.objects.filter(keys__in=cases.keys_in_use().filter(person=person))
    theirs = [pk for pk in found.values_list("pk", flat=True) if str(pk) in wanted]
    sizes = found.filter(pk__in=theirs).annotate(size=Sum(Length("entries__sealed")))
    small = [case for case in sizes if (case.size or 0) <= MOST_AT_ONCE]
    entries, keys = defaultdict(list), defaultdict(list)
    for entry in Entry.objects.filter(case__in=small):
        said = {"id": entry.pk, "by": entry.by, "on": entry.on, "sealed": entry.sealed}
        entries[entry.case_id].append(said)
    in_use = cases.keys_in_use().filter(cases__in=small)
    for case, recipient in in_use.values_list("cases", "recipient"):
        keys[case].append(recipient)
    return [
        {
            "case": str(case.pk),
            "entries": entries[case.pk],
            "record": case.record,
            "version": cases.version_of(case.record),
            "recipients": sorted(keys[case.pk]),
        }
        for case in small
    ]


def holders(case: Case) -> list[Person]:
    """Return the guardians who can open a case with a key that is in use."""
    keys = cases.keys_in_use().filter(cases=case).order_by("person__name")
    return [key.person for key in keys if key.person]


def named(person: Person | None) -> dict | None:
    return {"id": str(person.pk), "name": person.name} if person else None
