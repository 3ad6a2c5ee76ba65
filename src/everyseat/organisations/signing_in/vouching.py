"""Whether a sign-in provider vouches for the address that it sends.

Whoever a provider signs in is recognised by address. Where people may write that address
themselves, anybody could write the chief executive's.
"""

from collections.abc import Mapping
from typing import Any

SAID = ("email_verified", "emailverified", "http://schemas.auth0.com/email_verified")
"""Names, in lower case, under which a provider says whether it has verified an address."""


def by_openid(claims: Mapping[str, Any], believed: bool) -> bool:
    """Return whether an OpenID Connect provider calls the address verified (Core 1.0, 5.1).

    It may say so in the ID token, in its answer about the user, or in both. A provider that says
    nothing of it is believed only if the organisation says so.
    """
    sets = [
        claim_set for claim_set in (claims.get("userinfo"), claims.get("id_token")) if claim_set
    ]
    verifications = [value for claim_set in sets or [claims] for value in _verifications(claim_set)]
    return all(map(_is_true, verifications)) and bool(verifications or believed)


def by_saml(attributes: Mapping[str, Any]) -> bool:
    """Return whether a SAML provider does not call the address unverified.

    SAML has no word for it: who signs the assertion vouches for it, unless it says otherwise.
    """
    return all(map(_is_true, _verifications(attributes)))


def _verifications(claims: Mapping[str, Any]) -> list[object]:
    values = [value for name, value in claims.items() if name.lower() in SAID]
    return [v for value in values for v in (value if isinstance(value, list) else [value])]


def _is_true(value: object) -> bool:
    return value is True or str(value).lower() in ("true", "1")
