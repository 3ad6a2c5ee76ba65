"""The prime-order group ristretto255 (RFC 9496) with the hashes of RFC 9380 and RFC 9497.

Elements and scalars are the 32 bytes of their encodings. The arithmetic is libsodium's, by way of
rbcl: scalar multiplication and inversion take a time that does not depend on their secrets. Bytes
from outside go through `element` or `scalar` first.
"""

import hashlib

import rbcl

SIZE = 32
ORDER = 2**252 + 27742317777372353535851937790883648493
FIELD = 2**255 - 19
IDENTITY = bytes(SIZE)


class InvalidElement(ValueError):
    """Bytes that are no element, the identity, or no scalar."""


def element(encoded: bytes) -> bytes:
    """Return the bytes of an element that came from outside. InvalidElement if they are none.

    As RFC 9497, section 4.1, requires: a canonical encoding (RFC 9496, section 4.3.1), and not the
    identity.
    """
    if len(encoded) != SIZE or encoded == IDENTITY or not _is_canonical(encoded):
        raise InvalidElement("not an element of ristretto255")
    if not rbcl.crypto_core_ristretto255_is_valid_point(encoded):
        raise InvalidElement("not an element of ristretto255")
    return encoded


def _is_canonical(encoded: bytes) -> bool:
    """Return whether the bytes are a field element as it is written: reduced, and not negative.

    libsodium overlooks the highest bit, so that each element would have a second encoding.
    """
    value = int.from_bytes(encoded, "little")
    return value < FIELD and value % 2 == 0


def scalar(encoded: bytes) -> bytes:
    """Return the bytes of a scalar that came from outside. InvalidElement if not reduced."""
    if len(encoded) != SIZE or int.from_bytes(encoded, "little") >= ORDER:
        raise InvalidElement("not a scalar of ristretto255")
    return encoded


def random_scalar() -> bytes:
    """Return a random scalar other than zero."""
    return bytes(rbcl.crypto_core_ristretto255_scalar_random())


def multiply(by: bytes, point: bytes) -> bytes:
    """Return `by` times an element."""
    return bytes(rbcl.crypto_scalarmult_ristretto255_allow_scalar_zero(by, point))


def multiply_generator(by: bytes) -> bytes:
    """Return `by` times the generator."""
    return bytes(rbcl.crypto_scalarmult_ristretto255_base_allow_scalar_zero(by))


def add(first: bytes, second: bytes) -> bytes:
    """Return the sum of two elements."""
    return bytes(rbcl.crypto_core_ristretto255_add(first, second))


def add_scalars(first: bytes, second: bytes) -> bytes:
    return bytes(rbcl.crypto_core_ristretto255_scalar_add(first, second))


def subtract_scalars(first: bytes, second: bytes) -> bytes:
    return bytes(rbcl.crypto_core_ristretto255_scalar_sub(first, second))


def multiply_scalars(first: bytes, second: bytes) -> bytes:
    return bytes(rbcl.crypto_core_ristretto255_scalar_mul(first, second))


def invert(scalar: bytes) -> bytes:
    """Return the inverse of a scalar other than zero."""
    return bytes(rbcl.crypto_core_ristretto255_scalar_invert(scalar))


def hash_to_element(message: bytes, domain: bytes) -> bytes:
    """Return the element that a message stands for: hash_to_ristretto255 of RFC 9380, app. B."""
    return bytes(rbcl.crypto_core_ristretto255_from_hash(expand(message, domain, 64)))


def hash_to_scalar(message: bytes, domain: bytes) -> bytes:
    """Return the scalar that a message stands for (RFC 9497, section 4.1)."""
    return bytes(rbcl.crypto_core_ristretto255_scalar_reduce(expand(message, domain, 64)))


def expand(message: bytes, domain: bytes, size: int) -> bytes:
    """Return `size` (at most 64) uniform bytes: expand_message_xmd of RFC 9380, section 5.3.1.

    With SHA-512 one block gives up to 64 bytes, and nothing here asks for more.
    """
    if not 0 < size <= 64 or not 0 < len(domain) <= 255:
        raise ValueError("one block of SHA-512, and a domain of 1 to 255 bytes")
    suffix = domain + bytes([len(domain)])
    first = hashlib.sha512(bytes(128) + message + size.to_bytes(2) + b"\0" + suffix).digest()
    return hashlib.sha512(first + b"\1" + suffix).digest()[:size]
