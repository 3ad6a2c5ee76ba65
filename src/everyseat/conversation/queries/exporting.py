"""A conversation as files in the shapes of Polis, so that it can move out.

Rows of answers can tell who somebody is. So people are numbered anew in each export, by chance, and
every row carries the day on which the conversation opened: we keep no times. Files that name nobody
have none at all, but for those of the statements of an import, which came with it.
"""

import random
from collections import defaultdict
from datetime import UTC, datetime

from everyseat.conversation import zipped
from everyseat.conversation.models import Conversation, Imported, Statement
from everyseat.conversation.queries import editions
from everyseat.files import polis

MODERATED = {
    Statement.State.PUBLISHED: 1,
    Statement.State.WAITING: 0,
    Statement.State.REJECTED: -1,
    Statement.State.REPLACED: -1,
}


def files(conversation: Conversation) -> dict[str, bytes]:
    """Return the files by name: as they came, if it was imported and nothing has changed since."""
    imported = Imported.objects.filter(conversation=conversation).first()
    if imported and imported.sequence == conversation.last_sequence and not conversation.removals:
        return zipped.unpacked(bytes(imported.files))
    return _made(conversation)


def without_people(conversation: Conversation) -> dict[str, str]:
    """Return statements and the summary as files by name, with nothing of one person.

    Nobody is named as the writer of a statement, and how many agree is told as the newest result
    tells it: a second number beside that would say more about people than either.
    """
    statements = list(conversation.statements.order_by("number"))
    edition, known = editions.newest(conversation), times(conversation)
    numbers = edition.released if edition else {}
    facts = {
        "topic": conversation.question,
        "voters": edition.content["people"] if edition else "",
        "comments": len(statements),
        "groups": len(edition.content["groups"]) if edition else "",
        polis.DESCRIPTION: conversation.description,
    }
    return {
        polis.SUMMARY: polis.summary(facts),
        polis.COMMENTS: polis.comments(
            (known.get(one.number, ""), _comment(one, {}), *_released(numbers.get(str(place))))
            for place, one in enumerate(statements)
        ),
    }


def _released(row: list[int] | None) -> tuple[int | str, int | str]:
    """Return how many agree and disagree, as they left; nothing where nothing has."""
    return (row[2], row[0]) if row else ("", "")


def _made(conversation: Conversation) -> dict[str, bytes]:
    numbers = _numbers(conversation)
    cast = _cast(conversation, numbers)
    statements = list(conversation.statements.order_by("number"))
    at, known = _midnight(conversation), times(conversation)
    texts = {
        polis.SUMMARY: polis.summary(_summary(conversation, cast, statements)),
        polis.COMMENTS: polis.comments(
            (known.get(one.number, at), _comment(one, numbers), *_agreed(one, cast))
            for one in statements
        ),
        polis.LOG: polis.log(
            (at, statement, person, vote)
            for person in sorted(cast)
            for statement, vote in sorted(cast[person].items())
        ),
        polis.MATRIX: polis.matrix(
            [one.number for one in statements], _rows(conversation, numbers, cast, statements)
        ),
    }
    return {name: text.encode() for name, text in texts.items()}


def _numbers(conversation: Conversation) -> dict[int, int]:
    """Return a number for each participant who answered or wrote, by chance."""
    found = list(conversation.participants.values_list("pk", flat=True))
    random.SystemRandom().shuffle(found)
    return {pk: number for number, pk in enumerate(found)}


def _cast(conversation: Conversation, numbers: dict[int, int]) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = defaultdict(dict)
    columns = conversation.votes.values_list("participant_id", "statement__number", "value")
    for pk, statement, value in columns.iterator():
        found[numbers[pk]][statement] = value
    return found


def _comment(one: Statement, numbers: dict[int, int]) -> polis.Comment:
    author = "" if one.written_by_id is None else str(numbers.get(one.written_by_id, ""))
    state = Statement.State(one.state)
    return polis.Comment(one.number, one.text, author, MODERATED[state], one.is_meta)


def _agreed(one: Statement, cast: dict[int, dict[int, int]]) -> tuple[int, int]:
    votes = [own.get(one.number) for own in cast.values()]
    return votes.count(1), votes.count(-1)


def _rows(
    conversation: Conversation,
    numbers: dict[int, int],
    cast: dict[int, dict[int, int]],
    statements: list[Statement],
) -> list[tuple[int, object, int, dict[int, int]]]:
    written = [numbers.get(one.written_by_id) for one in statements if one.written_by_id]
    groups = conversation.participants.values_list("pk", "group")
    of = {numbers[pk]: "" if group is None else group for pk, group in groups}
    return [(n, of[n], written.count(n), cast.get(n, {})) for n in sorted(numbers.values())]


def _summary(
    conversation: Conversation, cast: dict[int, dict[int, int]], statements: list[Statement]
) -> dict[str, object]:
    groups = conversation.participants.exclude(group=None).values("group").distinct().count()
    return {
        "topic": conversation.question,
        "voters": len(cast),
        "commenters": len({one.written_by_id for one in statements if one.written_by_id}),
        "comments": len(statements),
        "groups": groups,
        polis.DESCRIPTION: conversation.description,
    }


def times(conversation: Conversation) -> dict[int, str]:
    """Return when each statement was written where the conversation was held, as that file says.

    Of what was written here there is nothing: we keep no times.
    """
    imported = Imported.objects.filter(conversation=conversation).exclude(files=b"").first()
    if not imported:
        return {}
    return polis.times_of(zipped.unpacked(bytes(imported.files)).get(polis.COMMENTS, b""))


def _midnight(conversation: Conversation) -> int:
    """Return the day on which it opened, in milliseconds as Polis has them."""
    day = conversation.opened_on or conversation.closes_on
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)
