"""The address of the live part, which is served beside Django: no URL pattern knows it."""

import re

ADDRESS = re.compile(r"/conversation/([a-z0-9]{8})/([a-z0-9-]{20,30})/next")


def following(code: str, card: str) -> str:
    """Return where an answer is sent for the statement that comes next."""
    return f"/conversation/{code}/{card}/next"
