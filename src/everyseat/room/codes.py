"""Codes to type: six digits that stand on the screen, for as long as a live session is open.

They find a session, and its address then has a longer code that nobody can guess. No database.
"""

import secrets
import unicodedata

LENGTH = 6


def new() -> str:
    """Return six digits, drawn at random."""
    return f"{secrets.randbelow(10**LENGTH):0{LENGTH}}"


def read(typed: str) -> str:
    """Return a code as it is stored: without spaces, hyphens and capitals."""
    plain = unicodedata.normalize("NFKC", typed).casefold()
    return "".join(c for c in plain if c.isascii() and c.isalnum())


def is_short(code: str) -> bool:
    """Return whether a code, once read, is six digits."""
    return len(code) == LENGTH and code.isdigit()


def grouped(code: str) -> str:
    """Return six digits in groups of three, as they are read aloud: 123 456."""
    return f"{code[:3]} {code[3:]}" if is_short(code) else code
