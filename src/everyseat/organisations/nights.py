"""Nightly work: whether it is due, and a note that it was done."""

from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils import timezone

HOUR = 2
"""The hour from which it is night."""


def is_due() -> bool:
    """Return whether tonight's work has still to be done.

    It was not done tonight if it was noted for another day, be it a later one: the clock may have
    run ahead.
    """
    now = timezone.localtime()
    return now.hour >= HOUR and _last() != now.date()


def note() -> None:
    """Note that it has been done tonight."""
    _path().write_text(timezone.localdate().isoformat())


def _last() -> date | None:
    try:
        return date.fromisoformat(_path().read_text())
    except (FileNotFoundError, ValueError):
        return None


def _path() -> Path:
    return Path(settings.VAR) / "last-night"
