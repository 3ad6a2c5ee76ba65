"""Trying what the settings name: each of it is said in one line, with what to do if it fails."""

import json
import shutil
import smtplib
import socket
import ssl
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import cast
from urllib.error import HTTPError, URLError

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from everyseat.giving import snapshots
from everyseat.giving.models import SiteFact
from everyseat.organisations import site_key
from everyseat.site.addresses import is_local
from everyseat.site.provider import Provider

LITTLE_SPACE = 1_000_000_000
"""Bytes: with less free, a backup or a large import may fill the disk."""
EXPIRES_SOON = 30
"""Days before which the end of a certificate is told."""


class Fault(Exception):
    """What was tried does not work; the text says what to do."""


@dataclass(frozen=True)
class Tried:
    """What was tried, whether it works, and one sentence about it."""

    what: str
    works: bool
    text: str

    def __str__(self) -> str:
        return f"{'ok    ' if self.works else 'FAILED'} {self.what}: {self.text}"


def all_of_it(timeout: float, mail_to: str = "") -> Iterator[Tried]:
    """Try everything, what is near first."""
    database = tried("database", database_answers)
    yield database
    if database.works:
        yield tried("tables", tables)
    if database.works and _has_tables():
        yield tried("secret key", secret_key)
        yield tried("keys of waiting answers", waiting_keys)
    yield tried("data folder", data_folder)
    yield from far(timeout, mail_to)


def far(timeout: float, mail_to: str = "") -> Iterator[Tried]:
    """Try what is reached by a network, all at the same time."""
    tests: dict[str, Callable[[], str]] = {"mail": partial(mail, timeout, mail_to)}
    if settings.BROKER:
        tests["broker"] = partial(broker, timeout)
    if settings.PROVIDER:
        tests["sign-in provider"] = partial(provider, timeout)
    with ThreadPoolExecutor(len(tests)) as threads:
        yield from threads.map(tried, tests, tests.values())


def tried(what: str, test: Callable[[], str]) -> Tried:
    try:
        return Tried(what, True, test())
    except Fault as fault:
        return Tried(what, False, str(fault))


# ---- here


def database_answers() -> str:
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        where = "DATABASE_URL" if settings.ENVIRONMENT.database else settings.VAR
        raise Fault(f"it does not answer ({_first_line(error)}). Check {where}") from None
    name = connection.settings_dict["NAME"]
    return f"{connection.display_name} {name} answers"


def tables() -> str:
    if not _has_tables():
        return "there are none yet; `everyseat serve` makes them"
    try:
        with transaction.atomic():
            SiteFact.objects.create(name="a trial")
            transaction.set_rollback(True)
    except DatabaseError as error:
        if not _missing_migrations():
            raise Fault(
                f"nothing can be stored ({_first_line(error)}). Check its permissions and its"
                " disk space"
            ) from None
    missing = _missing_migrations()
    if missing:
        return f"{missing} changes are missing; `everyseat serve` makes them"
    return "up to date, and can be written"


def _has_tables() -> bool:
    return "organisations_organisation" in connection.introspection.table_names()


def _missing_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def secret_key() -> str:
    if _missing_migrations():
        return "is checked when the tables are up to date"
    try:
        site_key.refuse_another()
    except site_key.NotTheKey as error:
        raise Fault(str(error)) from None
    return "is the one that this database was encrypted with"


def waiting_keys() -> str:
    if _missing_migrations():
        return "are checked when the tables are up to date"
    if lost := len(snapshots.unreadable()):
        raise Fault(
            f"{lost} sealed records can't be opened. Restore {settings.LETTERBOX_FOLDER} from the"
            " backup of the same moment, or run: everyseat letterbox give-up"
        )
    return "all waiting answers can be opened"


def data_folder() -> str:
    try:
        with tempfile.TemporaryFile(dir=settings.VAR) as file:
            file.write(b"a trial")
            file.flush()
        free = shutil.disk_usage(settings.VAR).free
    except OSError as error:
        raise Fault(f"{settings.VAR} can't be written ({error.strerror})") from None
    if free < LITTLE_SPACE:
        raise Fault(f"only {free // 1_000_000} MB are free in {settings.VAR}. Free some space")
    return f"{settings.VAR} can be written, {free / 1e9:,.0f} GB free"


# ---- by a network


