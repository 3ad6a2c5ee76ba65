"""What reporters and guardians do with sealed cases. All that is said comes in ciphertext."""

import re
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, Sum
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.giving.refusals import Invalid, NotNow, Refusal
from everyseat.giving.states import changing, lock
from everyseat.moments.actions import feedback as feedback_actions
from everyseat.moments.actions import offering
from everyseat.moments.models import (
    Case,
    Entry,
    Feedback,
    FilePart,
    GuardianKey,
    Offer,
    SealedFile,
    Wrapped,
)
from everyseat.moments.queries import cases as queries
from everyseat.moments.queries import offering as routes
from everyseat.moments.routes import ROUTES
from everyseat.organisations import months, outbox, roles
from everyseat.organisations.models import Person
from everyseat.organisations.queries import holders
from everyseat.safety import sealing

LONGEST = 100_000
"""Characters of a sealed message in base64: about 70,000 bytes of text."""
MOST_ENTRIES, MOST_SAID = 400, 8_000_000
LONGEST_TITLE = 70
"""Characters of a case's line in a guardian's list, which is sealed with its key."""
PART = 1024 * 1024
MOST_PARTS = 64
"""One megabyte a part, so many a case: 60 MB of files and what sealing adds."""
SENT_PART = 900 * 1024
"""Bytes of a part as our pages send it: with its form it is under the 1 MB that proxies let in."""
MOST_CHOSEN = 20 * 1024 * 1024
"""Bytes of the files that our pages send with one message."""
ALL_FILES = 4 * 1024**3
"""Bytes of files that the site holds at most. Words are always taken."""
SOON, STALE = 2, 7
"""Days: how long before a promise is due guardians are reminded; how long half a file is kept."""
UNPROMISED = 7, 3
"""Days and months after which guardians are reminded of a case that came under no promise."""
HOUR = 7
"""The hour of the day at which the day's e-mails are written."""
SEALED = {route.key for route in ROUTES.values() if route.is_sealed}
LOCATOR = re.compile("[0-9a-f]{32}")
RECIPIENT = re.compile("age1[02-9ac-hj-np-z]{58}")
BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")


class Malformed(ValueError):
    """This is not what a page of ours sends."""


class Arrived(Refusal):
    """Another case is kept under this receipt: what was sent under it first."""

    status, more = 400, {"arrived": True}


class Changed(Refusal):
    """Somebody else saved a record since it was read."""

    more = {"changed": True}


@transaction.atomic
def open_case(
    *,
    locator: str,
    recipient: str,
    for_receipt: str,
    keys: dict[str, str],
    entry: str,
    sealed: str,
    route: str,
    promise: int | None = None,
) -> Case:
    """Keep a new case, sealed to the guardians whom its reporter chose. Sent again it is the same.

    `promise` is the one that its reporter read. `route` is asked for and not kept: what they
    chose is in the seal. Nobody who holds a role may add or take away one of those keys but who
    can open the case. NotNow where the route is not open; Arrived for another case's receipt.
    """
    if route not in SEALED or not LOCATOR.fullmatch(locator) or not RECIPIENT.fullmatch(recipient):
        raise Malformed
    for text in (for_receipt, *keys.values()):
        must_be_sealed(text, 4000)
    case, is_new = queries.found_by(locator), False
    if not case:
        in_use = _chosen(keys)
        offering.must_be_open(route)
        case, is_new = Case.objects.get_or_create(
            locator=sealing.stored(locator),
            defaults={
                "recipient": recipient,
                "for_receipt": for_receipt,
                "received_on": timezone.localdate(),
                "keep_months": Offer.objects.current().keep_months,
                "promise": routes.promise_read(promise, timezone.localdate()),
            },
        )
    if not is_new:
        return _same(case, recipient, sealed)
    for key, wrapped in keys.items():
        Wrapped.objects.create(case=case, key=in_use[key], sealed=wrapped)
    case.left_out.set(k.person for pk, k in in_use.items() if k.person and pk not in keys)
    _add(case, Entry.By.REPORTER, entry, sealed)
    return case


def _chosen(keys: dict[str, str]) -> dict[str, GuardianKey]:
    """Return the keys in use, if what was sealed is sealed to some of them and to no other."""
    in_use = {str(key.pk): key for key in GuardianKey.objects.in_use()}
    if not keys or not set(keys) <= set(in_use):
        raise NotNow(_("The guardians have changed. Copy what you wrote, and reload this page."))
    return in_use


def _same(case: Case, recipient: str, sealed: str) -> Case:
    if case.recipient != recipient or case.entries.get(number=1).sealed != sealed:
        raise Arrived(
            _(
                "What you sent first had arrived before you changed it. Your changes were not "
                "sent: copy them, and add them to the dialogue, which your eight words open."
            )
        )
    return case


