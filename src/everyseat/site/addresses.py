"""Reading the addresses that the environment names. Each mistake says what to write instead.

What may hold a password is never repeated.
"""

import ipaddress
import re
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

import dj_database_url
from django.core.exceptions import ValidationError as NotAnAddress
from django.core.validators import EmailValidator
from environs import ValidationError

HOST = re.compile(r"\.?[\w-]+(\.[\w-]+)*\.?|\[[0-9a-f:]+\]", re.IGNORECASE)
is_mail_address = EmailValidator(allowlist=["localhost"])


def is_local(host: str | None) -> bool:
    """Return whether a host is this machine: what is sent there crosses no network."""
    if host is None:
        return False
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def site(text: str) -> str:
    """Return the site's own address, without a slash at its end."""
    parts = _split(text.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        bare = parts.path if not parts.netloc else parts.netloc
        raise ValidationError(f"write it with its scheme, as in https://{_host_of(bare)}")
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise ValidationError(
            "write scheme and host alone: the site can't live in a folder of another."
            f" As in {parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        )
    return f"{parts.scheme}://{parts.netloc}"


def _host_of(text: str) -> str:
    host = text.strip("/").split("/")[0]
    return host if HOST.fullmatch(host) else "feedback.example.org"


def provider(text: str) -> str:
    """Return a sign-in provider's address."""
    parts = _split(text.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValidationError("write it with its scheme, as in https://id.example.org/realm")
    if parts.scheme == "http" and not is_local(parts.hostname):
        raise ValidationError("it must begin with https://: whoever it names is believed")
    return text.strip()


def hosts(text: str) -> list[str]:
    """Return host names."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if "*" in name:
            raise ValidationError("name each host. For all below one, write .example.org")
        if not HOST.fullmatch(name):
            raise ValidationError(
                f"{name} is not a host name. Write it without scheme, port and path, as in"
                " feedback.example.org"
            )
    return names


@dataclass(frozen=True)
class Mail:
    """A mail server."""

    host: str
    port: int
    user: str
    password: str
    ssl: bool
    starttls: bool


def mail(text: str) -> Mail:
    """Return the mail server that an address names."""
    parts = _split(text.strip())
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValidationError(
            "it must begin with smtp:// or smtps:// and name a host, as in"
            " smtps://user:password@mail.example.org:465"
        )
    ssl, wanted = parts.scheme == "smtps", parse_qs(parts.query)
    if set(wanted) - {"tls"} or parts.path.strip("/"):
        raise ValidationError(
            "after the port only ?tls=1 is understood. Write / in a password as %2F, and ? as %3F"
        )
    return Mail(
        parts.hostname,
        parts.port or (465 if ssl else 25),
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        ssl,
        not ssl and wanted.get("tls") == ["1"],
    )


def sender(text: str) -> str:
    """Return a sender: an address, with or without a name."""
    address = parseaddr(text)[1]
    try:
        is_mail_address(address)
    except NotAnAddress:
        address = ""
    if not address or "\n" in text or not text.strip().rstrip(">").endswith(address):
        raise ValidationError(
            "it is not an address. Write it as in Feedback <feedback@example.org>"
        )
    return text.strip()


def database(text: str) -> dict[str, Any]:
    """Return Django's settings for a database."""
    asked = "write it as in postgres://user:password@host:5432/name"
    if text.strip().partition("://")[0] not in ("postgres", "postgresql", "sqlite"):
        raise ValidationError(f"it must be a PostgreSQL (or an SQLite file). {asked.capitalize()}")
    try:
        found = dj_database_url.parse(text.strip())
    except ValueError:
        raise ValidationError(
            f"it can't be read: {asked}, with / in a password as %2F and @ as %40"
        ) from None
    if not found["NAME"]:
        raise ValidationError(f"it names no database: {asked}")
    return dict(found)


def broker(text: str) -> str:
    """Return the address of a Redis or Valkey."""
    parts = _split(text.strip())
    if parts.scheme not in ("redis", "rediss") or not parts.hostname:
        raise ValidationError("it must begin with redis:// or rediss:// and name a host")
    return text.strip()


def _split(text: str) -> SplitResult:
    """Split an address; what can't be split is told of as having no host."""
    try:
        parts = urlsplit(text)
        _ = parts.port  # raises if it is no number
        return parts
    except ValueError:
        raise ValidationError(
            "it can't be read as an address. Write / in a password as %2F, and @ as %40"
        ) from None
