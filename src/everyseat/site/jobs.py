"""Background work: letters to send and dates to keep. All of it is in the database, so that a
restart loses nothing; several workers may run at once."""

import logging
import threading
import time

from django.db import close_old_connections
from django.utils import timezone

from everyseat.organisations import letterbox, letters
from everyseat.threesixty.actions import answers, cycles, retention

log = logging.getLogger(__name__)
PAUSE_S = 2.0


def work_once() -> None:
    """Keep the dates, delete what is due, empty the letterbox by night, send the letters."""
    cycles.keep_dates(timezone.localdate())
    retention.delete_what_is_due(timezone.localdate())
    if letterbox.is_due():
        answers.deliver()
    letters.send_waiting()


def work_for_ever() -> None:
    """Work, pause, and go on; a failure is logged and tried again."""
    while True:
        close_old_connections()
        try:
            work_once()
        except Exception:  # whatever it was, the letters and dates after it must not wait for ever
            log.exception("Background work failed; it will be tried again.")
        time.sleep(PAUSE_S)


def start_thread() -> None:
    """Work in the background of this process until it ends."""
    threading.Thread(target=work_for_ever, name="everyseat-jobs", daemon=True).start()
