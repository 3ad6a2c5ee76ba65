"""The ceremonies of guardians' keys: the first, a second, a new one, one in escrow, a lost one."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.moments.actions.cases import RECIPIENT, Malformed, _must_be_sealed
from everyseat.moments.models import Case, GuardianKey, Wrapped
from everyseat.organisations.models import Person
from everyseat.organisations.refusals import NotNow


@transaction.atomic
def add_key(*, person: Person, recipient: str, kept: str) -> GuardianKey:
    """Give a guardian a key that their browser made. One they had before is retired."""
    if not RECIPIENT.fullmatch(recipient):
        raise Malformed
    _must_be_sealed(kept, 4000)
    today = timezone.localdate()
    GuardianKey.objects.filter(person=person, retired_on=None).update(retired_on=today)
    return _make(person=person, name=person.name, recipient=recipient, kept=kept, made_on=today)


@transaction.atomic
def add_escrow(*, name: str, recipient: str) -> GuardianKey:
    """Add a key whose private part somebody keeps on paper, against the loss of all others."""
    if not RECIPIENT.fullmatch(recipient) or not name.strip():
        raise Malformed
    return _make(name=name.strip()[:120], recipient=recipient, made_on=timezone.localdate())


def _make(**fields: object) -> GuardianKey:
    try:
        with transaction.atomic():
            return GuardianKey.objects.create(**fields)
    except IntegrityError:
        raise NotNow(_("This key is here already.")) from None


def retire(*, key: GuardianKey) -> None:
    """Seal nothing more to a key. What was sealed to it stays open to who holds it."""
    GuardianKey.objects.filter(pk=key.pk).update(retired_on=timezone.localdate())


@transaction.atomic
def share(*, person: Person, key: GuardianKey, wrapped: dict[str, str]) -> int:
    """Let another key open cases that this guardian can open; return how many.

    The wrapping is done in the guardian's browser. Whom a reporter left out because the concern is
    about them can't be told by the server: the guardian chooses which cases to share.
    """
    mine = {str(c.pk): c for c in Case.objects.filter(keys__person=person, pk__in=list(wrapped))}
    if set(mine) != set(wrapped):
        raise Malformed
    for pk, sealed in wrapped.items():
        _must_be_sealed(sealed, 4000)
        Wrapped.objects.update_or_create(case=mine[pk], key=key, defaults={"sealed": sealed})
    return len(wrapped)
