"""Who of a file works here today: by its dates of starting and leaving, and its states."""

import re
from datetime import date, datetime
from functools import lru_cache

STYLES = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d-%b-%Y", "%d %b %Y", "%d %B %Y", "%d-%b-%y")
"""How dates are written, beside ISO 8601. ESR writes 01-APR-2024."""
LEFT = {
    *("inactive", "false", "no", "n", "0", "suspended", "terminated", "left", "leaver", "former"),
    *("ex employee", "disabled", "archived", "deleted", "deprovisioned", "t", "i"),
    *("wedi gadael", "anweithredol", "nac ydy"),
}
"""States of somebody who works here no longer. Any other state leaves them as they are."""


@lru_cache(maxsize=4096)
def day(text: str) -> date | None:
    """Return the day that a cell means, or None if it means none.

    The day stands before the month, as in Britain.

    >>> day("31/01/2026"), day("01-APR-2026"), day("2026-04-01 00:00:00"), day("soon")
    (datetime.date(2026, 1, 31), datetime.date(2026, 4, 1), datetime.date(2026, 4, 1), None)
    """
    if not text:
        return None
    text = re.sub(r"[ T]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?(Z|[+-]\d{2}:?\d{2})?$", "", text.strip())
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    for style in STYLES:
        try:
            return datetime.strptime(text, style).date()
        except ValueError:
            continue
    return None


def has_left(leaves: str, state: str, today: date) -> bool:
    """Return whether a file says that somebody works here no longer.

    >>> has_left("31/01/2026", "", date(2026, 2, 1)), has_left("31/01/2026", "", date(2026, 1, 31))
    (True, False)
    >>> has_left("", "Suspended", date(2026, 2, 1)), has_left("", "On leave", date(2026, 2, 1))
    (True, False)
    """
    last = day(leaves)
    return (last is not None and last < today) or _plain(state) in LEFT


@lru_cache(maxsize=4096)
def _plain(state: str) -> str:
    return re.sub(r"[\W_]+", " ", state).strip().lower()


def starts_later(starts: str, today: date) -> date | None:
    """Return the day on which somebody starts, if it is still to come.

    >>> starts_later("2026-03-01", date(2026, 2, 1)), starts_later("2026-01-01", date(2026, 2, 1))
    (datetime.date(2026, 3, 1), None)
    """
    first = day(starts)
    return first if first and first > today else None
