"""The audit log: who with a powerful role did what, about what and when. Never a form's content."""

from datetime import UTC, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from everyseat.organisations.models import AuditEntry, Person
from everyseat.safety import chain

ATTEMPTS = 20


def record(person: Person | None, what: str, about: str, status: int) -> AuditEntry:
    """Append an entry to the chain. Of two at the same time, the second follows the first.

    Without a person it was done at the command line, by whoever administers the server.
    """
    content = {
        "at": timezone.now(),
        "who": str(person.pk) if person else "",
        "role": ", ".join(sorted(r.role for r in person.roles.all())) if person else "",
        "what": what,
        "about": about[:300],
        "status": status,
    }
    for _ in range(ATTEMPTS):
        try:
            with transaction.atomic():
                newest = last()
                previous = newest.digest if newest else chain.FIRST
                digest = chain.digest(previous, _plain(content))
                return AuditEntry.objects.create(previous=previous, digest=digest, **content)
        except IntegrityError:
            continue
    raise RuntimeError("the audit log could not be written")


def problems(noted: list[str]) -> list[str]:
    """Return the faults of the log; empty if every entry follows the one before."""
    entries = AuditEntry.objects.iterator()
    links = ((entry.previous, entry.digest, _plain(_content(entry))) for entry in entries)
    return chain.problems(links, noted)


def last() -> AuditEntry | None:
    return AuditEntry.objects.order_by("-id").first()


def _content(entry: AuditEntry) -> dict[str, Any]:
    return {key: getattr(entry, key) for key in ("at", "who", "role", "what", "about", "status")}


def _plain(content: dict[str, Any]) -> dict[str, Any]:
    at: datetime = content["at"]
    return content | {"at": at.astimezone(UTC).isoformat()}
