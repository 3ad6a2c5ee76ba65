"""Signed links in e-mails: a copy of the database alone is not enough to make one."""

from django.conf import settings
from django.core import signing
from django.urls import reverse


class BadLink(Exception):
    """A link that this site did not make, or that was changed on its way."""


def link_to(view: str, *arguments: object) -> str:
    """Return the whole address of a page."""
    return settings.URL + reverse(view, args=arguments)


class Signed:
    """Links for one purpose."""

    def __init__(self, salt: str):
        self.signer = signing.Signer(salt=salt)

    def token(self, pk: object) -> str:
        """Return the secret part of a link."""
        return self.signer.sign_object(str(pk))

    def opened(self, token: str) -> str:
        """Return the identifier in a link. BadLink if we did not sign it."""
        try:
            return str(self.signer.unsign_object(token))
        except signing.BadSignature as error:
            raise BadLink from error

    def holder(self, *about: object) -> str:
        """Return the name under which a browser stores a person's cards; it identifies nobody.

        It must not change with the site's key while they are kept: the oldest one makes it.
        """
        oldest = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS][-1]
        return self.signer.signature(" ".join(map(str, ("holder", *about))), oldest)
