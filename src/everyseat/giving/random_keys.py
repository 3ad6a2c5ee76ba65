"""Keys of rows that do not tell which of two came first."""

import secrets

BITS = 53
"""What a number in JavaScript holds exactly."""


def random_key() -> int:
    """Return the key of a new row. Two of a million rows are the same once in 18,000 tables.

    Keys that count upwards tell in which night somebody's words came, where the row keeps the week
    alone; and a table is kept in the order of its keys.
    """
    return secrets.randbits(BITS)
