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


def encrypt(text: str, purpose: str) -> str:
    # A token holds the time it was made, for all to read: it says 1970 for each of ours.
    return _box(purpose).encrypt_at_time(text.encode(), 0).decode()


def decrypt(text: str, purpose: str) -> str:
    """Return what was encrypted. CannotOpen if the site's key is not the one of that time."""
    try:
        return _box(purpose).decrypt(text.encode()).decode()
    except InvalidToken:
        raise CannotOpen("this was encrypted under another secret-key") from None


def _box(purpose: str) -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=f"everyseat {purpose}".encode())
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))
