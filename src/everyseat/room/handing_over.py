"""Which live sessions and briefs of somebody an organiser may give to somebody else."""

from collections.abc import Iterator
from functools import partial

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from everyseat.organisations import roles
from everyseat.organisations.handing_over import Handover
from everyseat.organisations.models import Person
from everyseat.room import news
from everyseat.room.actions import running
from everyseat.room.models import Room


def of(person: Person) -> Iterator[Handover]:
    """Yield what is not over, and that its facilitator can't hold."""
    rooms = Room.objects.filter(facilitator=person, ended_on=None).select_related("brief")
    for room in rooms.order_by("held_on", "title", "pk"):
        if running.may_be_taken_over(room):
            final = _("Pages of givers say from then on that %(to)s reads it.")
            give, needed = partial(_give, room), _permission(room)
            yield Handover(_text(room), give, needed, final=[final])


def _text(room: Room) -> str:
    text = _("Live session: %(title)s, %(day)s")
    if room.is_brief:
        text = _("Team brief: %(title)s, answers until %(day)s")
    return text % {"title": room.title, "day": date_format(room.held_on)}


def _permission(room: Room) -> str:
    return roles.SEND_BRIEFS if room.is_brief else ""


def _give(room: Room, to: Person) -> None:
    running.take_over(room=room, to=to)
    transaction.on_commit(partial(news.changed, room.code))
