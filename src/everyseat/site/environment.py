"""What an organisation may set in the environment: every variable once, with its meaning.

`read` says every mistake at once, a line each, with what to write instead. `settings` takes its
values from here, and the table in docs/operating.md is tested against `table`.
"""

import difflib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any, cast, get_type_hints
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import environs
from environs import ValidationError

from everyseat.site import addresses, provider
from everyseat.site.provider import BadSetting, Provider

SHORTEST_KEY = 32
LANGUAGES = {"en-gb": "English", "cy": "Cymraeg"}
"""What the site can be read in. A language is listed once its texts are whole."""
INTERNAL = {"EVERYSEAT_JOBS", "EVERYSEAT_WORKERS"}
"""What `serve` tells the processes that it starts."""
CLUSTERS = re.compile(r"EVERYSEAT_(SERVICE|PORT)(_\w+)?")
"""What Kubernetes and Docker set by themselves for a service that is called `everyseat`."""


class Mistakes(Exception):
    """The environment can't be used; each of `lines` says what to change."""

    def __init__(self, lines: list[str]):
        super().__init__("\n".join(f"Error: {line}" for line in lines))
        self.lines = lines


# ---- reading one value


def folder(text: str) -> Path:
    path = Path(text).expanduser().resolve()
    if path.exists() and not path.is_dir():
        raise ValidationError(f"{path} is a file. Name a folder")
    return path


def file(text: str) -> Path:
    return Path(text).expanduser().resolve()


def text(value: str) -> str:
    return value.strip()


def time_zone(value: str) -> str:
    name = value.removeprefix(":")
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        raise ValidationError(
            f"{value} is not a time zone. Write one such as Europe/London"
        ) from None
    return name


def language(value: str) -> str:
    if value not in LANGUAGES:
        raise ValidationError(
            f"{value} is not a language of this site. Write {' or '.join(LANGUAGES)}"
        )
    return value


def secret_keys(value: str) -> list[str]:
    """Return the keys: the one in use, then earlier ones whose links still work."""
    keys = value.split()
    if not keys:
        raise ValidationError("it is empty. Remove it, or set it to at least 32 random characters")
    if min(map(len, keys)) < SHORTEST_KEY:
        raise ValidationError(f"a key is too short. Use at least {SHORTEST_KEY} random characters")
    return keys


def switch(value: str) -> bool:
    if value.strip() not in ("0", "1"):
        raise ValidationError("write 1 for yes, or leave it out")
    return value.strip() == "1"


def number(value: str) -> int:
    if not value.strip().isdecimal() or int(value) == 0:
        raise ValidationError("write a whole number above 0, or leave it out")
    return int(value)


def people(value: str) -> str:
    """Return where people come from: an https address, or a path."""
    source = value.strip()
    if "://" not in source:
        return str(Path(source).expanduser().resolve())
    parts = urlsplit(source)
    if parts.scheme != "https" or not parts.hostname or parts.username:
        raise ValidationError("write a path, or an https address without a name or password")
    return source


PARSERS = {
    "people": people,
    "number": number,
    "folder": folder,
    "file": file,
    "text": text,
    "switch": switch,
    "time_zone": time_zone,
    "language": language,
    "secret_keys": secret_keys,
    "site": addresses.site,
    "hosts": addresses.hosts,
    "mail": addresses.mail,
    "sender": addresses.sender,
    "database": addresses.database,
    "broker": addresses.broker,
    "provider": addresses.provider,
}
"""How values are read, beside the types that environs knows (int, float, …)."""


@dataclass(frozen=True)
class Variable:
    """A variable: how it is read, what it means, and its value where it is not set."""

    name: str
    parser: str
    meaning: str
    default: str = ""
    otherwise: str = ""
    """What holds without it, where that is no value."""

    @property
    def is_set(self) -> bool:
        """Return whether it is set. An empty one is not, but for the key: that is a mistake."""
        said = os.environ.get(self.name)
        return said is not None and bool(said.strip() or self.parser == "secret_keys")

    def row(self) -> str:
        """Return its row in the table of docs/operating.md."""
        default = self.otherwise or (f"`{self.default}`" if self.default else "")
        return f"| `{self.name}` | {self.meaning} | {default} |"


