"""The addresses of the live part, which is served beside Django: no URL pattern knows them."""

import re

WHAT = ("live", "state", "page", "answer", "people", "time")
ADDRESS = re.compile(rf"/room/([a-z0-9]{{8}})/({'|'.join(WHAT)})")


def live(code: str) -> dict[str, str]:
    """Return a room's live addresses, by what is there."""
    return {what: f"/room/{code}/{what}" for what in WHAT}
