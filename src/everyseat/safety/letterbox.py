"""The letterbox: what is given is kept safe at once, and put in its place later, shuffled.

While it waits, each item is sealed under a key that is destroyed when the letterbox is emptied, and
padded to one size. What a database leaves behind (a journal, a free page, a backup) is
then noise: it tells neither which answer came when nor how long it was. This module is the pure
part: sealing and naming.
"""

import hashlib
import hmac
import secrets
import zlib
from collections.abc import Iterable
from typing import TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

Item = TypeVar("Item")

SIZE = 2**14
"""Bytes that every sealed item is padded to: a length tells nothing. What is sealed is compressed
first, so that four questions of 4,000 letters fit in any language we tried."""
_NONCE, _LENGTH = 12, 4


class CannotOpen(Exception):
    """The key is not the one that sealed this, or somebody changed it."""


class TooLong(ValueError):
    """More than an item can hold: it must be said to its writer, and is never cut."""


def new_key() -> bytes:
    """Return a key for one filling of the letterbox."""
    return ChaCha20Poly1305.generate_key()


def seal(key: bytes, content: bytes) -> bytes:
    """Return content compressed, padded and encrypted (ChaCha20-Poly1305, RFC 8439), or TooLong."""
    packed = zlib.compress(content, 9)
    room = SIZE - _LENGTH - len(packed)
    if room < 0:
        raise TooLong
    padded = len(packed).to_bytes(_LENGTH) + packed + bytes(room)
    nonce = secrets.token_bytes(_NONCE)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, padded, None)


def unseal(key: bytes, sealed: bytes) -> bytes:
    """Return what was sealed. CannotOpen with another key."""
    try:
        padded = ChaCha20Poly1305(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], None)
    except InvalidTag:
        raise CannotOpen from None
    length = int.from_bytes(padded[:_LENGTH])
    return zlib.decompress(padded[_LENGTH : _LENGTH + length])


def tag(key: bytes, name: str) -> str:
    """Return the name of an item while it waits: the same for a revision, and no use later."""
    return hmac.new(key, name.encode(), hashlib.sha256).hexdigest()


def shuffled(items: Iterable[Item]) -> list[Item]:
    """Return items in an order that nothing else knows (the system's random numbers)."""
    mixed = list(items)
    secrets.SystemRandom().shuffle(mixed)
    return mixed
