"""A guardian's leave: said, ended, and their cases handed over meanwhile."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import locked
from everyseat.moments.actions.desk import look_after
from everyseat.moments.models import Case, Leave
from everyseat.moments.queries import cases, leave
from everyseat.organisations import outbox
from everyseat.organisations.models import Person

LONGEST = 365
"""Days. Who is away for longer hands their role over."""


@transaction.atomic
def go(*, person: Person, from_on: date, back_on: date, stand_in: Person | None) -> Leave:
    """Say that a guardian is away. Said again it takes the place of what they said before.

    Another stand-in, or none, gives back first what the one before was handed.
    """
    if back_on <= max(from_on, timezone.localdate()):
        raise Invalid("back_on", _("Choose a day after the first day away, and after today."))
    if (back_on - from_on).days > LONGEST:
        raise Invalid("back_on", _("Choose a day within a year of the first day away."))
    if stand_in and (stand_in == person or stand_in not in cases.guardians()):
        raise Invalid("stand_in", _("Choose another guardian who has a key."))
    said = _locked(person)
    if said and said.stand_in != stand_in:
        _take_back(said)
    dates = {"from_on": from_on, "back_on": back_on, "stand_in": stand_in}
    return Leave.objects.update_or_create(person=person, defaults=dates)[0]


@transaction.atomic
def end(*, person: Person) -> int:
    """End a guardian's leave; they look after their cases again. Return how many came back."""
    said = _locked(person)
    if not said:
        return 0
    n = _take_back(said)
    said.delete()
    return n


def end_what_is_over(today: date) -> None:
    """End each leave whose day back has come, so that no case stays with a stand-in unnoticed."""
    for said in Leave.objects.filter(back_on__lte=today).select_related("person"):
        end(person=said.person)


@transaction.atomic
def hand_over(*, person: Person) -> list[Case]:
    """Let the stand-in look after what this guardian does, where their key opens it."""
    said = _locked(person)
    if not said or not said.stand_in:
        raise NotNow(_("Say first who stands in for you."))
    found = list(leave.to_hand_over(said))
    for case in found:
        look_after(case=case, guardian=said.stand_in, given_by=said.stand_in)  # one e-mail for all
    said.handed_over.add(*found)
    if found:
        outbox.write(said.stand_in, "guardian_stands_in", by=person, back_on=said.back_on)
    return found


@transaction.atomic
def take_back(*, person: Person) -> int:
    """Look after what was handed over again, unless somebody else does by now."""
    said = _locked(person)
    return _take_back(said) if said else 0


def _take_back(said: Leave) -> int:
    found = list(leave.handed_over(said))
    for case in found:
        look_after(case=case, guardian=said.person, given_by=said.person)
    said.handed_over.clear()
    return len(found)


def _locked(person: Person) -> Leave | None:
    return locked(Leave.objects.filter(person=person)).first()
