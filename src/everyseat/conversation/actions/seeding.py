"""Statements that the organiser gives a conversation to begin with."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from django.utils.translation import gettext as _

from everyseat.conversation.actions import translating
from everyseat.conversation.models import Conversation, Statement
from everyseat.conversation.queries.statements import folded
from everyseat.files.problems import Problem
from everyseat.giving.letters import must_fit
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import changing
from everyseat.organisations.models import Person

MOST = 5000
"""Statements that one conversation holds, whoever wrote them."""
BROKEN = re.compile("[ÂÃ][\u0080-\u00bf]|â€.?|\ufffd")
"""UTF-8 that something has read as Windows-1252 before: “â€™” for an apostrophe."""
Line = tuple[int, str]
"""A line's number where it was typed, or in a file, and the statement on it."""


class Wrong(Exception):
    """Some lines can't be statements; nothing was saved."""

    def __init__(self, problems: list[Problem]):
        super().__init__()
        self.problems = problems


def add(*, conversation: Conversation, lines: Sequence[Line], new_only: bool = False) -> list[Line]:
    """Add a statement per line, and return those lines. Wrong, with every line, if one can't be.

    With `new_only` lines are left out that say what is there, or what a line above them says.
    """
    with changing(conversation):
        if conversation.is_closed:
            raise NotNow(_("This conversation has closed. It takes no more statements."))
        if new_only:
            lines = list(_new(conversation, lines))
        if problems := list(_problems(conversation, lines)):
            raise Wrong(problems)
        if room_for(conversation) < len(lines):
            raise NotNow(_("A conversation holds at most %(n)s statements.") % {"n": MOST})
        first = next_number(conversation)
        conversation.statements_changed += 1
        Statement.objects.bulk_create(
            Statement(
                conversation=conversation,
                number=number,
                text=text,
                origin=Statement.Origin.ORGANISER,
                state=Statement.State.PUBLISHED,
                is_seed=True,
            )
            for number, (_line, text) in enumerate(lines, first)
        )
    return list(lines)


def _new(conversation: Conversation, lines: Sequence[Line]) -> Iterator[Line]:
    seen = set(map(folded, conversation.statements.values_list("text", flat=True)))
    for line, text in lines:
        if folded(text) not in seen:
            yield line, text
        seen.add(folded(text))


def room_for(conversation: Conversation) -> int:
    """Return how many more statements a conversation holds."""
    return MOST - conversation.statements.count()


def next_number(conversation: Conversation) -> int:
    """Return the number of the next statement; under the conversation's lock."""
    last = conversation.statements.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def _problems(conversation: Conversation, lines: Sequence[Line]) -> Iterator[Problem]:
    seen = {folded(text): 0 for text in conversation.statements.values_list("text", flat=True)}
    for line, text in lines:
        if broken := BROKEN.search(text):
            told = _("has broken letters, such as “%(found)s”. Save the file as “CSV UTF-8”.")
            yield Problem(line, "", told % {"found": broken[0]})
        if (n := len(text)) > conversation.longest:
            told = _("has %(n)s letters. A statement has at most %(most)s.")
            yield Problem(line, "", told % {"n": n, "most": conversation.longest})
        key = folded(text)
        if key in seen:
            yield Problem(line, "", _same_as(seen[key]))
        seen.setdefault(key, line)


def _same_as(line: int) -> str:
    if line:
        return _("says the same as line %(n)s.") % {"n": line}
    return _("is already a statement of this conversation.")


def must_be_new(conversation: Conversation, texts: Sequence[str], *, instead_of: Statement) -> None:
    """Refuse words that can't take the place of a statement, beside the field of the words."""
    if not texts:
        raise Invalid("texts", _("Write a statement first."))
    others = conversation.statements.exclude(pk=instead_of.pk).values_list("text", flat=True)
    seen = set(map(folded, others))
    for text in texts:
        must_fit(text, conversation.longest, "texts")
        if folded(text) in seen:
            raise Invalid("texts", _("Another statement of this conversation says the same."))
        seen.add(folded(text))
    if room_for(conversation) < len(texts):
        raise NotNow(_("A conversation holds at most %(n)s statements.") % {"n": MOST})


def may_correct(statement: Statement) -> bool:
    """Return whether a statement is an organiser's, is asked, and nobody has answered it."""
    is_ours = statement.origin == Statement.Origin.ORGANISER and statement.is_published
    return is_ours and not statement.answers and not statement.conversation.is_closed


def correct(*, statement: Statement, text: str, by: Person, today: date) -> None:
    """Correct the words of an organiser's statement that nobody has answered.

    Its translations say what it said before, so they are removed; unless only such as a full stop
    has changed.
    """
    must_fit(text, statement.conversation.longest, "text")
    with _untouched(statement):
        others = statement.conversation.statements.exclude(pk=statement.pk)
        if folded(text) in map(folded, others.values_list("text", flat=True)):
            raise Invalid("text", _("Another statement of this conversation says the same."))
        if folded(text) != folded(statement.text):
            translating.remove_all(statement=statement, by=by, today=today)
        statement.text = text


def remove(*, statement: Statement) -> None:
    """Delete an organiser's statement that nobody has answered."""
    with _untouched(statement):
        Statement.objects.filter(pk=statement.pk).delete()


@contextmanager
def _untouched(statement: Statement) -> Iterator[None]:
    """Change an organiser's statement while nobody answers it: the conversation is locked first."""
    conversation = statement.conversation
    with changing(conversation), changing(statement):
        if not may_correct(statement):
            raise NotNow(_("People have answered this statement, so its words stay."))
        conversation.statements_changed += 1
        yield
