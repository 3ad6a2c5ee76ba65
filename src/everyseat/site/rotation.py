"""Changing the site's key: in its file and in the database, so that a crash between them is mended.

The file is written within the database's transaction, last: it then holds the new key and the old
one. Whichever of the two the database knows by its fingerprint, the change can be finished.
"""

from django.conf import settings
from django.db import transaction

from everyseat.organisations import site_key
from everyseat.organisations.site_key import NotTheKey
from everyseat.site import secret_key


def rotate() -> int:
    """Encrypt all secrets with a new key; return how many. NotTheKey, and nothing is changed, if
    the key that they are encrypted with is not here."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    old = next((key for key in keys if site_key.is_in_use(key)), None)
    if old is None or settings.SECRET_KEY_IS_NEW:
        raise NotTheKey("the key that this database is encrypted with is not here")
    if old != settings.SECRET_KEY:
        return site_key.rotate(old, settings.SECRET_KEY)  # begun before, or given by a variable
    if settings.ENVIRONMENT.secret_keys:
        raise NotTheKey(
            "the key is given by EVERYSEAT_SECRET_KEY. Put a new one before it, with a space"
            " between them, and run this again"
        )
    new = secret_key.new()
    with transaction.atomic():
        count = site_key.rotate(old, new)
        secret_key.store(settings.VAR, [new, *keys])
    return count


def forget() -> None:
    """Forget earlier keys: links that were signed with them stop working."""
    secret_key.store(settings.VAR, [settings.SECRET_KEY])
