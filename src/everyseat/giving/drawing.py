"""Drawing credentials by name: the private key, and the register of who has drawn one."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _

from everyseat.giving import at_rest, snapshots
from everyseat.giving.refusals import NotNow
from everyseat.giving.refusing import in_json, sent
from everyseat.safety import credentials
from everyseat.safety.oprf import Evaluation


class Used(NotNow):
    """The invitation was used with something else before, or was declined."""


class Keyed(models.Model):
    """A model with its own key, for which credentials are drawn."""

    PURPOSE: str
    """What the private key is encrypted for."""

    private_key = models.CharField(max_length=200, blank=True, editable=False)
    public_key = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def key(self) -> bytes:
        """Return the private key, which the database holds encrypted."""
        return bytes.fromhex(at_rest.decrypt(self.private_key, self.PURPOSE))

    @key.setter
    def key(self, key: bytes) -> None:
        self.private_key = at_rest.encrypt(key.hex(), self.PURPOSE)

    def make_key(self) -> None:
        """Create its key, once, before anybody is invited."""
        key = credentials.new_key()
        self.key, self.public_key = key, credentials.public_key(key).hex()

    @property
    def fingerprint(self) -> str:
        """Return the fingerprint of the key, as it stands in every invitation."""
        return credentials.fingerprint(bytes.fromhex(self.public_key)) if self.public_key else ""


Register = dict[str, str]
"""The invitations that a card was drawn with, by key, each with the digest of what was sent for it.

The digest lets an answer that was lost on its way be given again, and never a second card. There is
no time, no order, and no older version to compare with: see `giving.snapshots`.
"""


@contextmanager
def registering(what: Keyed) -> Iterator[Register]:
    """Give the register of drawn cards, locked, to be changed in a transaction.

    Its old key is destroyed with each change, so that a copy of everything at one moment tells who
    has drawn and not in which order.
    """
    with snapshots.changing(_register(what), at_once=True) as register:
        yield register


def register_of(what: Keyed) -> Register:
    """Return the register of drawn cards of a round or a room."""
    return snapshots.read(_register(what))


def forget(what: Keyed) -> Register:
    """Return the register of drawn cards and delete it. Call it in a transaction."""
    return snapshots.take(_register(what))


def note(register: Register, invitation: object, digest: str) -> None:
    """Note what an invitation was used with. Used if it was something else before."""
    if register.setdefault(str(invitation), digest) != digest:
        raise Used(_("This invitation was already used, or declined."))


def digest(blinded: bytes) -> str:
    """Return the stored digest of a browser's request: 128 bits, against collisions."""
    return hashlib.sha256(blinded).hexdigest()[:32]


def _register(what: Keyed) -> str:
    return f"drawn {what._meta.label_lower} {what.pk}"


@in_json
def reply(request: HttpRequest, draw: Callable[[str, bytes], Evaluation]) -> dict[str, Any]:
    """Answer the drawing script: one evaluation for each thing that it may draw for.

    For an invitation that was used before nothing comes back: only who draws learns of it.
    """
    requests = sent(request)["blinded"]
    evaluations = {
        what: _evaluation(draw, what, bytes.fromhex(blinded)) for what, blinded in requests.items()
    }
    return {
        what: {"evaluated": e.elements[0].hex(), "proof": e.proof.hex()}
        for what, e in evaluations.items()
        if e
    }


def _evaluation(
    draw: Callable[[str, bytes], Evaluation], what: str, blinded: bytes
) -> Evaluation | None:
    try:
        return draw(what, blinded)
    except Used:
        return None
