"""Drawing credentials by name: the key that they are drawn with, and who has drawn one."""

import hashlib
import json
from collections.abc import Callable

from django.db import models
from django.http import JsonResponse
from django.utils.translation import gettext as _

from everyseat.organisations import at_rest
from everyseat.organisations.refusals import NotNow
from everyseat.safety import credentials
from everyseat.safety.oprf import Evaluation
from everyseat.safety.ristretto255 import InvalidElement

NOT_DRAWN = "0" * 64


class Used(NotNow):
    """An invitation that was begun with something else, or declined."""


class Keyed(models.Model):
    """Something that credentials are drawn for, with a key of its own."""

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
        """Give it its key, once: before anybody is invited."""
        key = credentials.new_key()
        self.key, self.public_key = key, credentials.public_key(key).hex()

    @property
    def fingerprint(self) -> str:
        """Return the fingerprint of the key, as it stands in every invitation."""
        return credentials.fingerprint(bytes.fromhex(self.public_key)) if self.public_key else ""


class Drawable(models.Model):
    """Somebody's right to draw one credential.

    `drawn` says that it was drawn, not when; `blinded` is the hash of what their browser sent for
    it, so that an answer lost on its way is given again, and never a second credential.
    """

    drawn = models.BooleanField(default=False)
    blinded = models.CharField(max_length=64, default=NOT_DRAWN)

    class Meta:
        abstract = True


def begin(mine: models.QuerySet, blinded: str) -> None:
    """Note that an invitation was used, and with what. Used if with something else before."""
    fresh = mine.filter(drawn=False).update(drawn=True, blinded=blinded)
    if not fresh and not mine.filter(blinded=blinded).exists():
        raise Used(_("This invitation has been used already, or was declined."))


def digest(blinded: bytes) -> str:
    """Return what is kept of what a browser sent."""
    return hashlib.sha256(blinded).hexdigest()


def reply(body: bytes, draw: Callable[[str, bytes], Evaluation]) -> JsonResponse:
    """Answer the drawing script: one evaluation for each thing that it may draw for.

    For an invitation that was used before nothing comes back: only who draws learns of it.
    """
    try:
        wanted = json.loads(body)["blinded"]
        drawn = {what: _drawn(draw, what, bytes.fromhex(sent)) for what, sent in wanted.items()}
    except NotNow as error:
        return JsonResponse({"problem": str(error)}, status=409)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, InvalidElement):
        return JsonResponse({"problem": _("This is not what our page sends.")}, status=400)
    return JsonResponse(
        {
            what: {"evaluated": e.elements[0].hex(), "proof": e.proof.hex()}
            for what, e in drawn.items()
            if e
        }
    )


def _drawn(
    draw: Callable[[str, bytes], Evaluation], what: str, blinded: bytes
) -> Evaluation | None:
    try:
        return draw(what, blinded)
    except Used:
        return None
