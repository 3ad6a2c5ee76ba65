"""Secrets that the database must hold, encrypted under the site's key, which is kept beside it.

A copy of the database alone then opens none of them. Fernet (AES-128-CBC and HMAC-SHA256) under a
key derived from the site's by HKDF (RFC 5869), one for each purpose.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class CannotOpen(ValueError):
    """Something was encrypted under another site's key, or for another purpose."""


def encrypt(text: str, purpose: str, key: str = "") -> str:
    """Return a text encrypted under the site's key, or under `key`."""
    # A token holds the time it was made, for all to read: it says 1970 for each of ours.
    return _box(purpose, key or settings.SECRET_KEY).encrypt_at_time(text.encode(), 0).decode()


def decrypt(text: str, purpose: str, key: str = "") -> str:
    """Return a text decrypted with the site's key, or with `key`.

    CannotOpen if it was encrypted under neither.
    """
    try:
        return _box(purpose, key or settings.SECRET_KEY).decrypt(text.encode()).decode()
    except InvalidToken:
        raise CannotOpen("this was encrypted under another secret-key") from None


def fingerprint(key: str) -> str:
    """Return a fingerprint that identifies a key and reveals nothing else about it."""
    return _derived("fingerprint", key, 16).hex()


def key_for(purpose: str) -> bytes:
    """Return 32 bytes that follow from the site's key, for one purpose alone."""
    return _derived(purpose, settings.SECRET_KEY, 32)


def _box(purpose: str, key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_derived(purpose, key, 32)))


def _derived(purpose: str, key: str, length: int) -> bytes:
    info = f"everyseat {purpose}".encode()
    return HKDF(SHA256(), length=length, salt=None, info=info).derive(key.encode())
