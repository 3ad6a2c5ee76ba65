"""Sealed snapshots: a state that is sealed anew at each change, under a key that moves on.

A database leaves old versions behind: in a journal, a free page, a dead tuple, a backup. Whoever
reads them in order learns who came when. So the whole of a state is sealed at each change under the
next key of a chain, and the key before is destroyed. An old version is then noise, even to somebody
who holds the newest key: forward-secure encryption (Bellare and Yee, 2003, *Forward-security in
private-key cryptography*), with HMAC-SHA256 as the function that leads from key to key. Now and
then a new chain is begun, with a key that no earlier one leads to. This module is the pure part.
"""

import hashlib
import hmac
import secrets
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

Item = TypeVar("Item")

SIZE = 2**14
"""Bytes that the smallest snapshot is padded to; larger ones to the next power of two."""
LARGEST_ITEM = 2**14
"""Compressed bytes that one thing in a snapshot may have. Four questions of 4,000 letters fit in
any language we tried."""
LARGEST_BY_LINK = 2**20
"""Bytes of the largest snapshot in which whoever has a link may put something: it is sealed whole
at each change, so this bounds what one more costs."""
MOST_STEPS = 2_000_000
"""Steps between a key and a snapshot beyond which one of the two is damaged (a second's work)."""
_NONCE, _LENGTH, _PROOF = 12, 4, 16


class CannotOpen(Exception):
    """The key is not the one that sealed this, or somebody changed it."""


class TooLong(ValueError):
    """The item is too long. Its writer must be told: it is never cut."""


@dataclass(frozen=True)
class Key:
    """A key of a chain, and how many changes came before it."""

    step: int
    secret: bytes

    @classmethod
    def new(cls, step: int = 0) -> "Key":
        """Return the first key of a new chain."""
        return cls(step, secrets.token_bytes(32))

    def at(self, step: int) -> "Key":
        """Return the key of a later step. CannotOpen for an earlier one: it was destroyed."""
        if not 0 <= step - self.step <= MOST_STEPS:
            raise CannotOpen
        secret = self.secret
        for _ in range(step - self.step):
            secret = _derive(secret, b"next")
        return Key(step, secret)


def seal(key: Key, content: bytes) -> bytes:
    """Return content compressed, padded and encrypted (ChaCha20-Poly1305, RFC 8439).

    Its length is a power of two from SIZE on, and 28 bytes: it tells about how much there is.
    """
    packed = zlib.compress(content, 1)
    framed = len(packed).to_bytes(_LENGTH) + packed
    room = max(SIZE, 1 << (len(framed) - 1).bit_length()) - len(framed)
    nonce = secrets.token_bytes(_NONCE)
    return nonce + _box(key).encrypt(nonce, framed + bytes(room), key.step.to_bytes(8))


def unseal(key: Key, sealed: bytes) -> bytes:
    """Return the sealed content. CannotOpen with another key, or at another step."""
    try:
        padded = _box(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], key.step.to_bytes(8))
    except InvalidTag:
        raise CannotOpen from None
    length = int.from_bytes(padded[:_LENGTH])
    return zlib.decompress(padded[_LENGTH : _LENGTH + length])


def room(sealed: bytes) -> int:
    """Return the bytes that a sealed snapshot has room for."""
    return len(sealed) - _NONCE - _PROOF


def must_fit(item: bytes) -> None:
    """Raise TooLong for more than one thing in a snapshot may hold."""
    if len(zlib.compress(item, 9)) > LARGEST_ITEM:
        raise TooLong


def tag(key: bytes, name: str) -> str:
    """Return the stored tag of a snapshot, which reveals nothing of its name."""
    return hmac.new(key, name.encode(), hashlib.sha256).hexdigest()


def shuffled(items: Iterable[Item]) -> list[Item]:
    """Return items in an order that nothing else knows (the system's random numbers)."""
    mixed = list(items)
    secrets.SystemRandom().shuffle(mixed)
    return mixed


def _box(key: Key) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(_derive(key.secret, b"seal"))


def _derive(secret: bytes, purpose: bytes) -> bytes:
    return hmac.digest(secret, purpose, "sha256")
