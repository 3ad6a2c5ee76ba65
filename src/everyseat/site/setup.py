"""Making a site ready to serve: quickly when it is ready already."""

import hashlib
import os
import sys
from pathlib import Path

import django

TRY_S = 3.0
"""Seconds that a start waits for mail server, broker and provider: none of them can stop it."""


def configure() -> None:
    """Load the settings, once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "everyseat.site.settings")
    django.setup()


def open_existing(check_key: bool = True) -> None:
    """Load the settings of a site that is there; say in one line if none is, or its key is not."""
    configure()
    from django.conf import settings
    from django.db import connection

    if "organisations_organisation" not in connection.introspection.table_names():
        raise SystemExit(f"Error: there is no site in {settings.VAR}. Start one: everyseat serve")
    if check_key:
        _check_key()


def migrate() -> None:
    """Bring the database up to date; say in one line if it does not answer."""
    configure()
    from django.core.management import call_command

    from everyseat.site import checking

    database = checking.tried("database", checking.database_answers)
    if not database.works:
        raise SystemExit(f"Error: the database: {database.text}")

    call_command("migrate", verbosity=0, interactive=False)


def prepare(demo: bool) -> None:
    """Bring the database and the static files up to date; load the demonstration if asked.

    The demonstration and a real organisation are never opened as one another.
    """
    migrate()
    from everyseat.organisations.queries import host
    from everyseat.site import first_run

    _check_kind(demo)
    _check_key()
    _check_letterbox()
    _collect_static()
    if host() is not None:
        first_run.forget_code()
    elif demo:
        from everyseat.site.demonstrate import load

        load()


def _check_kind(demo: bool) -> None:
    """Refuse the demonstration on an organisation's database, and an organisation on its."""
    from django.conf import settings

    from everyseat.giving import site_facts
    from everyseat.organisations.queries import host

    where = "DATABASE_URL" if settings.ENVIRONMENT.database else str(settings.VAR)
    if demo and host() and not site_facts.is_demonstration():
        raise SystemExit(
            f"Error: {where} is a real organisation's, and the demonstration would open it to"
            " everybody. Leave out --demo, or try it elsewhere:"
            " EVERYSEAT_VAR=FOLDER everyseat serve --demo"
        )
    if not demo and site_facts.is_demonstration():
        raise SystemExit(
            f"Error: {where} holds the demonstration, where anybody may take any seat. Start it"
            " with --demo, or an organisation of your own elsewhere:"
            " EVERYSEAT_VAR=FOLDER everyseat serve"
        )


def _check_letterbox() -> None:
    """Refuse to start where answers wait whose keys are not there: they could only be lost."""
    from django.conf import settings

    from everyseat.giving import snapshots

    if lost := len(snapshots.unreadable()):
        raise SystemExit(
            f"Error: {lost} sealed records of answers can't be opened: their keys in"
            f" {settings.LETTERBOX_FOLDER} are missing, or newer than the database. Restore that"
            " folder from the backup of the same moment, or give them up:"
            " everyseat letterbox give-up"
        )
    snapshots.know_the_keys()


def _check_key() -> None:
    """Store a new key; refuse one that is not the database's."""
    from django.conf import settings

    from everyseat.organisations import site_key
    from everyseat.site import secret_key

    try:
        site_key.refuse_another()
    except site_key.NotTheKey as error:
        raise SystemExit(f"Error: {error}") from None
    if settings.SECRET_KEY_IS_NEW:
        secret_key.store(settings.VAR, [settings.SECRET_KEY])
    site_key.keep_fingerprint()


def _collect_static() -> None:
    """Collect static files when they changed: their sizes and times are the fingerprint."""
    from django.conf import settings
    from django.core.management import call_command

    folder = Path(__file__).parent / "static"
    found = sorted(p for p in folder.rglob("*") if p.is_file())
    stamp = repr([(p.name, p.stat().st_size, p.stat().st_mtime_ns) for p in found])
    fingerprint = hashlib.sha256(stamp.encode()).hexdigest()
    mark = settings.STATIC_ROOT / "fingerprint"
    if not mark.exists() or mark.read_text() != fingerprint:
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        mark.write_text(fingerprint)


def close_connections() -> None:
    """Close every database connection of this process."""
    from django.db import connections

    connections.close_all()


def warnings() -> list[str]:
    """Return a line for each thing far away that does not work now: it may come back by itself."""
    from everyseat.site import checking

    return [f"Warning: {t.what}: {t.text}" for t in checking.far(TRY_S) if not t.works]


def where_to_go() -> list[str]:
    """Return the lines that say what is served, and how to get in."""
    from django.conf import settings

    from everyseat.organisations.mail import state as mail_state
    from everyseat.organisations.queries import host

    lines = [f"Everyseat is at {settings.URL}"]
    if host() is None:
        from everyseat.site import first_run

        lines.append(f"To begin, open {settings.URL}/first-run/ (set-up code: {first_run.code()})")
    elif settings.DEMO:
        from everyseat.site import demonstration

        lines += [f"  {what}: {link}" for what, link in demonstration.links()]
        lines.append(f"  The test e-mails, with raters' invitations: {settings.URL}/mailbox/")
    if (folder := mail_state.kept_in()) and not settings.DEMO:
        codes = "are shown here" if sys.stderr.isatty() else "are in the newest file there"
        lines += [
            f"No mail server is set: e-mails are kept in {folder}.",
            f"  Codes to sign in {codes}. Set EVERYSEAT_SMTP_URL to send them.",
        ]
    return lines
