"""Codes that are read aloud, or from a wall."""

import secrets

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Nothing that looks like something else."""


def new_code() -> str:
    """Return a code for a link: 8 letters, 39 bits; it lets its holder answer, and read nothing."""
    return "".join(secrets.choice(LETTERS) for _ in range(8))
