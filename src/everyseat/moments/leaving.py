"""What waits with moments and concerns for somebody who is about to lose a role, or can't sign in.

It never says whether anybody has raised a concern, nor how many.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.moments.models import Moment
from everyseat.moments.queries import cases, offering
from everyseat.organisations import roles
from everyseat.organisations.leaving import Loss


def waits(loss: Loss) -> Iterator[str]:
    """Yield what waits for this person."""
    if roles.GUARD in loss.permissions:
        yield from _of_guardian(loss)
    still_open = Moment.objects.filter(leader=loss.person, state=Moment.State.OPEN).count()
    if loss.is_shut_out and still_open:
        text = ngettext(
            "%(name)s has asked how %(n)s meeting felt. Nobody else can read the answers.",
            "%(name)s has asked how %(n)s meetings felt. Nobody else can read the answers.",
            still_open,
        )
        yield text % {"name": loss.person.name, "n": still_open}


def _of_guardian(loss: Loss) -> Iterator[str]:
    name = {"name": loss.person.name}
    if cases.own_key(loss.person):
        yield _about_keys(loss)
    promise = offering.promise()
    if promise and promise.made_by_id == loss.person.pk:
        yield _(
            "%(name)s promised by when a concern is answered. The promise ends: another guardian "
            "should make one."
        ) % name  # fmt: skip


def _about_keys(loss: Loss) -> str:
    name = {"name": loss.person.name}
    keys = cases.keys_in_use().exclude(person=loss.person)
    others = ", ".join(key.person.name for key in keys if key.person)
    if others:
        text = _("New concerns go to %(others)s. %(name)s should hand over their own cases first.")
        return text % {**name, "others": others}
    if keys.exists():
        return _("Only the key in escrow is left: concerns wait until somebody fetches it.")
    text = _(
        "Nobody is left with a guardian's key. The routes through a guardian close, and nobody "
        "can read the concerns that %(name)s could read."
    )
    return text % name
