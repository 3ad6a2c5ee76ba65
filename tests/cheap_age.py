"""An age file under a passphrase that opens at once (age-encryption.org/v1, its scrypt recipient).

pyrage and browsers make one that takes a second to open, and so a second to guess. It opens with
the same code, whatever its cost: tests that open a key many times need not wait for it.
"""

import base64
import hashlib
import hmac
import secrets

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

COST = 10
"""The base-2 logarithm of scrypt's work factor; what people use has 18 or more."""
LABEL = b"age-encryption.org/v1/scrypt"


def encrypt(plain: bytes, passphrase: str) -> bytes:
    """Return up to 64 KiB encrypted under a passphrase, in place of `pyrage.passphrase.encrypt`."""
    file_key, salt, nonce = (secrets.token_bytes(16) for _ in range(3))
    wrapping = hashlib.scrypt(passphrase.encode(), salt=LABEL + salt, n=2**COST, r=8, p=1, dklen=32)
    wrapped = ChaCha20Poly1305(wrapping).encrypt(bytes(12), file_key, None)
    header = f"age-encryption.org/v1\n-> scrypt {_b64(salt)} {COST}\n{_b64(wrapped)}\n---"
    mac = hmac.digest(_derived(file_key, b"", b"header"), header.encode(), "sha256")
    payload = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
    last_chunk = bytes(11) + b"\1"
    return f"{header} {_b64(mac)}\n".encode() + nonce + payload.encrypt(last_chunk, plain, None)


def _derived(file_key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(file_key)


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode().rstrip("=")
