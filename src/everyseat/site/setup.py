"""Making a site ready to serve: quickly when it is ready already."""

import hashlib
import os
from pathlib import Path

import django


def configure() -> None:
    """Load the settings, once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "everyseat.site.settings")
    django.setup()


def open_existing() -> None:
    """Load the settings of a site that is there; say in one line if none is."""
    configure()
    from django.conf import settings
    from django.db import connection

    if "organisations_organisation" not in connection.introspection.table_names():
        raise SystemExit(f"Error: there is no site in {settings.VAR}. Start one: everyseat serve")


def prepare(demo: bool) -> None:
    """Bring the database and the static files up to date; load the demonstration if asked."""
    configure()
    from django.core.management import call_command

    from everyseat.organisations.queries import host

    call_command("migrate", verbosity=0, interactive=False)
    _collect_static()
    if demo and host() is None:
        from everyseat.site.demo.load import load

        load()


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


def where_to_go() -> list[str]:
    """Return the lines that say what is served, and how to get in."""
    from django.conf import settings

    from everyseat.organisations.queries import host

    lines = [f"Everyseat is at {settings.URL}"]
    if host() is None:
        from everyseat.site import first_run

        lines.append(f"To begin, open {settings.URL}/first-run/ (set-up code: {first_run.code()})")
    elif settings.DEMO:
        from everyseat.site import demonstration

        lines += [f"  {what}: {link}" for what, link in demonstration.links()]
        lines.append(f"  The mailbox, with raters' invitations: {settings.URL}/mailbox/")
    return lines
