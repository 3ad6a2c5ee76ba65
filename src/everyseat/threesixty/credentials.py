"""The right to answer once, drawn by a rater's browser and shown when it answers.

For now a signed serial: the server that draws it could remember whom it was drawn for, and must be
trusted not to. Nothing is stored at the draw but that it happened. The answering side sees the
serial alone, and keeps its hash.
"""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from django.core import signing

INVITATION, CREDENTIAL = "everyseat.invitation", "everyseat.credential"


class BadCredential(Exception):
    """A link that this site did not make, or that was changed on its way."""


@dataclass(frozen=True)
class Credential:
    """What a credential says: the review, the relationship, and the hash of its serial."""

    review: str
    relationship: str
    digest: str


def invitation_token(invitation_id: object) -> str:
    """Return the secret part of an invitation's link."""
    return signing.Signer(salt=INVITATION).sign_object(str(invitation_id))


def invitation_id(token: str) -> str:
    """Return which invitation a link is for. BadCredential if it is not ours."""
    return str(_loads(token, INVITATION))


def draw(review_id: object, relationship: str) -> str:
    """Return a new credential for a review and a relationship."""
    serial = secrets.token_urlsafe(16)
    return signing.Signer(salt=CREDENTIAL).sign_object([str(review_id), relationship, serial])


def read(token: str) -> Credential:
    """Return what a credential says. BadCredential if it is not ours."""
    review, relationship, serial = _loads(token, CREDENTIAL)
    return Credential(review, relationship, hashlib.sha256(serial.encode()).hexdigest())


def _loads(token: str, salt: str) -> Any:
    try:
        return signing.Signer(salt=salt).unsign_object(token)
    except signing.BadSignature as error:
        raise BadCredential from error
