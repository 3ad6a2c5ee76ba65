"""What reporters and guardians do with sealed cases. All that is said comes in ciphertext."""

import re
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, Sum
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.moments.actions import telling as tellings
from everyseat.moments.models import (
    Case,
    Entry,
    FilePart,
    GuardianKey,
    Offer,
    SealedFile,
    Telling,
    Wrapped,
)
from everyseat.organisations import letters
from everyseat.organisations.models import Person
from everyseat.organisations.refusals import NotNow
from everyseat.safety import sealing

LONGEST = 100_000
"""Characters of a sealed message in base64: about 70,000 bytes of text."""
MOST_ENTRIES = 400
PART = 1024 * 1024
MOST_PARTS = 64
"""One megabyte a part, so many a case: 60 MB of files and what sealing adds."""
ALL_FILES = 4 * 1024**3
"""Bytes of files that the site holds at most. Words are always taken."""
SOON = 2
"""Days before a promise is due at which guardians are reminded."""
LOCATOR = re.compile("[0-9a-f]{32}")
RECIPIENT = re.compile("age1[02-9ac-hj-np-z]{58}")
BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")


class Malformed(ValueError):
    """This is not what a page of ours sends."""


@transaction.atomic
def open_case(
    *,
    locator: str,
    recipient: str,
    for_receipt: str,
    keys: dict[str, str],
    entry: str,
    sealed: str,
) -> Case:
    """Keep a new case, sealed to the guardians whom its reporter chose. Sent again it is the same.

    Nobody who holds a role may add or take away one of those keys but who can open the case.
    """
    if not LOCATOR.fullmatch(locator) or not RECIPIENT.fullmatch(recipient):
        raise Malformed
    in_use = {str(key.pk): key for key in GuardianKey.objects.filter(retired_on=None)}
    if not keys or not set(keys) <= set(in_use):
        raise NotNow(_("The guardians have changed. Load this page again; your words stay here."))
    for text in (for_receipt, *keys.values()):
        _must_be_sealed(text, 4000)
    before = Case.objects.filter(locator=sealing.stored(locator)).first()
    if before:
        return _same(before, recipient)
    case = Case.objects.create(
        locator=sealing.stored(locator),
        recipient=recipient,
        for_receipt=for_receipt,
        received_on=timezone.localdate(),
    )
    for key, wrapped in keys.items():
        Wrapped.objects.create(case=case, key=in_use[key], sealed=wrapped)
    _add(case, Entry.By.REPORTER, entry, sealed)
    _tell_guardians(case)
    return case


def _same(case: Case, recipient: str) -> Case:
    if case.recipient != recipient:
        raise Malformed
    return case


def _must_be_sealed(text: object, longest: int) -> None:
    if not isinstance(text, str) or len(text) > longest or not BASE64.fullmatch(text):
        raise Malformed


def add_entry(*, case: Case, by: str, entry: str, sealed: str) -> None:
    """Keep a message of a dialogue. The same one sent again is kept once."""
    with transaction.atomic():
        found = Case.objects.select_for_update().get(pk=case.pk)
        if not _add(found, by, entry, sealed):
            return
        guardian_next = by == Entry.By.REPORTER
        found.waits = Case.Waits.GUARDIAN if guardian_next else Case.Waits.REPORTER
        found.save(update_fields=["waits"])
        if not guardian_next and found.status == Case.Status.RECEIVED:
            set_status(case=found, status=Case.Status.ACKNOWLEDGED)  # an answer is one
        if guardian_next:
            _tell_guardians(found)


def _add(case: Case, by: str, entry: str, sealed: str) -> bool:
    _must_be_sealed(sealed, LONGEST)
    if Entry.objects.filter(pk=_uuid(entry), case=case, by=by).exists():
        return False
    n = case.entries.count()
    if n >= MOST_ENTRIES:
        raise NotNow(_("This dialogue is full. Begin a new one, and name this receipt in it."))
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


def _tell_guardians(case: Case) -> None:
    for key in case.keys.filter(person__isnull=False, retired_on=None).select_related("person"):
        letters.write(key.person, "guardian")


@transaction.atomic
def add_part(*, case: Case, file: str, number: int, of: int, content: bytes) -> None:
    """Keep a part of a sealed file. The same part sent again is kept once."""
    Case.objects.select_for_update().get(pk=case.pk)
    if not 0 < len(content) <= PART or not 1 <= number <= of <= MOST_PARTS:
        raise Malformed
    found, new = SealedFile.objects.get_or_create(
        pk=_uuid(file), defaults={"case": case, "parts_in_all": of}
    )
    if found.case_id != case.pk or found.parts_in_all != of:
        raise Malformed
    if new:
        _must_fit(case, of)
    FilePart.objects.get_or_create(file=found, number=number, defaults={"sealed": content})


def _must_fit(case: Case, parts: int) -> None:
    own = case.files.aggregate(n=Sum("parts_in_all"))["n"] or 0
    everything = FilePart.objects.aggregate(n=Sum(Length("sealed")))["n"] or 0
    if own > MOST_PARTS or everything + parts * PART > ALL_FILES:
        raise NotNow(_("There is no room for this file. Your words have arrived."))


def parts_there(*, case: Case, file: str) -> list[int]:
    """Return which parts of a file have come, so that the rest can be sent."""
    parts = FilePart.objects.filter(file__case=case, file=_uuid(file))
    return list(parts.values_list("number", flat=True))


@transaction.atomic
def set_status(*, case: Case, status: str) -> None:
    """Move a case on; its dates follow. A closed one may be opened again."""
    if status not in Case.Status.values:
        raise Malformed
    found, today = Case.objects.select_for_update().get(pk=case.pk), timezone.localdate()
    found.status = status
    if status != Case.Status.RECEIVED and not found.acknowledged_on:
        found.acknowledged_on = today
    found.closed_on = today if status == Case.Status.CLOSED else None
    found.save(update_fields=["status", "acknowledged_on", "closed_on"])


def keep_record(*, case: Case, sealed: str) -> None:
    """Keep a guardian's own record of a case, sealed to the guardians alone."""
    _must_be_sealed(sealed, LONGEST)
    Case.objects.filter(pk=case.pk).update(record=sealed)


@transaction.atomic
def pass_on(*, case: Case, told: Person, words: dict) -> Telling:
    """Tell somebody what a reporter wants them to be told, in words that leave the seal by it."""
    Case.objects.select_for_update().get(pk=case.pk)
    if Telling.objects.filter(case=case).exists():
        raise NotNow(_("This has been passed on already."))
    return tellings._tell(told, words, case=case)


def remind(today: date) -> None:
    """Write to guardians once a week while a promise is about to be missed, or is."""
    offer = Offer.objects.first() or Offer()
    late_to_acknowledge = Q(
        acknowledged_on=None, received_on__lte=today - timedelta(offer.acknowledge_days - SOON)
    )
    late_to_close = Q(
        closed_on=None, received_on__lte=today - timedelta(30 * offer.feedback_months - SOON)
    )
    fresh = Q(reminded_on=None) | Q(reminded_on__lte=today - timedelta(7))
    for case in Case.objects.filter(late_to_acknowledge | late_to_close, fresh):
        with transaction.atomic():
            if Case.objects.filter(fresh, pk=case.pk).update(reminded_on=today):
                _tell_guardians(case)


def delete_what_is_due(today: date) -> None:
    """Delete cases, with all that hangs on them, so many months after they were closed."""
    offer = Offer.objects.first() or Offer()
    Case.objects.filter(closed_on__lt=today - timedelta(30 * offer.keep_months)).delete()