@dataclass(frozen=True)
class Environment:
    """The environment, read and checked. What is not set and has no default is None."""

    var: Annotated[
        Path,
        Variable(
            "EVERYSEAT_VAR", "folder", "the data folder: database, keys and static files", "var"
        ),
    ]
    url: Annotated[
        str,
        Variable(
            "EVERYSEAT_URL",
            "site",
            "the address that people see, as in `https://feedback.example.org`. With https, cookies"
            " are secure and `__Host-`",
            "http://localhost:8000",
        ),
    ]
    plain_http: Annotated[
        bool | None,
        Variable(
            "EVERYSEAT_PLAIN_HTTP",
            "switch",
            "`1` allows an address with http that is not this machine's, for a trial in a private"
            " network. Whoever can listen there reads everything, and sealed concerns do not work",
        ),
    ]
    hosts: Annotated[
        list[str] | None,
        Variable(
            "EVERYSEAT_HOSTS",
            "hosts",
            "further host names that the site answers to, separated by commas, without scheme or"
            " port",
        ),
    ]
    smtp: Annotated[
        addresses.Mail | None,
        Variable(
            "EVERYSEAT_SMTP_URL",
            "mail",
            "`smtps://user:password@host:465`, or `smtp://user:password@host:587?tls=1`. Write"
            " characters such as `@` and `/` in a password as `%40` and `%2F`",
            otherwise="none: e-mails are kept in the data folder, under `mail`",
        ),
    ]
    sender: Annotated[
        str,
        Variable(
            "EVERYSEAT_FROM",
            "sender",
            "the sender, as in `Feedback <feedback@example.org>`",
            "Everyseat <everyseat@localhost>",
        ),
    ]
    mail_per_minute: Annotated[
        int | None,
        Variable(
            "EVERYSEAT_MAIL_PER_MINUTE",
            "number",
            "how many e-mails your mail server takes in a minute",
            otherwise="no limit",
        ),
    ]
    database: Annotated[
        dict[str, Any] | None,
        Variable(
            "DATABASE_URL",
            "database",
            "`postgres://user:password@host/name?sslmode=verify-full` when users outgrow SQLite"
            " (install `everyseat[postgres]`)",
            otherwise="SQLite in the data folder",
        ),
    ]
    broker: Annotated[
        str | None,
        Variable(
            "EVERYSEAT_BROKER",
            "broker",
            "`redis://host:6379` (or `rediss://`) of a Redis or Valkey, where several web processes"
            " serve rooms (install `everyseat[redis]`). It carries which rooms have changed",
            otherwise="none: processes look once a second",
        ),
    ]
    oidc_url: Annotated[
        str | None,
        Variable(
            "EVERYSEAT_OIDC_URL",
            "provider",
            "sign-in by your organisation's OpenID Connect provider: its address (install"
            " `everyseat[oidc]`)",
        ),
    ]
    oidc_client: Annotated[
        str | None, Variable("EVERYSEAT_OIDC_CLIENT", "text", "your client there")
    ]
    oidc_secret: Annotated[
        str | None, Variable("EVERYSEAT_OIDC_SECRET", "text", "that client's secret")
    ]
    oidc_name: Annotated[
        str, Variable("EVERYSEAT_OIDC_NAME", "text", "the name on the button", "single sign-on")
    ]
    oidc_believed: Annotated[
        bool | None,
        Variable(
            "EVERYSEAT_OIDC_BELIEVED",
            "switch",
            "`1` where that provider checks every address itself and does not say so, as Microsoft"
            " Entra ID: nobody may write their own address there. Otherwise it must send"
            " `email_verified`, and only who has a verified address is signed in",
        ),
    ]
    saml_metadata: Annotated[
        Path | None,
        Variable(
            "EVERYSEAT_SAML_METADATA",
            "file",
            "instead: a file with your SAML 2.0 provider's metadata (install `everyseat[saml]`)",
        ),
    ]
    saml_name: Annotated[
        str, Variable("EVERYSEAT_SAML_NAME", "text", "the name on the button", "single sign-on")
    ]
    people_from: Annotated[
        str | None,
        Variable(
            "EVERYSEAT_PEOPLE",
            "people",
            "where people are imported from each night: a CSV or XLSX file, a folder (its newest"
            " such file), or an https address",
        ),
    ]
    people_token: Annotated[
        str | None,
        Variable("EVERYSEAT_PEOPLE_TOKEN", "text", "a bearer token that the address asks for"),
    ]
    people_everybody: Annotated[
        bool | None,
        Variable(
            "EVERYSEAT_PEOPLE_EVERYBODY",
            "switch",
            "`1` where that file has everybody: whom it lacks has left",
        ),
    ]
    secret_keys: Annotated[
        list[str] | None,
        Variable(
            "EVERYSEAT_SECRET_KEY",
            "secret_keys",
            "the site's key, at least 32 random characters, instead of the file `secret-key` in the"
            " data folder. Earlier keys may follow, separated by spaces",
            otherwise="the file `secret-key`",
        ),
    ]
    letterbox_keys: Annotated[
        Path | None,
        Variable(
            "EVERYSEAT_LETTERBOX_KEYS",
            "folder",
            "a folder outside the data folder for the keys of waiting answers",
            otherwise="`letterbox` in the data folder",
        ),
    ]
    demo: Annotated[
        bool | None,
        Variable(
            "EVERYSEAT_DEMO", "switch", "`1` is the same as `serve --demo`: the demonstration"
        ),
    ]
    time_zone: Annotated[
        str,
        Variable(
            "TZ",
            "time_zone",
            "your organisation's time zone, wherever the server is. A day ends at midnight there: a"
            " round open until 5 May takes answers until the end of 5 May",
            "Europe/London",
        ),
    ]
    language: Annotated[
        str,
        Variable(
            "EVERYSEAT_LANGUAGE",
            "language",
            "`en-gb` or `cy`: the language of e-mails, of the screen in live sessions, and of pages"
            " for people whose browser asks for neither",
            "en-gb",
        ),
    ]

    provider: Provider | None = None


