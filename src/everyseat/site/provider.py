"""Signing in by way of the organisation's own provider: OpenID Connect or SAML 2.0.

The provider is believed about addresses. It makes nobody known: who signs in is in the directory
already. See `everyseat.organisations.sign_in_elsewhere`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

MAIL = (
    "email",
    "mail",
    "urn:oid:0.9.2342.19200300.100.1.3",
    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
)
"""Names under which SAML providers send an e-mail address (RFC 4524 by OID; WS-Federation)."""


class BadSetting(ValueError):
    """What the environment says of the provider can't be used; the text says what to change."""


@dataclass(frozen=True)
class Provider:
    """A provider: its name on the button, the page it leads to, its address, allauth's settings."""

    name: str
    view: str
    key: str
    address: str
    app: str
    settings: dict[str, Any]

    @property
    def origin(self) -> str:
        """Return where its page is, for the policy of forms."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"


def chosen(environment: Mapping[str, str]) -> Provider | None:
    """Return the provider that the environment names, if any. BadSetting if it can't be used."""
    oidc = environment.get("EVERYSEAT_OIDC_URL", "")
    saml = environment.get("EVERYSEAT_SAML_METADATA", "")
    if oidc and saml:
        raise BadSetting("Set EVERYSEAT_OIDC_URL or EVERYSEAT_SAML_METADATA, not both.")
    if oidc:
        return _oidc(oidc, environment)
    return _saml(Path(saml), environment) if saml else None


def _oidc(address: str, environment: Mapping[str, str]) -> Provider:
    name = environment.get("EVERYSEAT_OIDC_NAME", "single sign-on")
    app = {
        "provider_id": "oidc",
        "name": name,
        "client_id": environment.get("EVERYSEAT_OIDC_CLIENT", ""),
        "secret": environment.get("EVERYSEAT_OIDC_SECRET", ""),
        "settings": {"server_url": address},
    }
    settings = _believed(app) | {"OAUTH_PKCE_ENABLED": True}
    return Provider(name, "openid_connect_login", "oidc", address, "openid_connect", settings)


def _saml(metadata: Path, environment: Mapping[str, str]) -> Provider:
    idp = _described(metadata)
    name = environment.get("EVERYSEAT_SAML_NAME", "single sign-on")
    app = {
        "provider_id": idp["entity_id"],
        "name": name,
        "client_id": "saml",
        "settings": {
            "idp": idp,
            "attribute_mapping": {"email": list(MAIL)},
            "advanced": {"strict": True, "want_assertion_signed": True},
        },
    }
    return Provider(name, "saml_login", "saml", idp["sso_url"], "saml", _believed(app))


def _believed(app: dict[str, Any]) -> dict[str, Any]:
    return {"APPS": [app], "VERIFIED_EMAIL": True, "EMAIL_AUTHENTICATION": True}


def _described(metadata: Path) -> dict[str, str]:
    """Return what a provider's metadata file says: its identity, page and certificate."""
    try:
        from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser as Parser
    except ImportError as error:
        raise BadSetting("SAML needs more: pip install 'everyseat[saml]'.") from error
    try:
        found = Parser.parse(metadata.read_bytes())["idp"]
        return {
            "entity_id": found["entityId"],
            "sso_url": found["singleSignOnService"]["url"],
            "x509cert": found["x509cert"],
        }
    except OSError as error:
        raise BadSetting(f"EVERYSEAT_SAML_METADATA: {metadata} can't be read: {error}") from error
    except Exception as error:  # whatever the XML made the parser raise
        raise BadSetting(
            f"EVERYSEAT_SAML_METADATA: {metadata} does not say the provider's identity, its page"
            " for sign-in by redirect, and one certificate."
        ) from error
