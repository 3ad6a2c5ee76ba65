"""Sealed cases, as the browser seals them: `frontend/scripts/moments/sealing.ts` is the
other end.

A reporter's words are encrypted to guardians with age (X25519, HKDF-SHA256, ChaCha20-Poly1305; the
format is specified at age-encryption.org/v1). A receipt of eight words (88 bits) is stretched with
Argon2id (RFC 9106) into the key that opens the case for its reporter, and the locator by which the
server finds it. The server itself needs `stored`
alone: the rest is for tests, tools and the demonstration.
"""

import base64
import hashlib
import json
import re
import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyrage
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

WORDS = 8
SALT = b"everyseat receipt 1"
ITERATIONS, LANES, MEMORY = 2, 1, 19456
"""OWASP's smallest parameters for Argon2id; memory in kibibytes."""
_KEY, _LOCATOR, _NONCE = 32, 16, 12
LISTED, MESSAGE = 512, 4096
"""Bytes that a line of a list, and a message, are padded to a multiple of."""

Content = Mapping[str, Any]


class CannotOpen(Exception):
    """The key, the receipt or the passphrase is not the one that sealed this."""


@dataclass(frozen=True)
class Stretched:
    """The key (32 bytes) and the locator (hexadecimal) derived from a receipt."""

    key: bytes
    locator: str


@dataclass(frozen=True)
class NewCase:
    """A case's key pair, and its private part wrapped under the receipt and to each guardian."""

    identity: str
    recipient: str
    locator: str
    for_receipt: str
    keys: dict[str, str]


def stretch(receipt: str) -> Stretched:
    """Stretch a receipt. ValueError unless it has eight words."""
    words = re.findall("[a-z]+", receipt.lower())
    if len(words) != WORDS:
        raise ValueError(f"a receipt has {WORDS} words")
    kdf = Argon2id(
        salt=SALT,
        length=_KEY + _LOCATOR,
        iterations=ITERATIONS,
        lanes=LANES,
        memory_cost=MEMORY,
    )
    out = kdf.derive(" ".join(words).encode())
    return Stretched(out[:_KEY], out[_KEY:].hex())


def stored(locator: str) -> str:
    """Return the stored hash of a locator, so that a copy of the database opens nothing."""
    return hashlib.sha256(b"everyseat case " + locator.encode()).hexdigest()


def new_case(receipt: str, guardians: Mapping[str, str], listed: Content) -> NewCase:
    """Make a case for a receipt: `guardians` are age recipients by the name of their key.

    `listed` is what stands in a guardian's list: its “title”.
    """
    stretched, own_key = stretch(receipt), pyrage.x25519.Identity.generate()
    identity, nonce = str(own_key), secrets.token_bytes(_NONCE)
    wrapped = ChaCha20Poly1305(stretched.key).encrypt(nonce, identity.encode(), None)
    content = {"identity": identity, **listed}
    keys = {name: seal(content, [key], LISTED) for name, key in guardians.items()}
    recipient, for_receipt = str(own_key.to_public()), _base64(nonce + wrapped)
    return NewCase(identity, recipient, stretched.locator, for_receipt, keys)


def open_with_receipt(key: bytes, for_receipt: str) -> str:
    """Return a case's identity. CannotOpen with another receipt."""
    sealed = base64.b64decode(for_receipt)
    try:
        return ChaCha20Poly1305(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], None).decode()
    except InvalidTag:
        raise CannotOpen from None


def seal(content: Content, recipients: Sequence[str], step: int = MESSAGE) -> str:
    """Seal something to age recipients, padded to a multiple of `step` bytes, as base64."""
    text = json.dumps(content, ensure_ascii=False).encode()
    return _base64(_encrypt(text.ljust(-(-len(text) // step) * step), recipients))


def unseal(sealed: str, identity: str) -> dict[str, Any]:
    """Open a message with an age identity. CannotOpen with another."""
    content: dict[str, Any] = json.loads(unseal_bytes(base64.b64decode(sealed), identity))
    return content


def unseal_bytes(sealed: bytes, identity: str) -> bytes:
    """Return the content sealed to an age identity. CannotOpen with another."""
    try:
        return bytes(pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(identity)]))
    except (pyrage.DecryptError, pyrage.IdentityError):
        raise CannotOpen from None


def new_guardian_key(passphrase: str) -> tuple[str, str, str]:
    """Return a guardian's identity, its recipient, and the identity kept under a passphrase."""
    key = pyrage.x25519.Identity.generate()
    under_passphrase = _base64(pyrage.passphrase.encrypt(str(key).encode(), passphrase))
    return str(key), str(key.to_public()), under_passphrase


def new_name() -> str:
    """Return a name for a message or a file, as a browser makes it."""
    return str(uuid.uuid4())


def _encrypt(content: bytes, recipients: Sequence[str]) -> bytes:
    keys = [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
    return bytes(pyrage.encrypt(content, keys))


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()
