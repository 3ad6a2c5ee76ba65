"""Which statements say nearly the same as others, for whoever decides about them."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process, utils

from everyseat.conversation.models import Conversation, Statement

ALIKE, MOST = 75, 3
"""How alike two statements are, of 100, with their words in any order; how many are suggested."""
ASKED = (Statement.State.WAITING, Statement.State.PUBLISHED)


def likely(
    conversation: Conversation, statements: Sequence[Statement]
) -> dict[int, list[Statement]]:
    """Return by their number the statements that others are like, each with those, likest first."""
    others = {one.pk: one for one in conversation.statements.filter(state__in=ASKED)}
    texts = {pk: one.text for pk, one in others.items()}
    found = {one.number: _like(one, texts) for one in statements}
    return {number: [others[pk] for pk in keys] for number, keys in found.items() if keys}


def _like(statement: Statement, texts: dict[int, str]) -> list[int]:
    """Return the keys of the texts that are like a statement's, without its own."""
    alike = process.extract(
        statement.text,
        texts,
        scorer=fuzz.token_sort_ratio,
        processor=utils.default_process,
        score_cutoff=ALIKE,
        limit=MOST + 1,
    )
    return [pk for _text, _score, pk in alike if pk != statement.pk][:MOST]
