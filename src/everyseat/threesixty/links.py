"""The links and cards that raters hold.

An invitation's link carries the invitation, signed. A card carries a secret that the rater's
browser made and the mark that it drew: this server reads it only when it is shown.
"""

import base64
import binascii
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse

from everyseat.safety import credentials

SALT = "everyseat.invitation"


class BadLink(Exception):
    """A link or a card that this site did not make, or that was changed on its way."""


@dataclass(frozen=True)
class Card:
    """What a rater's card says: the serial of its secret, and the mark."""

    serial: bytes
    mark: bytes


def link_to(view: str, *arguments: object) -> str:
    """Return the whole address of a page."""
    return settings.URL + reverse(view, args=arguments)


def invitation_token(invitation_id: object) -> str:
    """Return the secret part of an invitation's link."""
    return signing.Signer(salt=SALT).sign_object(str(invitation_id))


def invitation_id(token: str) -> str:
    """Return which invitation a link is for. BadLink if it is not ours."""
    try:
        return str(signing.Signer(salt=SALT).unsign_object(token))
    except signing.BadSignature as error:
        raise BadLink from error


def read_card(code: str) -> Card:
    """Return what a card's code says: two times 26 letters and digits. BadLink if it can't be read.

    Upper and lower case, spaces and dashes make no difference: people copy it from paper.
    """
    letters = "".join(c for c in code.upper() if c.isalnum())
    if len(letters) != 52:
        raise BadLink
    try:
        secret, mark = (base64.b32decode(half + "======") for half in (letters[:26], letters[26:]))
    except binascii.Error as error:
        raise BadLink from error
    return Card(credentials.serial_of(secret), mark)


def write_card(secret: bytes, mark: bytes) -> str:
    """Return the code of a card, as the rater's browser writes it."""
    return "-".join(base64.b32encode(part).decode().rstrip("=") for part in (secret, mark))
