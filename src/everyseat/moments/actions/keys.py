"""The ceremonies of guardians' keys: the first, a second, a new one, one in escrow, a lost one."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.giving.letters import must_fit
from everyseat.giving.refusals import NotNow
from everyseat.giving.states import changing, locked
from everyseat.moments.actions.cases import RECIPIENT, Malformed, keep_record, must_be_sealed
from everyseat.moments.models import Case, GuardianKey, Wrapped
from everyseat.moments.models.cases import LONGEST_KEEPER
from everyseat.moments.queries import cases, opening
from everyseat.organisations import outbox, roles
from everyseat.organisations.models import Person
from everyseat.organisations.queries import holders

SHORTEST_PASSPHRASE = 16
"""Letters. The server never sees one: only the script can look."""
SHARED_AT_ONCE = 200
"""Cases that a script hands over in one request."""


@transaction.atomic
def add_key(*, person: Person, recipient: str, kept: str) -> GuardianKey:
    """Give a guardian a key that their browser made. One they had before is retired."""
    if not RECIPIENT.fullmatch(recipient):
        raise Malformed
    must_be_sealed(kept, 4000)
    today = timezone.localdate()
    GuardianKey.objects.filter(person=person, retired_on=None).update(retired_on=today)
    made = _make(person=person, recipient=recipient, kept=kept, made_on=today)
    _tell_guardians()
    return made


@transaction.atomic
def change_key(
    *,
    person: Person,
    recipient: str,
    kept: str,
    wrapped: dict[str, str],
    unopened: list[str],
    records: dict[str, dict[str, str]],
) -> GuardianKey:
    """Give a guardian a new key, and all that the old one opens with it: all of it, or nothing.

    `unopened` are cases that the old key does not open either: what no browser of ours wrapped.
    `records` are the guardians' records that it opens, sealed to the new key too, each with the
    version that it was read in.
    """
    old = locked(GuardianKey.objects.filter(person=person, retired_on=None)).first()
    held = {str(pk) for pk in Wrapped.objects.filter(key=old).values_list("case", flat=True)}
    if not held <= {*wrapped, *unopened}:
        raise NotNow(_("A new case has arrived. Reload this page: your old key still works."))
    made = add_key(person=person, recipient=recipient, kept=kept)
    share(person=person, key=made, wrapped={pk: w for pk, w in wrapped.items() if pk in held})
    for case in Case.objects.filter(keys=made, pk__in=list(records)):
        keep_record(case=case, **records[str(case.pk)])
    return made


@transaction.atomic
def add_escrow(*, name: str, recipient: str, made_by: Person) -> GuardianKey:
    """Add a key whose private part somebody keeps on paper, against the loss of all others.

    Who made it has seen it: what they are left out of is not sealed to it either. It opens what
    other guardians were chosen for, too: so one of them confirms it, and until then nothing is
    sealed to it. Where there is no other it is used at once. Sent again it is the same key.
    """
    name = name.strip()
    must_fit(name, LONGEST_KEEPER, "name")
    if not RECIPIENT.fullmatch(recipient) or not name:
        raise Malformed
    told = GuardianKey.objects.filter(keeper=name, recipient=recipient, made_by=made_by)
    if before := told.filter(retired_on=None).first():
        return before
    today = timezone.localdate()
    is_alone = not cases.guardians().exclude(pk=made_by.pk).exists()
    made = _make(
        keeper=name,
        recipient=recipient,
        made_on=today,
        made_by=made_by,
        confirmed_on=today if is_alone else None,
    )
    _tell_guardians()
    return made


def confirm(*, key: GuardianKey, guardian: Person) -> None:
    """Use a key in escrow that another guardian made, from now on."""
    if guardian not in cases.guardians():
        raise NotNow(_("Make your own key first."))
    with changing(key):
        if not key.is_escrow or key.confirmed_on or key.retired_on:
            raise NotNow(_("This key does not wait to be confirmed."))
        if key.made_by == guardian:
            raise NotNow(_("You made this key: another guardian confirms it."))
        key.confirmed_by, key.confirmed_on = guardian, timezone.localdate()
        _tell_guardians()


def _tell_guardians() -> None:
    """Write to every guardian that keys have changed: nobody's key goes or comes unseen."""
    for person in holders(roles.GUARDIAN):
        outbox.write(person, "guardian_keys")


def _make(**fields: object) -> GuardianKey:
    try:
        with transaction.atomic():
            return GuardianKey.objects.create(**fields)
    except IntegrityError:
        raise NotNow(_("This key is here already.")) from None


def retire(*, key: GuardianKey) -> None:
    """Seal nothing more to a key in escrow. A guardian's own is retired by their next one alone.

    One guardian does it by themselves: a paper that somebody may have seen must not wait.
    """
    if not key.is_escrow:
        raise NotNow(_("A guardian's key is retired by themselves, or when they lose the role."))
    with changing(key):
        key.retired_on = timezone.localdate()
        _tell_guardians()


@transaction.atomic
def share(*, person: Person, key: GuardianKey, wrapped: dict[str, str]) -> int:
    """Let another key open cases that this guardian can open; return how many.

    The wrapping is done in the guardian's browser. A case is never shared with somebody whom its
    reporter left out, nor with a key that they made; and what a key holds is never replaced.
    """
    mine = {str(c.pk): c for c in Case.objects.filter(keys__person=person, pk__in=list(wrapped))}
    if set(mine) != set(wrapped):
        raise Malformed
    holder = key.person or key.made_by
    closed = {str(c.pk) for c in Case.objects.filter(left_out=holder)} if holder else set()
    n = 0
    for pk, sealed in wrapped.items():
        if pk not in closed:
            n += _let_open(mine[pk], key, sealed, shared_by=person)
    return n


@transaction.atomic
def let_in_again(*, case: Case, wrapped: dict[str, str]) -> None:
    """Let new keys open a case for its reporter, of guardians who have lost the key they had."""
    renewed = {str(key.pk): key for key in opening.renewed(case)}
    for pk, sealed in wrapped.items():
        if pk not in renewed:
            raise NotNow(_("The guardians’ keys have changed. Open your dialogue again."))
        _let_open(case, renewed[pk], sealed)


def _let_open(case: Case, key: GuardianKey, sealed: str, shared_by: Person | None = None) -> bool:
    """Keep what opens a case with one more key. Whose earlier key opened it was not added to it."""
    must_be_sealed(sealed, 4000)
    before = Wrapped.objects.filter(case=case, key__person=key.person).exclude(key__person=None)
    first = before.order_by("key__made_on").first()
    added: dict[str, object] = {"shared_on": timezone.localdate(), "shared_by": shared_by}
    if first:
        added = {"shared_on": first.shared_on, "shared_by": first.shared_by, "read": first.read}
    return Wrapped.objects.get_or_create(case=case, key=key, defaults={"sealed": sealed, **added})[
        1
    ]
