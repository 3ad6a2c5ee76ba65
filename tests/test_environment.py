"""What the environment says: every mistake is one line that says what to do, and nothing starts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import everyseat

from everyseat.site import environment
from everyseat.site.environment import FIELDS, Mistakes

KEY = "k" * 32


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch):
    for name in [*os.environ]:
        if name.startswith("EVERYSEAT_") or name in ("DATABASE_URL", "TZ"):
            monkeypatch.delenv(name)


def mistakes(monkeypatch, **said: str) -> list[str]:
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(Mistakes) as found:
        environment.read()
    return found.value.lines


def test_nothing_needs_to_be_set():
    found = environment.read()
    assert found.url == "http://localhost:8000"
    assert found.var == Path("var").resolve()
    assert (found.smtp, found.database, found.provider, found.demo) == (None, None, None, None)


def test_what_is_set_empty_is_not_set(monkeypatch):
    for variable in FIELDS.values():
        if variable.parser != "secret_keys":
            monkeypatch.setenv(variable.name, "")
    assert environment.read().url == "http://localhost:8000"


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        ("EVERYSEAT_SMTP_URL", "mail.example.org:465", "must begin with smtp:// or smtps://"),
        ("EVERYSEAT_SMTP_URL", "mail://mail.example.org", "must begin with smtp:// or smtps://"),
        ("EVERYSEAT_SMTP_URL", "smtps://", "name a host"),
        ("EVERYSEAT_SMTP_URL", "smtp://a:b@c:port", "as %2F"),
        ("EVERYSEAT_SMTP_URL", "smtp://mail.example.org?ssl=1", "only ?tls=1"),
        ("EVERYSEAT_FROM", "Feedback", "as in Feedback <feedback@example.org>"),
        ("EVERYSEAT_FROM", "Feedback <feedback>", "as in Feedback <feedback@example.org>"),
        ("EVERYSEAT_FROM", "a@example.org\nBcc: b@example.org", "as in Feedback"),
        ("EVERYSEAT_URL", "feedback.example.org", "as in https://feedback.example.org."),
        ("EVERYSEAT_URL", "https://example.org/feedback", "scheme and host alone"),
        ("EVERYSEAT_URL", "ftp://example.org", "with its scheme"),
        ("EVERYSEAT_URL", "http://feedback.example.org", "EVERYSEAT_PLAIN_HTTP=1"),
        ("EVERYSEAT_HOSTS", "a.example.org, https://b.example.org", "https://b.example.org is no"),
        ("EVERYSEAT_HOSTS", "a.example.org:8000", "without scheme, port and path"),
        ("EVERYSEAT_HOSTS", "*", "name each host"),
        ("EVERYSEAT_OIDC_URL", "http://id.example.org", "must begin with https://"),
        ("EVERYSEAT_OIDC_URL", "id.example.org", "with its scheme"),
        ("EVERYSEAT_SAML_METADATA", "/nowhere/idp.xml", "can't be read (No such file"),
        ("EVERYSEAT_SECRET_KEY", "", "it is empty"),
        ("EVERYSEAT_SECRET_KEY", "changeme", "at least 32 random characters"),
        ("EVERYSEAT_SECRET_KEY", f"{KEY} short", "at least 32 random characters"),
        ("EVERYSEAT_BROKER", "http://host", "must begin with redis:// or rediss://"),
        ("EVERYSEAT_DEMO", "yes", "write 1"),
        ("EVERYSEAT_VAR", __file__, "Name a folder"),
        ("DATABASE_URL", "mysql://host/name", "must be a PostgreSQL"),
        ("DATABASE_URL", "postgres://me:pass/word@host/name", "as %2F"),
        ("DATABASE_URL", "postgres://host", "names no database"),
        ("TZ", "Mars/Olympus", "such as Europe/London"),
    ],
)
def test_a_mistake_is_one_line_that_says_what_to_write(monkeypatch, name, value, advice):
    [line] = mistakes(monkeypatch, **{name: value})
    assert line.startswith(f"{name}: ")
    assert advice in line
    assert "\n" not in line


def test_a_misspelt_name_is_refused_with_the_nearest(monkeypatch):
    assert mistakes(monkeypatch, EVERYSEAT_STMP_URL="smtp://localhost") == [
        "EVERYSEAT_STMP_URL is not a setting. Did you mean EVERYSEAT_SMTP_URL?"
    ]


def test_a_name_like_no_other_is_refused_too(monkeypatch):
    assert "is not a setting" in mistakes(monkeypatch, EVERYSEAT_COLOUR="red")[0]


def test_what_a_cluster_sets_by_itself_is_let_be(monkeypatch):
    monkeypatch.setenv("EVERYSEAT_SERVICE_HOST", "10.0.0.1")
    monkeypatch.setenv("EVERYSEAT_PORT_8000_TCP", "tcp://10.0.0.1:8000")
    environment.read()


def test_all_mistakes_are_said_at_once(monkeypatch):
    said = {"EVERYSEAT_FROM": "x", "TZ": "x", "EVERYSEAT_BROKER": "x", "EVERYSEAT_X": "x"}
    assert len(mistakes(monkeypatch, **said)) == 4


@pytest.mark.parametrize(
    "said",
    [
        {"EVERYSEAT_SMTP_URL": "mail://me:hunter2@host"},
        {"DATABASE_URL": "mysql://me:hunter2@host/name"},
        {"DATABASE_URL": "postgres://me:hunter2/@host/name"},
        {"EVERYSEAT_SECRET_KEY": "hunter2"},
        {"EVERYSEAT_BROKER": "http://:hunter2@host"},
        {"EVERYSEAT_URL": "https://me:hunter2@host"},
        {"EVERYSEAT_URL": "me:hunter2@host"},
    ],
)
def test_no_password_is_repeated(monkeypatch, said):
    assert "hunter2" not in "".join(mistakes(monkeypatch, **said))


def test_a_provider_needs_its_client_and_secret(monkeypatch):
    url = {"EVERYSEAT_OIDC_URL": "https://id.example.org"}
    assert "EVERYSEAT_OIDC_CLIENT: set it" in mistakes(monkeypatch, **url)[0]
    assert "EVERYSEAT_OIDC_SECRET: set it" in mistakes(monkeypatch, EVERYSEAT_OIDC_CLIENT="us")[0]
    monkeypatch.delenv("EVERYSEAT_OIDC_URL")
    assert "no provider" in mistakes(monkeypatch)[0]


def test_an_address_in_a_private_network_may_do_without_https_if_asked(monkeypatch):
    monkeypatch.setenv("EVERYSEAT_URL", "http://10.0.0.5:8000/")
    monkeypatch.setenv("EVERYSEAT_PLAIN_HTTP", "1")
    assert environment.read().url == "http://10.0.0.5:8000"


def test_what_is_right_is_understood(monkeypatch):
    for name, value in {
        "EVERYSEAT_SMTP_URL": "smtps://me%40x:p%2Fw@mail.example.org",
        "EVERYSEAT_HOSTS": "a.example.org, .b.example.org,10.0.0.1,[::1]",
        "EVERYSEAT_SECRET_KEY": f"{KEY} {KEY}x",
        "DATABASE_URL": "postgres://me:a%2Fb@host:5433/name?sslmode=verify-full",
        "TZ": ":Europe/Paris",
    }.items():
        monkeypatch.setenv(name, value)
    found = environment.read()
    assert (found.smtp.port, found.smtp.user, found.smtp.password) == (465, "me@x", "p/w")
    assert found.hosts == ["a.example.org", ".b.example.org", "10.0.0.1", "[::1]"]
    assert found.secret_keys == [KEY, f"{KEY}x"]
    assert (found.database["PASSWORD"], found.database["PORT"]) == ("a/b", 5433)
    assert found.time_zone == "Europe/Paris"


@pytest.mark.parametrize("verb", ["serve", "demo"])
def test_nothing_starts_and_no_folder_is_made(monkeypatch, tmp_path, verb):
    monkeypatch.setenv("EVERYSEAT_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("EVERYSEAT_URL", "feedback.example.org")
    monkeypatch.setenv("EVERYSEAT_STMP_URL", "smtp://localhost")
    done = everyseat(verb, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert [line.split(":")[0] for line in lines] == ["Error", "Error"]
    assert not (tmp_path / "var").exists()


def settings_say(name: str, **said: str) -> str:
    command = f"from everyseat.site import settings; print(settings.{name})"
    done = subprocess.run(
        [sys.executable, "-c", command],
        env=os.environ | said,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_localhost_is_no_host_of_a_site_that_has_an_address(tmp_path):
    said = {"EVERYSEAT_VAR": str(tmp_path), "EVERYSEAT_HOSTS": "other.example.org"}
    public = settings_say("ALLOWED_HOSTS", EVERYSEAT_URL="https://feedback.example.org", **said)
    assert public == "['feedback.example.org', 'other.example.org']"
    assert "'localhost'" in settings_say("ALLOWED_HOSTS", EVERYSEAT_VAR=str(tmp_path))


def test_the_table_in_the_documentation_is_that_of_the_code():
    operating = Path(__file__).parents[1] / "docs/operating.md"
    assert environment.table() in operating.read_text()
