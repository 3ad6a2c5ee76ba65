"""What a database says of itself: that it is the demonstration's, and which key it is under."""

from everyseat.organisations.models import SiteFact

DEMONSTRATION = "demonstration"
KEY = "secret key"


def is_demonstration() -> bool:
    """Return whether this is the demonstration's database, where nobody real is."""
    return SiteFact.objects.filter(name=DEMONSTRATION).exists()


def mark_as_demonstration() -> None:
    SiteFact.objects.get_or_create(name=DEMONSTRATION)


def key_fingerprint() -> str:
    """Return the fingerprint of the key that secrets here are encrypted with, or ""."""
    return SiteFact.objects.filter(name=KEY).values_list("value", flat=True).first() or ""


def keep_key_fingerprint(fingerprint: str) -> None:
    SiteFact.objects.update_or_create(name=KEY, defaults={"value": fingerprint})
