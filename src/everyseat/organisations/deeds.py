"""The log of what powerful roles did: who, what, about what, when; never the content of a form."""

from datetime import UTC, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from everyseat.organisations.models import Deed, Person
from everyseat.safety import chain

ATTEMPTS = 20


def record(person: Person, what: str, about: str, status: int) -> Deed:
    """Append a deed to the chain. Two at once: the second follows the first."""
    entry = {
        "at": timezone.now(),
        "who": str(person.pk),
        "role": ", ".join(sorted(held.role for held in person.roles.all())),
        "what": what,
        "about": about[:300],
        "status": status,
    }
    for _ in range(ATTEMPTS):
        try:
            with transaction.atomic():
                last = Deed.objects.order_by("-id").values_list("digest", flat=True).first()
                previous = last or chain.FIRST
                digest = chain.digest(previous, _plain(entry))
                return Deed.objects.create(previous=previous, digest=digest, **entry)
        except IntegrityError:
            continue
    raise RuntimeError("the log of deeds could not be written")


def problems(noted: list[str]) -> list[str]:
    """Return what is wrong with the log; empty if every entry follows the one before."""
    return chain.problems(
        ((deed.previous, deed.digest, _plain(_entry(deed))) for deed in Deed.objects.iterator()),
        noted,
    )


def last() -> Deed | None:
    return Deed.objects.order_by("-id").first()


def _entry(deed: Deed) -> dict:
    return {key: getattr(deed, key) for key in ("at", "who", "role", "what", "about", "status")}


def _plain(entry: dict) -> dict:
    at: datetime = entry["at"]
    return entry | {"at": at.astimezone(UTC).isoformat()}
