"""Background work: e-mails to send and dates to keep. All of it is in the database, so that a
restart loses nothing; several workers may run at once.

E-mail has threads of its own: a mail server that hangs holds nothing else up, and a code to sign in
does not wait behind anything.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TypeVar

from django.db import close_old_connections

from everyseat.faults import described
from everyseat.giving import forgetting, snapshots
from everyseat.organisations import clock, limits, nights, outbox, people_run, trouble
from everyseat.organisations.mail import sending
from everyseat.organisations.models import Email
from everyseat.organisations.stand_ins import actions as stand_ins
from everyseat.site.parts import parts

log = logging.getLogger(__name__)
PAUSE_S = 2.0
Result = TypeVar("Result")


def work_once() -> None:
    """Keep dates, delete what is due, forget what was before, and work by night.

    One that fails does not keep the others from being done; it is logged and tried again.
    """
    job: Callable[[], object]
    for job in (limits.forget, trouble.tell, forgetting.keep_up):
        _attempt(job)
    today = _attempt(clock.today)
    for job in _of_the_day(today) if today else []:
        _attempt(job)


def _attempt(job: Callable[[], Result]) -> Result | None:
    try:
        return job()
    except Exception as error:  # whatever it was, the other jobs must not wait for ever
        if trouble.is_of_storage(error):
            trouble.note()
        log.error("Background work failed and will be tried again: %s", described(error))
        return None


def _of_the_day(today: date) -> list[Callable[[], object]]:
    """Return what hangs on today's date."""
    return [
        sending.clear_up,
        *(partial(job, today) for part in parts() for job in part.daily),
        lambda: stand_ins.forget(today),
        lambda: by_night() if nights.is_due() else None,
    ]


def by_night() -> None:
    """Count about how much waits, drop what leads nowhere, and import people."""
    for part in parts():
        for job in part.nightly:
            job()
    people_run.nightly()
    snapshots.empty_the_journal()
    nights.note()


def work_for_ever() -> None:
    """Work, pause, and go on."""
    while True:
        close_old_connections()
        work_once()
        time.sleep(PAUSE_S)


def work_slowly_for_ever() -> None:
    """Do what may take a minute, as the reports of a closed round: on a thread of its own."""
    while True:
        for job in [job for part in parts() for job in part.slow]:
            close_old_connections()
            _attempt(job)
        time.sleep(PAUSE_S)


def send_for_ever() -> None:
    """Send all e-mails, the most urgent first."""
    while True:
        close_old_connections()
        send_once()
        time.sleep(PAUSE_S)


def send_codes_for_ever() -> None:
    """Send codes to sign in, also while a long batch of others goes out."""
    while True:
        outbox.URGENT.wait(PAUSE_S)
        outbox.URGENT.clear()
        close_old_connections()
        send_once((Email.Urgency.CODE,))


def send_once(urgencies: tuple[int, ...] = tuple(Email.Urgency)) -> None:
    """Send what is due; what goes wrong is logged, and tried again."""
    _attempt(lambda: outbox.send_waiting(urgencies))


def start_threads() -> None:
    """Work in the background of this process until it ends."""
    for work in (work_for_ever, work_slowly_for_ever, send_for_ever, send_codes_for_ever):
        threading.Thread(target=work, name=f"everyseat-{work.__name__}", daemon=True).start()
