"""Naming who acts for somebody who is away, and ending it. All concerned are told."""

from datetime import date
from http import HTTPStatus

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from everyseat.giving.refusals import Invalid
from everyseat.giving.states import locked
from everyseat.organisations import audit_log, outbox
from everyseat.organisations.models import Person, StandIn
from everyseat.organisations.stand_ins import queries

LONGEST = 365
"""Days. Whoever is away for longer hands over what they do."""


@transaction.atomic
def name(
    *, person: Person, stand_in: Person, first_day: date, last_day: date, by: Person
) -> StandIn:
    """Name who acts for a person; said again, it takes the place of what was said before."""
    _must_be_possible(first_day, last_day)
    _must_be_able(person, stand_in, first_day, last_day, by)
    before = _locked(person)
    if before and before.stand_in != stand_in:
        outbox.write(before.stand_in, "stands_in_no_longer", whom=person)
    days = {"stand_in": stand_in, "first_day": first_day, "last_day": last_day}
    found, _is_new = StandIn.objects.update_or_create(person=person, defaults=days)
    for to, template in ((stand_in, "stands_in"), (person, "stand_in_named")):
        outbox.write(to, template, found=found, by=by)
    _record(by, "stand_in_named", found)
    return found


def _must_be_possible(first_day: date, last_day: date) -> None:
    if last_day < max(first_day, timezone.localdate()):
        raise Invalid("last_day", _("Choose a day that is not over, and not before the first day."))
    if (last_day - first_day).days >= LONGEST:
        text = _("Choose at most %(n)s days. For longer, hand over what is yours.")
        raise Invalid("last_day", text % {"n": LONGEST})


def _must_be_able(
    person: Person, stand_in: Person, first_day: date, last_day: date, by: Person
) -> None:
    """Raise Invalid if somebody can't stand in: they are away too, or named themselves."""
    if stand_in == person:
        raise Invalid("stand_in", _("Choose somebody else: nobody stands in for themselves."))
    if not stand_in.is_active:
        raise Invalid("stand_in", _("%(name)s can't sign in here.") % {"name": stand_in.name})
    if stand_in == by:
        text = _("You can't name yourself. Ask another administrator or organiser to name you.")
        raise Invalid("stand_in", text)
    if away := queries.away_between(stand_in, first_day, last_day):
        text = _("%(name)s is away then, too: from %(first)s to %(last)s.")
        days = {"first": date_format(away.first_day), "last": date_format(away.last_day)}
        raise Invalid("stand_in", text % {"name": stand_in.name, **days})


@transaction.atomic
def end(*, person: Person, by: Person) -> None:
    """End it before its last day; nothing happens where it has ended already."""
    found = _locked(person)
    if found is None:
        return
    found.delete()
    outbox.write(found.stand_in, "stands_in_no_longer", whom=person)
    if by != person:
        outbox.write(person, "stand_in_ended", stand_in=found.stand_in, by=by)
    _record(by, "stand_in_ended", found)


def forget(today: date) -> None:
    """Delete what is over: nobody needs to know who was away when."""
    StandIn.objects.filter(last_day__lt=today).delete()


def _locked(person: Person) -> StandIn | None:
    return locked(StandIn.objects.filter(person=person)).first()


def _record(by: Person, what: str, found: StandIn) -> None:
    days = f"{found.first_day} {found.last_day}"
    about = f"{found.person_id} {found.stand_in_id} {days}"
    audit_log.record(by, what, about, HTTPStatus.OK)
