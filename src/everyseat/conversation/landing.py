"""What waits in conversations, and the page that lists them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.conversation.actions import opening
from everyseat.conversation.models import Conversation
from everyseat.conversation.queries import conversations, heard
from everyseat.organisations import roles
from everyseat.organisations.landing import Action, Colour, Entry, Group, Landing, Task
from everyseat.organisations.models import Person

MOST, LATELY = 50, 5
COLOURS: dict[str, Colour] = {"draft": "yellow", "open": "green", "closed": "grey"}


def waiting(person: Person) -> Iterator[Task]:
    """Yield what waits in conversations for anybody who may run them, whoever began it.

    That is drafts that could not open on their day, statements to decide about, overdue promises,
    and answers that nobody has written.
    """
    if not person.may(roles.RUN_CONVERSATIONS):
        return
    yield from _missed_opening(timezone.localdate())
    for conversation, n in conversations.with_waiting():
        text = ngettext(
            "%(n)s statement waits in “%(question)s”",
            "%(n)s statements wait in “%(question)s”",
            n,
        )
        said = text % {"n": n, "question": conversation}
        link = reverse("conversation_queue", args=[conversation.pk])
        yield Task(said, link, by=conversation.closes_on)
    yield from _overdue(timezone.localdate())
    for conversation in heard.unanswered():
        said = _("Say what you heard in “%(question)s”") % {"question": conversation}
        link = reverse("conversation_heard_edit", args=[conversation.pk])
        yield Task(said, link, since=conversation.closed_on)


def _missed_opening(today: date) -> Iterator[Task]:
    """Yield a task for each draft that could not open on its day: why, or that it can by now."""
    for draft in conversations.missed_opening():
        why = opening.what_stops(draft, today) or _("Nothing stops it now: you can open it.")
        said = _("“%(question)s” could not open by itself. %(why)s")
        link = reverse("conversation_open", args=[draft.pk])
        yield Task(said % {"question": draft, "why": why}, link, since=draft.opens_on)


def _overdue(today: date) -> Iterator[Task]:
    """Yield a task for each conversation after which something promised is overdue."""
    for conversation, n in heard.overdue(today):
        text = ngettext(
            "Give an update on %(n)s overdue promise from “%(question)s”",
            "Give an update on %(n)s overdue promises from “%(question)s”",
            n,
        )
        said = text % {"n": n, "question": conversation}
        yield Task(said, reverse("conversation_heard_edit", args=[conversation.pk]))


def prepare() -> Action:
    return Action(
        _("Prepare a big conversation"),
        reverse("conversation_new"),
        _("Ask thousands of people one open question, and find out what they agree on."),
        rank=27,
    )


def actions(person: Person) -> Iterator[Action]:
    if person.may(roles.RUN_CONVERSATIONS):
        yield prepare()


def recent(person: Person) -> list[Entry]:
    if not person.may(roles.RUN_CONVERSATIONS):
        return []
    found = conversations.listed()[:LATELY]
    return [replace(_entry(one), note=_("Big conversation")) for one in found]


def conversations_page() -> Landing:
    """Return every conversation: those to come or open first, then past ones."""
    every = conversations.listed()
    closed = every.filter(state=Conversation.State.CLOSED)
    groups = [
        Group(
            _("Open, and to come"),
            _entries(every.exclude(state=Conversation.State.CLOSED)[:MOST]),
            _("None. Prepare one, and look at it as participants will before you open it."),
        ),
        Group(_("Past"), _entries(closed[:MOST])),
    ]
    lead = _(
        "Ask one open question. People write short statements, and agree or disagree with each "
        "other’s."
    )
    return Landing(_("Big conversations"), lead, prepare(), groups, [_move_in()])


def _move_in() -> Action:
    return Action(
        _("Import a conversation"),
        reverse("conversation_import"),
        _("Bring what people answered in Polis, or in another Everyseat."),
    )


def _entries(found: Iterable[Conversation]) -> list[Entry]:
    return [_entry(one) for one in found]


def _entry(conversation: Conversation) -> Entry:
    day, said = _when(conversation)
    return Entry(
        conversation.question,
        reverse("conversation", args=[conversation.pk]),
        conversation.get_state_display(),
        COLOURS[conversation.state],
        day,
        said,
    )


def _when(conversation: Conversation) -> tuple[date, str]:
    if conversation.will_open_on:
        return conversation.will_open_on, _("Opens on")
    if conversation.closed_on is None:
        return conversation.closes_on, _("Until")
    return conversation.closed_on, (
        _("Imported on") if conversation.is_imported else _("Closed on")
    )
