"""Who can open a sealed case, and who no longer can."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from everyseat.moments.models import Case, GuardianKey, Wrapped
from everyseat.moments.queries import cases
from everyseat.organisations.models import Person


@dataclass(frozen=True)
class Closed:
    """Cases that a guardian's key in use does not open, and who can help.

    `names` are the guardians who can share `shareable` of them. Of the others `on_paper` are open
    to a key in escrow alone, and `lost` to nobody.
    """

    n: int
    shareable: int
    names: list[str]
    on_paper: int
    lost: int


def lost_to(person: Person) -> QuerySet[Case]:
    """Return the cases that only earlier keys of a guardian open."""
    own = Wrapped.objects.filter(key__person=person)
    before = own.exclude(key__retired_on=None).values("case")
    return Case.objects.filter(pk__in=before).exclude(
        pk__in=own.filter(key__retired_on=None).values("case")
    )


def closed_to(person: Person) -> Closed:
    """Return how many cases a guardian's new key does not open, and who can help."""
    return _without(person, lost_to(person))


def if_lost(person: Person, own: GuardianKey | None) -> Closed:
    """Return the same of all cases that a guardian can open now: what a new key would not open."""
    return _without(person, Case.objects.filter(keys=own) if own else Case.objects.none())


def _without(person: Person, lost: QuerySet[Case]) -> Closed:
    n = lost.count()
    if not n:
        return Closed(0, 0, [], 0, 0)
    in_use = cases.keys_in_use().exclude(person=person)
    others = in_use.filter(cases__in=lost).exclude(person=None)
    shareable = lost.filter(keys__in=others).distinct()
    paper = lost.exclude(pk__in=shareable).filter(keys__in=in_use.filter(person=None)).distinct()
    shared, on_paper = shareable.count(), paper.count()
    names = sorted({key.name for key in others})
    return Closed(n, shared, names, on_paper, n - shared - on_paper)


def to_share(person: Person, own: GuardianKey | None) -> dict[Person, int]:
    """Return for each guardian with a new key how many cases this one's key can share with them."""
    if not own:
        return {}
    others = cases.guardians().exclude(pk=person.pk).order_by("name")
    found = {other: lost_to(other).filter(keys=own).count() for other in others}
    return {other: n for other, n in found.items() if n}


def to_share_with_paper(own: GuardianKey | None) -> dict[GuardianKey, int]:
    """Return for each key in escrow how many cases from before its time this key can share with it.

    What came since is left out: its reporter read of the key, and did not want it.
    """
    if not own:
        return {}
    found = {key: _before(key, own).count() for key in cases.keys_in_use().filter(person=None)}
    return {key: n for key, n in found.items() if n}


def _before(key: GuardianKey, own: GuardianKey) -> QuerySet[Case]:
    mine = Case.objects.filter(keys=own, received_on__lt=key.confirmed_on)
    return mine.exclude(keys=key).exclude(left_out=key.made_by)


def open_to(pks: list[UUID]) -> dict[UUID, dict]:
    """Return for each case of a list whose keys open it, and whom its reporter chose or left out.

    `keys` are the keys in use that open it, `chosen` the guardians whom its reporter chose, by an
    earlier key too, and `left_out` those it must not be shared with.
    """
    found: dict[UUID, dict] = {pk: {"keys": [], "chosen": [], "left_out": []} for pk in pks}
    in_use = set(cases.keys_in_use().values_list("pk", flat=True))
    rows = Wrapped.objects.filter(case__in=pks)
    for case, key, person, shared_on in rows.values_list("case", "key", "key__person", "shared_on"):
        if key in in_use:
            found[case]["keys"].append(str(key))
        if person and not shared_on:
            found[case]["chosen"].append(str(person))
    left_out = Case.left_out.through.objects.filter(case__in=pks)
    for case, person in left_out.values_list("case", "person"):
        found[case]["left_out"].append(str(person))
    return found


def readers(case: Case) -> list[dict]:
    """Return who can open a case: by name, and since when if they were not chosen at first."""
    rows = Wrapped.objects.filter(case=case, key__in=cases.keys_in_use())
    return [
        {"name": row.key.name, "since": row.shared_on, "on_paper": row.key.is_escrow}
        for row in rows.select_related("key__person").order_by(
            "shared_on", "key__person__name", "key__keeper"
        )
    ]


def renewed(case: Case) -> QuerySet[GuardianKey]:
    """Return new keys of guardians whose earlier key opens a case: its reporter may let them in."""
    return cases.keys_in_use().filter(person__in=_locked_out(case))


def _locked_out(case: Case) -> QuerySet[Person]:
    before = Wrapped.objects.filter(case=case).exclude(key__retired_on=None)
    now = Wrapped.objects.filter(case=case, key__retired_on=None, key__person__isnull=False)
    return Person.objects.filter(pk__in=before.values("key__person")).exclude(
        pk__in=now.values("key__person")
    )
