"""The key that encrypts secrets in the database: checked by its fingerprint, and rotated.

Encrypted fields are found by looking at the models, so that new ones are rotated too.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Cast

from everyseat.giving import at_rest, site_facts
from everyseat.giving.drawing import Keyed
from everyseat.giving.fields import Encrypted
from everyseat.organisations.signing_in import second_factors


class NotTheKey(Exception):
    """The database was written with another key; the text says what to do."""


@dataclass(frozen=True)
class Secret:
    """One encrypted value of one row."""

    row: models.Model
    field: str
    purpose: str
    text: str

    def replace(self, text: str) -> None:
        """Store another text in its place, as it is."""
        rows = type(self.row)._base_manager.filter(pk=self.row.pk)
        if isinstance(self.row, Authenticator):
            data = rows.values_list("data", flat=True).get()
            rows.update(data=data | {self.field: text})
        else:
            rows.update(**{self.field: models.Value(text, models.TextField())})


# ---- which key is it


def refuse_another() -> None:
    """Raise NotTheKey if the database was written with another key than the site's."""
    fingerprint = site_facts.key_fingerprint()
    if fingerprint and settings.SECRET_KEY_IS_NEW:
        raise NotTheKey(
            f"{_where()} is missing, and a new key would open nothing that this database keeps"
            " encrypted. Restore it from its backup."
        )
    if fingerprint in map(at_rest.fingerprint, settings.SECRET_KEY_FALLBACKS):
        raise NotTheKey("this key is not in use yet. Finish its change: everyseat key rotate")
    if fingerprint != at_rest.fingerprint(settings.SECRET_KEY) and (
        fingerprint or not _opens_the_first()
    ):
        raise NotTheKey(
            f"{_where()} is not the key that this database was encrypted with. Restore that one"
            " from its backup."
        )


def is_in_use(key: str) -> bool:
    """Return whether a key is the one that secrets in the database are encrypted with."""
    return site_facts.key_fingerprint() == at_rest.fingerprint(key)


def keep_fingerprint() -> None:
    """Store the fingerprint of the site's key in the database."""
    site_facts.keep_key_fingerprint(at_rest.fingerprint(settings.SECRET_KEY))


def _where() -> str:
    by_setting = settings.ENVIRONMENT.secret_keys
    return "EVERYSEAT_SECRET_KEY" if by_setting else str(settings.VAR / "secret-key")


def _opens_the_first() -> bool:
    """Return whether the key opens the first stored secret, as no fingerprint is stored yet."""
    for secret in secrets():
        try:
            at_rest.decrypt(secret.text, secret.purpose)
        except at_rest.CannotOpen:
            return False
        return True
    return True


# ---- another key


@transaction.atomic
def rotate(old: str, new: str) -> int:
    """Encrypt every secret again, from one key to another; return how many there were.

    CannotOpen, and nothing is changed, if one was encrypted with neither.
    """
    count = 0
    for secret in secrets():
        text = at_rest.decrypt(secret.text, secret.purpose, old)
        secret.replace(at_rest.encrypt(text, secret.purpose, new))
        count += 1
    site_facts.keep_key_fingerprint(at_rest.fingerprint(new))
    return count


# ---- what is encrypted


def secrets() -> Iterator[Secret]:
    """Yield every value that the database holds encrypted."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, Encrypted):
                yield from _of_field(model, field)
        if issubclass(model, Keyed):
            for row in model._base_manager.exclude(private_key="").only("private_key"):
                yield Secret(row, "private_key", model.PURPOSE, row.private_key)
    yield from _of_factors()


def _of_field(model: type[models.Model], field: Encrypted) -> Iterator[Secret]:
    rows = model._base_manager.annotate(stored=Cast(field.name, models.TextField()))
    for row in rows.only("pk").iterator():
        yield Secret(row, field.name, field.purpose, vars(row)["stored"])


def _of_factors() -> Iterator[Secret]:
    for row in Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN):
        for name in {"secret", "seed"} & set(row.data):
            yield Secret(row, name, second_factors.PURPOSE, row.data[name])
