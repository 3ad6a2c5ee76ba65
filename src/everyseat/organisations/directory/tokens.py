"""Tokens by which a directory says who it is: shown once, kept as a hash, revoked by a button."""

import hashlib
import secrets
from datetime import timedelta

from django.utils import timezone

from everyseat.giving.states import changing
from everyseat.organisations import limits
from everyseat.organisations.models import DirectoryToken, Person

BYTES = 32
A_MINUTE = 1500
"""Requests that one token may make in a minute: Entra ID sends at most about 25 in a second."""


def make(name: str, by: Person) -> tuple[DirectoryToken, str]:
    """Make a token; return it, and its text, which nobody can read again."""
    text = f"everyseat-{secrets.token_urlsafe(BYTES)}"
    return DirectoryToken.objects.create(name=name, digest=_digest(text), made_by=by), text


def revoke(token: DirectoryToken) -> None:
    """Delete a token: the directory that uses it is refused from then on."""
    DirectoryToken.objects.filter(pk=token.pk).delete()


def found(header: str) -> DirectoryToken | None:
    """Return the token of an Authorization header, or None. It notes the day of its use."""
    scheme, _, text = header.partition(" ")
    if scheme.lower() != "bearer" or not text.strip():
        return None
    token = DirectoryToken.objects.filter(digest=_digest(text.strip())).first()
    today = timezone.localdate()
    if token and token.used_on != today:
        with changing(token):
            token.used_on = today
    return token


def may_go_on(token: DirectoryToken) -> bool:
    """Count a request; return False if there were too many within a minute."""
    return limits.take("scim", str(token.pk), most=A_MINUTE, within=timedelta(minutes=1))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
