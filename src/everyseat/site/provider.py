"""Signing in by way of the organisation's own provider: OpenID Connect or SAML 2.0.

The provider is believed about addresses that it vouches for. It makes nobody known: who signs in is
in the directory already. See `everyseat.organisations.signing_in.elsewhere`.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from everyseat.site.environment import Environment

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
    believed: bool = False
    """Whether an address is taken as verified where the provider says nothing of it."""

    @property
    def origin(self) -> str:
        """Return where its page is, for the policy of forms."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"


def chosen(environment: "Environment") -> Provider | None:
    """Return the provider that the environment names, if any. BadSetting if it can't be used."""
    oidc, saml = environment.oidc_url, environment.saml_metadata
    if oidc and saml:
        raise BadSetting("Set EVERYSEAT_OIDC_URL or EVERYSEAT_SAML_METADATA, not both.")
    if (environment.oidc_client or environment.oidc_secret) and not oidc:
        raise BadSetting(
            "EVERYSEAT_OIDC_URL: a client is set, and no provider. Set its address, as in"
            " https://id.example.org/realm, or remove the client and its secret."
        )
    if oidc:
        return _oidc(environment, oidc)
    return _saml(environment, saml) if saml else None


def _oidc(environment: "Environment", address: str) -> Provider:
    for name in ("client", "secret"):
        if not getattr(environment, f"oidc_{name}"):
            raise BadSetting(
                f"EVERYSEAT_OIDC_{name.upper()}: set it too. Your provider gave you a client and a"
                " secret when the site was registered there."
            )
    name = environment.oidc_name
    app = {
        "provider_id": "oidc",
        "name": name,
        "client_id": environment.oidc_client,
        "secret": environment.oidc_secret,
        "settings": {"server_url": address},
    }
    settings = _believed(app) | {"OAUTH_PKCE_ENABLED": True}
    return Provider(
        name,
        "openid_connect_login",
        "oidc",
        address,
        "openid_connect",
        settings,
        bool(environment.oidc_believed),
    )


def _saml(environment: "Environment", metadata: Path) -> Provider:
    idp, name = _described(metadata), environment.saml_name
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
        raise BadSetting(
            f"EVERYSEAT_SAML_METADATA: {metadata} can't be read ({error.strerror})."
        ) from error
    except Exception as error:  # whatever the XML made the parser raise
        raise BadSetting(
            f"EVERYSEAT_SAML_METADATA: {metadata} does not say the provider's identity, its page"
            " for sign-in by redirect, and one certificate."
        ) from error