def mail(timeout: float, to: str = "") -> str:
    smtp = settings.ENVIRONMENT.smtp
    if smtp is None:
        if settings.DEMO:
            return "is kept for the demonstration's mailbox"
        raise Fault(
            f"no server is set. Invitations and sign-in codes are only kept in"
            f" {settings.MAIL_FOLDER}. Set EVERYSEAT_SMTP_URL, as in"
            " smtp://user:password@mail.example.org:587, and start Everyseat again"
        )
    where = f"{smtp.host}:{smtp.port}"
    try:
        with get_connection(timeout=timeout) as server:
            if to:
                _trial_email(to, server).send()
    except smtplib.SMTPAuthenticationError:
        raise Fault(
            f"{where} refuses the user name or password. Check EVERYSEAT_SMTP_URL"
        ) from None
    except (smtplib.SMTPException, OSError) as error:
        raise Fault(f"{where} {_why(error)}. Check EVERYSEAT_SMTP_URL") from None
    if not (smtp.ssl or smtp.starttls or is_local(smtp.host)):
        raise Fault(
            f"{where} answers, but e-mails go there unencrypted. Add ?tls=1 to EVERYSEAT_SMTP_URL,"
            " or begin it with smtps://"
        )
    return f"{where} answers" + (f"; an e-mail to {to} was accepted" if to else "")


def _trial_email(to: str, server: BaseEmailBackend) -> EmailMessage:
    text = f"The mail settings of Everyseat at {settings.URL} work."
    return EmailMessage("Everyseat: a test e-mail", text, to=[to], connection=server)


def broker(timeout: float) -> str:
    import redis

    where = settings.BROKER.rpartition("@")[2].partition("://")[2] or settings.BROKER
    try:
        with redis.Redis.from_url(
            settings.BROKER, socket_connect_timeout=timeout, socket_timeout=timeout
        ) as found:
            found.ping()
    except (redis.RedisError, OSError) as error:
        raise Fault(
            f"it does not answer ({_first_line(error)}). Check EVERYSEAT_BROKER; until then"
            " screens agree within a second"
        ) from None
    return f"{where} answers"


def provider(timeout: float) -> str:
    chosen = cast(Provider, settings.PROVIDER)  # `far` asks where there is one
    return _metadata(chosen) if chosen.app == "saml" else _discovery(chosen.address, timeout)


def _discovery(address: str, timeout: float) -> str:
    """Read what the provider says of itself (OpenID Connect Discovery 1.0)."""
    if "/.well-known/" not in address:
        address = f"{address.rstrip('/')}/.well-known/openid-configuration"
    try:
        with urllib.request.urlopen(address, timeout=timeout) as answer:
            said = json.loads(answer.read(1_000_000))
    except HTTPError as error:
        raise Fault(
            f"{address} answers with error {error.code}. Check EVERYSEAT_OIDC_URL"
        ) from None
    except ValueError:
        raise Fault(f"{address} does not answer with JSON. Check EVERYSEAT_OIDC_URL") from None
    except OSError as error:
        raise Fault(f"{address} {_why(error)}. Check EVERYSEAT_OIDC_URL") from None
    needed = {"issuer", "authorization_endpoint", "token_endpoint"}
    if not isinstance(said, dict) or needed - set(said):
        raise Fault(f"{address} does not describe a sign-in provider. Check EVERYSEAT_OIDC_URL")
    return f"{said['issuer']} answers"


def _metadata(chosen: Provider) -> str:
    """Look at the certificate that the provider signs with."""
    import base64

    from cryptography import x509

    idp = chosen.settings["APPS"][0]["settings"]["idp"]
    try:
        certificate = x509.load_der_x509_certificate(base64.b64decode(idp["x509cert"]))
    except ValueError:
        raise Fault("the certificate in EVERYSEAT_SAML_METADATA can't be read") from None
    ends = certificate.not_valid_after_utc
    days = (ends - datetime.now(UTC)).days
    if days < EXPIRES_SOON:
        over = "has ended" if days < 0 else f"ends in {days} days"
        raise Fault(
            f"the certificate in EVERYSEAT_SAML_METADATA {over}. Fetch the metadata of"
            f" {idp['entity_id']} again"
        )
    return f"the certificate of {idp['entity_id']} is valid until {ends:%-d %B %Y}"


def _why(error: Exception) -> str:
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, ssl.SSLCertVerificationError):
        return f"has a certificate that is not trusted ({reason.verify_message})"
    if isinstance(reason, ssl.SSLError):
        return "does not use TLS as the settings say"
    if isinstance(reason, socket.gaierror):
        return "cannot be found"
    if isinstance(reason, str):
        return f"can't be reached ({reason})"
    if isinstance(reason, TimeoutError) or isinstance(reason.__context__, TimeoutError):
        return "does not answer in time"
    if isinstance(reason, ConnectionRefusedError):
        return "refuses connections"
    return f"fails ({_first_line(reason)})"


def _first_line(error: object) -> str:
    return str(error).strip().split("\n")[0]
