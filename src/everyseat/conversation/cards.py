"""The secret on a participant's card: 20 letters, 99 bits. The server keeps its hash alone."""

import hashlib
import secrets

from everyseat.giving.codes import LETTERS

LENGTH, GROUP = 20, 5


def new() -> str:
    """Return the secret of a new card."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def grouped(secret: str) -> str:
    """Return a secret as people read and type it.

    >>> grouped("abcdefghjkmnpqrstuvw")
    'abcde-fghjk-mnpqr-stuvw'
    """
    return "-".join(secret[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def read(typed: str) -> str:
    """Return the secret in what somebody typed or pasted, or "" if it can't be one.

    The link of a card holds its secret, too.

    >>> read(" ABCDE fghjk-mnpqr-stuvw ")
    'abcdefghjkmnpqrstuvw'
    >>> read("https://everyseat.example/conversation/abcd2345/abcdefghjkmnpqrstuvw/card/")
    'abcdefghjkmnpqrstuvw'
    """
    found = map(_letters, typed.split("/"))
    return next((one for one in found if len(one) == LENGTH and set(one) <= set(LETTERS)), "")


def missing(typed: str) -> int:
    """Return how many letters are missing of a card that somebody began to type; 0 if none are."""
    letters = _letters(typed)
    return (
        LENGTH - len(letters) if 0 < len(letters) < LENGTH and set(letters) <= set(LETTERS) else 0
    )


def _letters(typed: str) -> str:
    return "".join(letter for letter in typed.lower() if letter not in " -\t\r\n")


def of_serial(serial: bytes) -> str:
    """Return the secret of a card that was drawn with an invitation, which follows from its serial.

    The serial was blinded when the card was drawn: nobody but its holder knows it.
    """
    left = int.from_bytes(hashlib.sha256(b"everyseat conversation card" + serial).digest())
    letters = []
    for _ in range(LENGTH):
        left, place = divmod(left, len(LETTERS))
        letters.append(LETTERS[place])
    return "".join(letters)


def hashed(secret: str) -> str:
    """Return what is stored of a secret. It has too many bits to be guessed from its hash."""
    return hashlib.sha256(f"everyseat conversation {secret}".encode()).hexdigest()
