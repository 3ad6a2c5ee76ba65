"""Faults of the site itself: its disk, its database, its clock, its keys.

They are kept in memory, as a full disk can't store them. Administrators see them on their first
page, and get an e-mail directly: one queued in the database might never be sent.
"""

import errno
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import DatabaseError, InternalError, OperationalError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from everyseat.giving import snapshots
from everyseat.organisations import clock, queries, roles
from everyseat.organisations.mail import state as mail_state

DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}
LEAST_FREE = 500 * 1024**2
"""Bytes below which a disk is said to be nearly full."""
REMEMBERED_S = 3600
"""Seconds for which it is said that something could not be stored."""
TOLD_AGAIN_S = 12 * 3600


@dataclass(frozen=True)
class Trouble:
    """A fault that administrators must know about, and what to do."""

    key: str
    text: str


TEXTS = {
    "storage": gettext_lazy(
        "In the last hour, Everyseat could not store something. The people affected were "
        "told, and their words are still on their page. Check that the disk has space, that "
        "it can be written to, and that the database runs."
    ),
    "space": gettext_lazy(
        "The disk is nearly full. Free some space now: when it is full, nobody can give feedback."
    ),
    "clock": gettext_lazy(
        "The date of this machine has jumped, or the site was switched off for some days. "
        "Until you confirm the date, nothing is closed or deleted, and no reminder is sent."
    ),
    "keys": gettext_lazy(
        "Some waiting answers can't be opened. Their keys are missing, or are newer than "
        "the database, as after a restore. See “Back up” in docs/operating.md."
    ),
    "mail": gettext_lazy(
        "Some e-mails have failed, or no e-mail can be sent now. To see why, go to "
        "Organisation, then E-mail."
    ),
}
LOOKED_EVERY_S = 60
_failed_at: float | None = None
_looked_at = -1e9
_missing = (-1e9, False)
_last_told: dict[str, float] = {}


def is_of_storage(error: BaseException | None) -> bool:
    """Return whether an error says that nothing can be stored now."""
    if isinstance(error, OSError) and not isinstance(error, DatabaseError):
        return error.errno in DISK
    return isinstance(error, OperationalError | InternalError)


def note() -> None:
    """Note that something could not be stored."""
    global _failed_at
    _failed_at = time.monotonic()


def now() -> list[Trouble]:
    """Return the current faults."""
    problems = {
        "storage": _failed_at is not None and time.monotonic() - _failed_at < REMEMBERED_S,
        "space": any(shutil.disk_usage(f).free < LEAST_FREE for f in _folders()),
        "clock": clock.is_held(),
        "keys": _keys_are_missing(),
        "mail": mail_state.in_trouble(),
    }
    return [Trouble(key, str(TEXTS[key])) for key, is_there in problems.items() if is_there]


def tell() -> None:
    """E-mail the administrators about new faults, at most twice a day for each."""
    global _looked_at
    at = time.monotonic()
    if at - _looked_at < LOOKED_EVERY_S:
        return
    _looked_at = at
    lately = {key for key, told_at in _last_told.items() if at - told_at < TOLD_AGAIN_S}
    new = [t for t in now() if t.key not in lately | {"mail"}]  # no e-mail says that none goes out
    to = list(queries.holders(roles.ADMINISTRATOR).values_list("email", flat=True)) if new else []
    if to:
        text = "\n\n".join(t.text for t in new) + f"\n\n{settings.URL}"
        EmailMessage(_("Everyseat needs you"), text, to=to).send()
        _last_told.update(dict.fromkeys([t.key for t in new], at))


def _keys_are_missing() -> bool:
    """Return whether keys are missing, as it was within the last minute: it reads many files."""
    global _missing
    if time.monotonic() - _missing[0] >= LOOKED_EVERY_S:
        _missing = (time.monotonic(), snapshots.some_lack_their_key())
    return _missing[1]


def _folders() -> list[Path]:
    return [f for f in map(Path, (settings.VAR, settings.LETTERBOX_FOLDER)) if f.exists()]
