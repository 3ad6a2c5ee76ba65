"""The links that raters are sent: an invitation, signed."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

SALT = "everyseat.invitation"


class BadLink(Exception):
    """A link that this site did not make, or that was changed on its way."""


def link_to(view: str, *arguments: object) -> str:
    """Return the whole address of a page."""
    return settings.URL + reverse(view, args=arguments)


def invitation_token(invitation_id: object) -> str:
    """Return the secret part of an invitation's link."""
    return signing.Signer(salt=SALT).sign_object(str(invitation_id))


def holder(person: object, cycle: object) -> str:
    """Return what a rater's browser keeps their cards of a cycle under: no name, no link."""
    return signing.Signer(salt=SALT).signature(f"holder {person} {cycle}")


def invitation_id(token: str) -> str:
    """Return which invitation a link is for. BadLink if it is not ours."""
    try:
        return str(signing.Signer(salt=SALT).unsign_object(token))
    except signing.BadSignature as error:
        raise BadLink from error