def must_be_sealed(text: object, longest: int) -> None:
    """Raise Malformed for what is no ciphertext of at most this length in base64."""
    if not isinstance(text, str) or len(text) > longest or not BASE64.fullmatch(text):
        raise Malformed


def add_entry(
    *,
    case: Case,
    by: str,
    entry: str,
    sealed: str,
    guardian: Person | None = None,
    next_on: date | None = None,
) -> None:
    """Keep a message of a dialogue. The same one sent again is kept once.

    `next_on` is the day by which a guardian who writes will write again; without it, the day
    that they chose before stays.

    The `guardian` who answers a case that nobody looks after looks after it from then on. A closed
    case is open again once its reporter writes: it is not over for them.
    """
    with changing(case):
        if not _add(case, by, entry, sealed):
            return
        guardian_next = by == Entry.By.REPORTER
        case.waits = Case.Waits.GUARDIAN if guardian_next else Case.Waits.REPORTER
        case.noted = not guardian_next
        if guardian_next and case.status == Case.Status.CLOSED:
            _move_on(case, Case.Status.ACKNOWLEDGED)
        if not guardian_next:
            case.feedback_on = timezone.localdate()
            case.next_on = _not_past(next_on) or case.next_on
            _taken_up(case, guardian)


def _taken_up(case: Case, guardian: Person | None) -> None:
    """Acknowledge a case by what was done for it; whoever did it looks after it if nobody does."""
    if case.status == Case.Status.RECEIVED:
        _move_on(case, Case.Status.ACKNOWLEDGED)
    if guardian and case.owner not in queries.guardians():
        case.owner = guardian


def _add(case: Case, by: str, entry: str, sealed: str) -> bool:
    must_be_sealed(sealed, LONGEST)
    before = Entry.objects.filter(pk=_uuid(entry)).first()
    if before and (before.case_id, before.by, before.sealed) == (case.pk, by, sealed):
        return False
    if before:
        raise NotNow(_("We already have this message as you first sent it. Reload this page."))
    n = case.entries.count()
    said = case.entries.aggregate(n=Sum(Length("sealed")))["n"] or 0
    if n >= MOST_ENTRIES or said > MOST_SAID:
        raise NotNow(_("This dialogue is full. Start a new one, and say that it continues this."))
    Entry.objects.create(
        pk=entry, case=case, by=by, number=n + 1, on=timezone.localdate(), sealed=sealed
    )
    return True


def _uuid(text: object) -> str:
    if not isinstance(text, str) or not re.fullmatch(
        "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text
    ):
        raise Malformed
    return text


@transaction.atomic
def add_part(*, case: Case, file: str, number: int, of: int, content: bytes) -> None:
    """Keep a part of a sealed file. The same part sent again is kept once."""
    lock(case)
    if not 0 < len(content) <= PART or not 1 <= number <= of <= MOST_PARTS:
        raise Malformed
    found, new = SealedFile.objects.get_or_create(
        pk=_uuid(file),
        defaults={"case": case, "parts_in_all": of, "begun_on": timezone.localdate()},
    )
    if found.case_id != case.pk or found.parts_in_all != of:
        raise Malformed
    if new:
        _must_fit(case)
    FilePart.objects.get_or_create(file=found, number=number, defaults={"sealed": content})


def _must_fit(case: Case) -> None:
    own = case.files.aggregate(n=Sum("parts_in_all"))["n"] or 0
    everything = SealedFile.objects.aggregate(n=Sum("parts_in_all"))["n"] or 0
    if own > MOST_PARTS or everything * PART > ALL_FILES:
        raise NotNow(_("This file could not be saved: there is no space. Your words have arrived."))


def parts_there(*, case: Case, file: str) -> list[int]:
    """Return which parts of a file have come, so that the rest can be sent."""
    parts = FilePart.objects.filter(file__case=case, file__pk=_uuid(file))
    return list(parts.values_list("number", flat=True))


def set_status(*, case: Case, status: str) -> None:
    """Move a case on; its dates follow. A closed one may be opened again.

    NotNow when it is to be closed with feedback, and nobody has answered what its reporter wrote;
    and when it is to be as it came, and a guardian has written.
    """
    if status not in Case.Status.values:
        raise Malformed
    with changing(case):
        if status == Case.Status.CLOSED and not _is_answered(case):
            raise NotNow(
                _("Write to the reporter first: it is closed with feedback, or not at all.")
            )
        if status == Case.Status.RECEIVED and case.feedback_on:
            raise NotNow(_("A guardian has written to the reporter: that acknowledged it."))
        if status == Case.Status.RECEIVED and Feedback.objects.filter(case=case).exists():
            raise NotNow(_("This was passed on: that acknowledged it."))
        _move_on(case, status)


