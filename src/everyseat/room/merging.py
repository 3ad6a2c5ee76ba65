"""Putting words together that are the same to the people who wrote them. No database.

Two answers are one word if they differ in case, accents, marks or spaces; in the form of a word
(its lemma, from simplemma's dictionaries of English and Welsh); or if one is a slip of the other:
unknown to the dictionaries, rarer, of the same first letter, and one or two letters away (the
optimal string alignment distance). A facilitator can set a spelling apart.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import simplemma
from rapidfuzz.distance import OSA

LANGUAGES = ("en", "cy")
MOST = 60
"""Words that a screen shows; the rest are counted together."""
LIKELY = 200
"""Words that a slip is compared with: the commonest."""
MOST_COMPARED = 600
"""Words above which none is looked at for slips: no hall has so many, a script may."""
ONE_SLIP, TWO_SLIPS = 5, 9
"""Letters that a word must have before one, or two, of them may be wrong."""
AS_WRITTEN = frozenset({"better", "best", "worse", "worst"})
"""Forms that say something else than their lemma."""
APART = "="
"""What the key of a spelling begins with that was set apart."""
APOSTROPHES = str.maketrans("", "", "'’‘`´")


@dataclass(frozen=True)
class Group:
    """Spellings that are one word: what is shown, how many wrote it, and each with its number."""

    key: str
    shown: str
    n: int
    spellings: tuple[tuple[str, int], ...]

    @property
    def others(self) -> list[tuple[str, int]]:
        """The spellings that differ by more than case, accents and marks: each may stand apart."""
        numbers, first = Counter[str](), dict[str, str]()
        for spelling, n in self.spellings:
            numbers[folded(spelling)] += n
            first.setdefault(folded(spelling), spelling)
        return [(first[key], n) for key, n in numbers.items() if key != folded(self.shown)]

    @property
    def words(self) -> set[str]:
        """Return its spellings."""
        return {spelling for spelling, _ in self.spellings}

    @property
    def keys(self) -> set[str]:
        """What each of its spellings is by itself."""
        return {folded(spelling) or spelling for spelling, _ in self.spellings}


def folded(word: str) -> str:
    """Return what makes two spellings one: without case, accents, apostrophes and marks."""
    parts = unicodedata.normalize("NFKD", " ".join(_parts(word)))
    return "".join(c for c in parts if not unicodedata.combining(c))


def _parts(word: str) -> list[str]:
    """Return the words of an answer in lower case, with their accents."""
    plain = unicodedata.normalize("NFC", word.translate(APOSTROPHES).casefold())
    marks = "".join(c if c.isalnum() or unicodedata.combining(c) else " " for c in plain)
    return marks.split()


@lru_cache(maxsize=20_000)
def key(word: str) -> str:
    """Return the lemmas of an answer's words, without spaces. Accents help to find them."""
    lemmas = (w if w in AS_WRITTEN else simplemma.lemmatize(w, LANGUAGES) for w in _parts(word))
    return folded("".join(lemmas)) or word


@lru_cache(maxsize=20_000)
def is_known(word: str) -> bool:
    """Return whether the dictionaries hold every part of an answer."""
    return all(simplemma.is_known(part, LANGUAGES) for part in _parts(word))


def merged(
    words: Iterable[tuple[str, int]],
    apart: Collection[str] = (),
    by_hand: Mapping[str, str] | None = None,
) -> list[Group]:
    """Return words with how many wrote each, the most first; each in its commonest spelling.

    `words` are spellings with how often each was written, `apart` folded spellings that stand by
    themselves, `by_hand` those that were put with another one. Equal counts stand in alphabetical
    order, so that nothing tells which came first.
    """
    return list(_merged(frozenset(words), frozenset(apart), frozenset((by_hand or {}).items())))


@lru_cache(maxsize=64)
def _merged(
    words: frozenset[tuple[str, int]],
    apart: frozenset[str],
    by_hand: frozenset[tuple[str, str]],
) -> tuple[Group, ...]:
    alike: dict[str, Counter[str]] = defaultdict(Counter)
    for word, n in words:
        alike[folded(word) or word][word] += n
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    into = dict(by_hand)
    for own, of in alike.items():
        root = _root(own, into)
        first = _commonest(alike.get(root, of))
        spellings[APART + root if root in apart else key(first)].update(of)
    _take_slips(spellings)
    found = [_group(name, of) for name, of in spellings.items()]
    return tuple(sorted(found, key=lambda group: (-group.n, group.shown.casefold())))


def _root(own: str, into: Mapping[str, str]) -> str:
    """Return the spelling that one was put with, or that one with another, to the last."""
    for _ in into:
        own = into.get(own, own)
    return own


def _group(name: str, of: Counter[str]) -> Group:
    inside = tuple(sorted(of.items(), key=lambda pair: (-pair[1], pair[0])))
    return Group(name, _commonest(of), of.total(), inside)


def _take_slips(spellings: dict[str, Counter[str]]) -> None:
    """Put each slip with the commonest word that it may be a slip of."""
    if len(spellings) > MOST_COMPARED:
        return
    likely = sorted(spellings, key=lambda name: (-spellings[name].total(), name))[:LIKELY]
    forms = {name: {folded(word).replace(" ", "") for word in of} for name, of in spellings.items()}
    for name in sorted(spellings, key=lambda name: (spellings[name].total(), name)):
        if name[0] != APART and not any(is_known(word) for word in spellings[name]):
            meant = next(
                (
                    other
                    for other in likely
                    if other in spellings and _is_slip(name, other, spellings, forms)
                ),
                None,
            )
            if meant:
                spellings[meant].update(spellings.pop(name))
                forms[meant] |= forms[name]


def _is_slip(
    name: str, other: str, spellings: dict[str, Counter[str]], forms: dict[str, set[str]]
) -> bool:
    if name == other or name[0] != other[0]:
        return False
    if spellings[other].total() <= spellings[name].total():
        return False
    # a slip is one of a form that somebody wrote, not of its lemma
    return any(_near(a, b) for a in forms[name] for b in forms[other])


def _near(slip: str, word: str) -> bool:
    allowed = (len(word) >= ONE_SLIP) + (len(word) >= TWO_SLIPS)
    return allowed > 0 and OSA.distance(slip, word, score_cutoff=allowed) <= allowed


def _commonest(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda word: (-spellings[word], word != word.lower(), word))
