"""The numbers of statements, as forms, addresses and tables hold them."""

LONGEST = 7
"""Digits: a conversation has fewer statements by far."""


def read(typed: str) -> int:
    """Return the number of a statement; 0, which none has, for anything else.

    >>> read("12"), read("x"), read("-1"), read("9" * 30)
    (12, 0, 0, 0)
    """
    is_one = typed.isascii() and typed.isdigit() and len(typed) <= LONGEST
    return int(typed) if is_one else 0