def _move_on(case: Case, status: str) -> None:
    today = timezone.localdate()
    case.status = status
    if status == Case.Status.RECEIVED:
        case.acknowledged_on = None
    elif not case.acknowledged_on:
        case.acknowledged_on = today
    case.closed_on = today if status == Case.Status.CLOSED else None
    case.next_on = None if case.closed_on else case.next_on


def _is_answered(case: Case) -> bool:
    """Return whether a guardian has written, and nothing that came after waits for an answer."""
    return bool(case.feedback_on) and case.waits != Case.Waits.GUARDIAN


def say_next(*, case: Case, on: date) -> None:
    """Say by when a case's reporter hears from a guardian next."""
    with changing(case):
        if case.closed_on:
            raise NotNow(_("This case is closed: open it again first, by changing its state."))
        case.next_on = _not_past(on)


def _not_past(on: date | None) -> date | None:
    if on and on < timezone.localdate():
        raise Invalid("next_on", _("Choose today or a later day."))
    return on


def keep_record(*, case: Case, sealed: str, version: str) -> str:
    """Keep the guardians' own record of a case, sealed to them alone; return its version.

    `version` is that of the record that was changed; Changed if another took its place since.
    """
    must_be_sealed(sealed, LONGEST)
    with changing(case):
        if version != queries.version_of(case.record):
            raise Changed(
                _(
                    "Another guardian, or another tab of yours, saved this record since you opened "
                    "it. Yours is not saved yet, and nothing is lost."
                )
            )
        case.record = sealed
    return queries.version_of(sealed)


def pass_on(
    *, case: Case, recipient: Person, words: dict, guardian: Person | None = None
) -> Feedback:
    """Tell somebody what a reporter wants them to be told, in words that leave the seal by it.

    It acknowledges the case: its reporter sees that it was passed on.
    """
    with changing(case):
        if Feedback.objects.filter(case=case).exists():
            raise NotNow(_("This has been passed on already."))
        _taken_up(case, guardian)
        return feedback_actions.deliver(recipient, words, case=case)


def write_daily(now: datetime) -> None:
    """Write to guardians and to recipients, once a day at one hour, that something is there.

    At the moment itself an e-mail would say when an anonymous reporter sat at a computer.
    """
    today = now.date()
    fresh = Q(emails_written_on=None) | Q(emails_written_on__lt=today)
    offering.settings()
    if now.hour < HOUR or not Offer.objects.filter(fresh).exists():
        return
    with transaction.atomic():
        if not Offer.objects.filter(fresh).update(emails_written_on=today):
            return
        _write_to_guardians(today)
        for feedback in Feedback.objects.filter(news=True).select_related("recipient"):
            outbox.write(feedback.recipient, "something_to_read")
        Feedback.objects.filter(news=True).update(news=False)


def _write_to_guardians(today: date) -> None:
    """Write one e-mail to each guardian for whom something is new, or a promise is due."""
    new, late = Case.objects.filter(noted=False), Case.objects.filter(_is_late(today))
    guardians = holders(roles.GUARDIAN)
    for person in guardians.filter(guardian_keys__cases__in=(new | late)).distinct():
        outbox.write(person, "guardian")
    late.update(reminded_on=today)
    new.update(noted=True)


def _is_late(today: date) -> Q:
    """Return which cases are nearly due, and that nobody was reminded of lately.

    By the promise that they came under. Where there was none, guardians are reminded all the same.
    """
    due = queries.each_promise(lambda p: _is_due(today, p.acknowledge_days, p.feedback_months)) | Q(
        _is_due(today, *UNPROMISED), promise=None
    )
    due |= Q(next_on__lte=today + timedelta(SOON), closed_on=None)
    lately = Q(reminded_on=None) | Q(reminded_on__lte=today - timedelta(7))
    return due & lately


def _is_due(today: date, days: int, by_month: int) -> Q:
    soon = today + timedelta(SOON)
    to_acknowledge, to_close = soon - timedelta(days), months.same_day(soon, -by_month)
    return Q(acknowledged_on=None, received_on__lte=to_acknowledge) | Q(
        closed_on=None, received_on__lte=to_close
    )


def delete_what_is_due(today: date) -> None:
    """Delete closed cases, as long after it as was promised, and files that never came whole."""
    for case in Case.objects.filter(closed_on__lt=today - timedelta(28)):
        if case.closed_on and months.same_day(case.closed_on, case.keep_months) < today:
            case.delete()
    for file in SealedFile.objects.filter(begun_on__lt=today - timedelta(STALE)):
        if file.parts.count() < file.parts_in_all:
            file.delete()