FIELDS: dict[str, Variable] = {
    name: hint.__metadata__[0]
    for name, hint in get_type_hints(Environment, include_extras=True).items()
    if hasattr(hint, "__metadata__")
}
NAMES = {variable.name for variable in FIELDS.values()}


def table() -> str:
    """Return the table of docs/operating.md."""
    rows = [variable.row() for variable in FIELDS.values()]
    return "\n".join(["| variable | what it is | without it |", "|---|---|---|", *rows])


# ---- reading all


def read() -> Environment:
    """Return what the environment says. Mistakes if something in it can't be used."""
    reader = environs.Env(eager=False)
    for name, parser in PARSERS.items():
        reader.add_parser(name, parser)
    values = {name: _value(reader, variable) for name, variable in FIELDS.items()}
    lines = _unknown() + _misread(reader)
    if not lines:
        try:
            found = Environment(**values)
            lines = _contradictions(found)
            values["provider"] = provider.chosen(found)
        except BadSetting as error:
            lines.append(str(error))
    if lines:
        raise Mistakes(lines)
    return Environment(**values)


def _value(reader: environs.Env, variable: Variable) -> Any:
    if variable.is_set:
        return getattr(reader, variable.parser)(variable.name, None)
    parser = PARSERS.get(variable.parser)
    return parser(variable.default) if parser and variable.default else None


def _misread(reader: environs.Env) -> list[str]:
    try:
        reader.seal()
    except environs.EnvValidationError as error:
        wrong = cast(Mapping[str, list[str]], error.error_messages)  # of `seal`: by name
        return [f"{name}: {' '.join(said)}." for name, said in wrong.items()]
    return []


def _unknown() -> list[str]:
    """Return a line for each variable that looks like ours and is none."""
    found = [name for name in os.environ if name.startswith("EVERYSEAT_")]
    strange = [n for n in found if n not in NAMES | INTERNAL and not CLUSTERS.fullmatch(n)]
    return [f"{name} is not a setting.{_nearest(name)}" for name in sorted(strange)]


def _nearest(name: str) -> str:
    near = difflib.get_close_matches(name, NAMES, n=1, cutoff=0.75)
    return f" Did you mean {near[0]}?" if near else " The settings are in docs/operating.md."


def _contradictions(found: Environment) -> list[str]:
    """Return a line for each pair of values that do not go together, or lack a package."""
    url, lines = urlsplit(found.url), []
    if url.scheme == "http" and not addresses.is_local(url.hostname) and not found.plain_http:
        lines.append(
            f"EVERYSEAT_URL: http lets anybody on the way read everything. Write https://{url.netloc}"
            ", or for a trial in a private network set EVERYSEAT_PLAIN_HTTP=1 as well."
        )
    for name, needed, package, extra in (
        (
            "DATABASE_URL",
            "postgresql" in (found.database or {}).get("ENGINE", ""),
            "psycopg",
            "postgres",
        ),
        ("EVERYSEAT_BROKER", found.broker, "redis", "redis"),
        ("EVERYSEAT_OIDC_URL", found.oidc_url, "jwt", "oidc"),
    ):
        if needed and not find_spec(package):
            lines.append(f"{name} needs more: pip install 'everyseat[{extra}]'.")
    return lines
