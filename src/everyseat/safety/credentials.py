"""Credentials: the right to answer once, which nobody can link to the person who drew it.

The browser makes a secret and from it a serial, and has the serial evaluated blinded (the POPRF of
RFC 9497). What comes back, unblinded, is a *mark* that only the round's key can make for this
serial, this review and this group of raters; the key's holder never saw the serial. Shown later,
serial and mark are checked by computing the mark again.

    browser: secret → serial = serial_of(secret) → blinded ┐
    server:  issue(key, [blinded], info)                   ├ drawing, by name
    browser: checks the proof against the round's public key → mark ┘
    …
    browser: secret, mark → server: is_valid(key, serial_of(secret), mark, info)    answering
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from everyseat.safety import oprf, ristretto255
from everyseat.safety.oprf import Evaluation, Mode

PROTOCOL = oprf.Protocol(Mode.POPRF)
SECRET_SIZE = MARK_SIZE = 16
"""In bytes. 128 bits can't be guessed, and can still be printed on a card."""


class BadCard(ValueError):
    """The card's code can't be read, or the card was not drawn for this."""


@dataclass(frozen=True)
class Card:
    """A rater's card: the serial of its secret, and the mark."""

    serial: bytes
    mark: bytes


def new_key() -> bytes:
    """Return a private key for a round."""
    return ristretto255.random_scalar()


def public_key(key: bytes) -> bytes:
    """Return the public key of a private one."""
    return ristretto255.multiply_generator(key)


def fingerprint(public: bytes) -> str:
    """Return 100 bits of the hash of a public key, as people compare them: ABCDE-FGHIJ-…"""
    digest = hashlib.sha256(b"everyseat key" + public).digest()
    text = base64.b32encode(digest).decode()[:20]
    return "-".join(text[i : i + 5] for i in range(0, 20, 5))


def public_info(review: str, group: str) -> bytes:
    """Return the public info that a credential is bound to: a review and a group."""
    return f"everyseat 1\nreview {review}\nas {group}".encode()


def serial_of(secret: bytes) -> bytes:
    """Return the serial of a secret. ValueError unless the secret has 16 bytes.

    The database stores serials. To change a sheet you need the secret.
    """
    if len(secret) != SECRET_SIZE:
        raise ValueError(f"a secret has {SECRET_SIZE} bytes")
    return hashlib.sha256(b"everyseat serial" + secret).digest()


def issue(key: bytes, blinded: Sequence[bytes], info: bytes) -> Evaluation:
    """Return the evaluation of blinded serials, with the proof that the round's key was used.

    Raises ristretto255.InvalidElement for bytes that no browser of ours would send.
    """
    return PROTOCOL.evaluate(key, blinded, info)


def mark_of(key: bytes, serial: bytes, info: bytes) -> bytes:
    """Return the mark that the key makes for a serial."""
    return PROTOCOL.output(key, serial, info)[:MARK_SIZE]


def is_valid(key: bytes, serial: bytes, mark: bytes, info: bytes) -> bool:
    """Return whether a credential was drawn with this key for this review and group."""
    return hmac.compare_digest(mark_of(key, serial, info), mark)


def read_card(code: str) -> Card:
    """Return the card of a code of two times 26 letters and digits. BadCard if it is none.

    Upper and lower case, spaces and dashes make no difference: people copy it from paper. The
    whole link on a card is read, too.
    """
    in_link = code.rpartition("card=")[2].partition("&")[0]
    letters = "".join(c for c in in_link.upper() if c.isalnum())
    if len(letters) != 52:
        raise BadCard("a card's code has 52 letters and digits")
    try:
        secret, mark = (base64.b32decode(half + "======") for half in (letters[:26], letters[26:]))
    except (binascii.Error, ValueError) as error:
        raise BadCard("a card's code has the letters A to Z and the digits 2 to 7") from error
    return Card(serial_of(secret), mark)


def write_card(secret: bytes, mark: bytes) -> str:
    """Return the code of a card, as the rater's browser writes it."""
    return "-".join(base64.b32encode(part).decode().rstrip("=") for part in (secret, mark))
