"""Logos of organisations: which files are one, and what each is called.

A logo is served as it was given, under a type that its first bytes say and that browsers may not
guess anew. Only who manages people can give one.
"""

import hashlib

LARGEST = 200_000
"""Bytes: a logo is on every page, on phones too."""
TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}


def kind_of(content: bytes) -> str:
    """Return the ending of an image that browsers show; "" of anything else.

    The signatures are those of PNG (W3C, 5.2), JPEG (ITU-T T.81, B.1.1.3) and WebP (RFC 9649, 2.4).
    """
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    return ""


def name_of(content: bytes) -> str:
    """Return the name of a logo: another content has another, so that browsers may keep each."""
    return f"{hashlib.sha256(content).hexdigest()[:16]}.{kind_of(content)}"


def type_of(name: str) -> str:
    """Return the media type of a logo, by its name."""
    return TYPES[name.rpartition(".")[2]]
