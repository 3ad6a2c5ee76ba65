"""What Live shows on its page, and on a person's first page."""

from collections.abc import Iterator
from dataclasses import replace

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from everyseat.organisations import roles
from everyseat.organisations.landing import Action, Entry, Group, Landing, Task
from everyseat.organisations.models import Person
from everyseat.room.models import Room
from everyseat.room.queries import briefs, room_state

MOST = 20
"""Past sessions on the page."""


def waiting(person: Person) -> Iterator[Task]:
    """Yield the sessions that are live now, and the briefs that a person is to hold with a team."""
    for room in room_state.mine(person).filter(ended_on=None, brief=None).exclude(current=None):
        text = _("“%(title)s” is live now: go on, or end it")
        yield Task(text % {"title": room.title}, reverse("room", args=[room.pk]), room.held_on)
    for room in briefs.to_hold(person):
        text = _("Hold the brief with %(team)s: %(title)s")
        names = {"team": room.team, "title": room.title}
        yield Task(text % names, reverse("room", args=[room.pk]), room.held_on)


def prepare(rank: int = 60) -> Action:
    return Action(
        _("Prepare a live session"),
        reverse("room_new"),
        _("Ask a whole hall at once. People answer on their phones, without an account or a name."),
        rank,
    )


def sign_in() -> Action:
    link = f"{reverse('account_request_login_code')}?next={reverse('live')}"
    return Action(
        _("Prepare or run a session"), link, _("Sign in first. Everybody with an account may.")
    )


def write_brief() -> Action:
    return Action(
        _("Write a brief for many teams"),
        reverse("brief_new"),
        _("Each team meets, talks and answers. You read what they say together, and reply."),
        rank=25,
    )


def actions(person: Person) -> Iterator[Action]:
    may_brief = person.may(roles.SEND_BRIEFS)
    if may_brief:
        yield write_brief()
    yield prepare(rank=15 if may_brief else 60)


def recent(person: Person) -> list[Entry]:
    return [_lately(room) for room in room_state.mine(person)[:5]]


def _lately(room: Room) -> Entry:
    """Return an entry that says what it is, beside those of other parts."""
    entry, what = _entry(room), "" if room.is_brief else _("Live session")
    return replace(entry, note=", ".join(filter(None, [what, entry.note])))


def live(person: Person | None) -> Landing:
    """Return a person's sessions: those to come or under way first, then past ones."""
    lead = _("Ask a whole hall, and show what people say as they answer on their phones.")
    if not person:
        return Landing(_("Live sessions"), lead, more=[sign_in()])
    mine = room_state.mine(person)
    groups = [
        Group(
            _("Open, and to come"),
            _entries(mine.filter(ended_on=None, brief=None)),
            _("None. Prepare one: it takes two minutes, and you can try it on your own phone."),
        ),
        Group(_("Briefs to many teams"), _entries(mine.exclude(brief=None)[:MOST])),
        Group(_("Past"), _entries(mine.exclude(ended_on=None).filter(brief=None)[:MOST])),
    ]
    more = [write_brief()] if person.may(roles.SEND_BRIEFS) else []
    return Landing(_("Live sessions"), lead, prepare(), groups, more)


def _entries(rooms: QuerySet[Room]) -> list[Entry]:
    return [_entry(room) for room in rooms]


def _entry(room: Room) -> Entry:
    link, note = reverse("room", args=[room.pk]), _note(room)
    if room.is_brief:
        return Entry(room.title, link, _("Brief"), "blue", room.held_on, _("Until"), note)
    if room.ended_on:
        return Entry(room.title, link, _("Ended"), "grey", room.held_on, note=note)
    if room.current_id:
        return Entry(room.title, link, _("Live now"), "green", room.held_on, note=note)
    return Entry(room.title, link, _("Prepared"), "yellow", room.held_on, note=note)


def _note(room: Room) -> str:
    """Return whose session it is, of two who run it, and with which team."""
    together = ""
    if room.second:
        names = {"name": room.facilitator.name, "second": room.second.name}
        together = _("%(name)s and %(second)s") % names
    return ", ".join(filter(None, [str(room.team or ""), together]))
