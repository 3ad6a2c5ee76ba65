"""Facts about the site, stored in its database: such as its keys, or that it is a demonstration."""

from everyseat.giving.models import SiteFact

DEMONSTRATION = "demonstration"
KEY = "secret key"
KEYS = "folder of keys"
MAIL = "e-mail was tested"
FIRST_DAY = "first day is over"


def is_demonstration() -> bool:
    """Return whether this is the demonstration's database, where nobody real is."""
    return SiteFact.objects.filter(name=DEMONSTRATION).exists()


def mark_as_demonstration() -> None:
    SiteFact.objects.get_or_create(name=DEMONSTRATION)


def key_fingerprint() -> str:
    """Return the fingerprint of the key that secrets here are encrypted with, or ""."""
    return _value(KEY)


def keep_key_fingerprint(fingerprint: str) -> None:
    _keep(KEY, fingerprint)


def folder_of_keys() -> str:
    """Return the fingerprint of the folder of keys that sealed states are under, or ""."""
    return _value(KEYS)


def keep_folder_of_keys(fingerprint: str) -> None:
    _keep(KEYS, fingerprint)


def mail_was_tested() -> bool:
    """Return whether a test e-mail was accepted by the mail server once."""
    return SiteFact.objects.filter(name=MAIL).exists()


def note_that_mail_works() -> None:
    SiteFact.objects.get_or_create(name=MAIL)


def first_day_is_over() -> bool:
    """Return whether an administrator has put the list of first steps away."""
    return SiteFact.objects.filter(name=FIRST_DAY).exists()


def end_first_day() -> None:
    SiteFact.objects.get_or_create(name=FIRST_DAY)


def begin_first_day_again() -> None:
    SiteFact.objects.filter(name=FIRST_DAY).delete()


def _value(name: str) -> str:
    return SiteFact.objects.filter(name=name).values_list("value", flat=True).first() or ""


def _keep(name: str, value: str) -> None:
    SiteFact.objects.update_or_create(name=name, defaults={"value": value})
