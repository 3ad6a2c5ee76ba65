"""The configurations in docs/proxies, in the real programs, before a real site."""

import http.client
import os
import re
import shutil
import ssl
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from tests.serving import Server, free_port

DOCS = Path(__file__).parents[1] / "docs/proxies"
SEARCHED = os.environ["PATH"] + ":/usr/sbin"
PROGRAMS = {name: shutil.which(name, path=SEARCHED) for name in ("nginx", "caddy")}

pytestmark = pytest.mark.skipif(
    not all(PROGRAMS.values()), reason="nginx and caddy are not installed: run tests/proxies"
)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> Path:
    """A certificate for localhost, with its key."""
    folder = tmp_path_factory.mktemp("tls")
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
    command += f" -keyout {folder}/site.key -out {folder}/site.pem -subj /CN=localhost"
    command += " -addext subjectAltName=DNS:localhost"
    subprocess.run(command.split(), check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def site(tmp_path_factory, port, empty_site):
    """A site whose address is that of the proxy."""
    folder = empty_site(tmp_path_factory.mktemp("var"))
    running = Server(folder, EVERYSEAT_URL=f"https://localhost:{port}")
    yield running
    running.kill()


def nginx(folder: Path, tls: Path, port: int, to: int) -> list[str]:
    """Write the configuration for here; return the command."""
    said = (DOCS / "nginx.conf").read_text()
    said = said.replace("listen 80;", f"listen 127.0.0.1:{free_port()};")
    said = said.replace("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;")
    said = said.replace("127.0.0.1:8000", f"127.0.0.1:{to}")
    said = said.replace("feedback.example.org;", "localhost;")
    said = said.replace("/etc/ssl/feedback.example.org", str(tls / "site"))
    temporary = " ".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"pid {folder}/pid; error_log stderr; daemon off; events {{}}"
        f"http {{ access_log {folder}/access.log; {temporary} {said} }}"
    )
    command = [PROGRAMS["nginx"], "-c", str(folder / "nginx.conf"), "-e", "stderr"]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    return command


def caddy(folder: Path, tls: Path, port: int, to: int) -> list[str]:
    said = (DOCS / "Caddyfile").read_text()
    said = re.sub(
        r"^feedback.example.org \{",
        f"https://localhost:{port} {{\n\ttls {tls}/site.pem {tls}/site.key",
        said,
        flags=re.M,
    )
    said = said.replace("127.0.0.1:8000", f"127.0.0.1:{to}")
    said = said.replace("{\n", "{\n\tadmin off\n\tauto_https disable_redirects\n", 1)
    (folder / "Caddyfile").write_text(said)
    options = ["--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    subprocess.run([PROGRAMS["caddy"], "validate", *options], check=True, capture_output=True)
    return [PROGRAMS["caddy"], "run", *options]


@contextmanager
def running(kind, folder: Path, tls: Path, port: int, to: int) -> Iterator[Path]:
    """Run a proxy; give the folder with all that it writes."""
    command, log = kind(folder, tls, port, to), folder / "log"
    environment = os.environ | {"HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    with log.open("w") as file:
        process = subprocess.Popen(command, stdout=file, stderr=file, env=environment)
    try:
        for _ in range(200):
            try:
                ask(tls, port, "GET", "/static/nothing").close()
                break
            except OSError:
                assert process.poll() is None, log.read_text()
                time.sleep(0.05)
        yield folder
    finally:
        process.terminate()
        process.wait()


def ask(tls: Path, port: int, method: str, path: str, **more) -> http.client.HTTPResponse:
    context = ssl.create_default_context(cafile=tls / "site.pem")
    connection = http.client.HTTPSConnection("localhost", port, context=context, timeout=20)
    connection.request(method, path, **more)
    return connection.getresponse()


@pytest.fixture(params=[nginx, caddy], ids=["nginx", "caddy"])
def kind(request):
    return request.param


@pytest.fixture
def proxy(kind, tmp_path, certificate, port, site):
    with running(kind, tmp_path, certificate, port, site.port) as folder:
        yield folder


def test_a_form_is_sent_through_it(proxy, certificate, port):
    """Django takes a form only if host, scheme and origin are those of the site's address."""
    context = ssl.create_default_context(cafile=certificate / "site.pem")
    browser = urllib.request.build_opener(
        urllib.request.HTTPSHandler(context=context),
        urllib.request.HTTPCookieProcessor(CookieJar()),
    )
    address = f"https://localhost:{port}/first-run/"
    page = browser.open(address, timeout=20).read().decode()
    token = re.search(r'csrfmiddlewaretoken" value="(.*?)"', page)[1]
    sent = {"csrfmiddlewaretoken": token, "code": "wrong", "organisation": "T", "name": "A"}
    headers = {"Origin": f"https://localhost:{port}", "X-Forwarded-Proto": "http"}
    data = urllib.parse.urlencode(sent).encode()
    answer = browser.open(urllib.request.Request(address, data, headers), timeout=20)
    assert "This is not the set-up code." in answer.read().decode()


def test_what_is_too_long_is_refused(proxy, certificate, port):
    answer = ask(certificate, port, "POST", "/people/import/", body=b"x" * 14_000_000)
    assert answer.status == 413
    answer.close()


def test_nothing_of_a_request_is_written_down_even_if_the_site_is_down(kind, tmp_path, certificate):
    port = free_port()
    with running(kind, tmp_path, certificate, port, free_port()) as folder:
        answer = ask(certificate, port, "GET", "/invitation/a-secret-token/")
        assert answer.status == 502
        answer.close()
    files = [path for path in folder.rglob("*") if path.is_file()]
    written = {path: path.read_bytes() for path in files}
    assert [path for path, text in written.items() if b"secret-token" in text] == []
