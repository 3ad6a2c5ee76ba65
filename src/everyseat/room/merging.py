"""Putting words together that are the same to the people who wrote them. No database."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable

MOST = 60
"""Words that a screen shows; the rest are counted together."""


def folded(word: str) -> str:
    """Return what makes two spellings one word: without case, accents, or marks around it."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(c for c in parts if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())


def merged(words: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return words with how many wrote each, the most first; each in its commonest spelling.

    `words` are spellings with how often each was written. Equal counts stand in alphabetical order,
    so that nothing tells which came first.
    """
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for word, n in words:
        spellings[folded(word) or word][word] += n
    found = [(_commonest(of), sum(of.values())) for of in spellings.values()]
    return sorted(found, key=lambda pair: (-pair[1], pair[0].casefold()))


def _commonest(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda word: (-spellings[word], word != word.lower(), word))
