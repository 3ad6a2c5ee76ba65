"""What waits before others read it: abuse, people's names, ways to reach somebody.

One rule for every text that reaches people who did not ask for it: words and questions of a hall,
words of one's own about a moment, what goes up from a brief, and what comes back. A help, not a
wall: whoever wants to be rude finds a spelling, so whoever is responsible can hide what is shown.
No database.
"""

import enum
import re
from collections.abc import Iterable
from functools import lru_cache

import phonenumbers
import simplemma

from everyseat.safety import spelling, titles
from everyseat.safety.reaching import NO_NUMBER
from everyseat.safety.words import ALSO_WORDS


class Reason(enum.StrEnum):
    """Why a text waits."""

    ABUSE = "abuse"
    NAME = "name"
    CONTACT = "contact"


ANYWHERE = (
    *("fuck", "fvck", "phuck", "wanker", "arsehole", "asshole", "dickhead", "bollock", "bastard"),
    *("motherfu", "bullshit", "ffwc", "ffyc", "ffyci"),
)
"""Abuse wherever it stands in a word, in English and Welsh."""
BEGINNINGS = (
    *("fuk", "shit", "cunt", "wank", "twat", "bitch", "slut", "whore", "nigger", "nigga", "faggot"),
    *(
        "pillock",
        "plonker",
        "imbecile",
        "cretin",
        "halfwit",
        "dimwit",
        "thicko",
        "numpt",
        "wazzock",
    ),
    *("paedo", "retard", "scum", "moron", "idiot", "bellend", "knobhead", "arsewi", "bugger"),
    *("cachu", "gachu", "chachu", "nghachu", "cachwr", "cnych", "bastad", "fastad", "slwt"),
    *("hwren", "wancar", "cotsen", "pisho"),
)
"""How words of abuse begin."""
WHOLE = (
    *("arse", "ass", "dick", "prick", "piss", "cock", "fag", "paki", "spastic", "spaz"),
    *("tranny", "coon", "chink", "gyppo", "pikey", "kike", "tosser", "wog", "gook", "poof"),
    *("poofter", "lesbo", "mong", "nonce", "darkie", "tits", "minge"),
    *("coc", "goc", "cont", "gont", "nghont", "pidyn", "bidyn", "twpsyn", "dwpsyn"),
)
"""Words that are abuse as they stand; longer ones that begin so may be harmless."""
PHRASES = re.compile(
    r"\b(?:(?:sod|naff|bog) off|sod (?:you|them|him|her)|get stuffed|up yours|screw you|drop dead"
    r"|go to hell|shut (?:the hell )?up(?= *(?:$|[^\w\s]|you\b))"
    r"|(?:bloody|damn(?:ed)?|effing|frigging|fat|old|stupid|lazy|useless|silly|thick)"
    r" (?:useless|hopeless|lazy|stupid|incompetent|fools?|liars?|cows?|gits?|sods?|pigs?|hags?)"
    r"|(?:useless|lazy|stupid|hopeless|pathetic) (?:lot|bunch|shower)"
    r"|you(?:re| are)? (?:all |just |so |such |a |an |bloody |completely )*"
    r"(?:useless|pathetic|stupid|disgusting|liars?|fools?|clowns?))\b"
)
"""Ordinary words that are abuse together, in a plain text."""
HARMLESS = re.compile(r"niggl|niggard|retardan|paedodon|shii?take|fukuoka|fukushima")
STARRED = re.compile(r"(?<!\w)[a-z]\*{3}")
"""A letter and stars."""
RUDE_INSIDE = re.compile("|".join(map(spelling.pattern, ANYWHERE)))
RUDE_BEGINNING = re.compile("|".join(map(spelling.pattern, [*ANYWHERE, *BEGINNINGS])))
RUDE_WHOLE = re.compile("(" + "|".join(map(spelling.pattern, WHOLE)) + r")[s5$]?[!*+|]*")
DIVIDED = re.compile(r"(?<!\w)" + r"\s*".join("fuck"))
"""The one word that no other words hold between them, however it is divided."""
ADDRESSES = re.compile(
    r"\w@\w|(?<!\w)@\w{3}|https?:|\bwww\.|\bat\W+\w+\W+dot\W+\w|\bdot\W+(?:com|org|net|uk|wales)\b"
    r"|\b[\w-]{2,}\.(?:com|org|net|co|uk|cymru|wales|io|info|me|nhs)\b",
    re.IGNORECASE,
)
A_NUMBER = 6
"""Digits that may reach somebody."""
DIGITS = re.compile(r"(?:\d[ .()-]{0,2}){6}")
PARTICLES = frozenset(
    ("van", "von", "der", "den", "del", "las", "los", "bin", "ibn", "the", "and", "for", "ferch")
)
"""Parts of names that are nobody's."""
SHORTEST, LONGEST_NAME, SQUEEZED = 3, 5, 5
KEPT = 20_000
"""Texts whose reasons are remembered: a hall's words come again in each state."""


class Moderation:
    """The moderation rule, with the names in the directory."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        split = [tuple(_name_words(name)) for name in names]
        self.phrases = frozenset(words for words in split if len(words) > 1)
        single = {word for words in split for word in words} - PARTICLES
        self.doubtful = frozenset(w for w in single if w in ALSO_WORDS or len(w) < SHORTEST)
        self.names = frozenset(single) - self.doubtful
        self.squeezed = frozenset(
            short for name in self.names if len(short := spelling.squeezed(name)) >= SQUEEZED
        )
        self.reasons = lru_cache(KEPT)(self._reasons)

    def _reasons(self, text: str) -> tuple[Reason, ...]:
        """Return why a text waits: nothing if it may be shown at once."""
        plain_text = spelling.plain(text)
        findings = {
            Reason.ABUSE: is_rude(plain_text),
            Reason.NAME: self._names_somebody(text, plain_text),
            Reason.CONTACT: reaches_somebody(text),
        }
        return tuple(reason for reason, holds in findings.items() if holds)

    def _names_somebody(self, text: str, plain_text: str) -> bool:
        words = list(spelling.pieces(plain_text))
        return (
            titles.names_somebody(text)
            or any(map(self._is_name, words))
            or any(map(self._is_name, _spelled_out(plain_text)))
            or self._has_phrase(_name_words(text))
            or self._is_doubtful_name(text)
        )

    def _is_name(self, word: str) -> bool:
        if not self.names.isdisjoint(spelling.unmasked(word)):
            return True
        short = spelling.squeezed(word)
        return short != word and short in self.squeezed and not simplemma.is_known(word, "en")

    def _has_phrase(self, words: list[str]) -> bool:
        return any(
            tuple(words[first : first + n]) in self.phrases
            for first in range(len(words))
            for n in range(2, LONGEST_NAME + 1)
        )

    def _is_doubtful_name(self, text: str) -> bool:
        """Whether a name that is also a word has a capital where words have none."""
        if not re.search(r"(?<!\w)[a-z]", text):
            return False
        inside = re.finditer(r"(?<=[\w,;] )[A-Z][\w’'-]*", text)
        return any(word in self.doubtful for m in inside for word in _name_words(m.group()))


def _name_words(text: str) -> list[str]:
    return re.findall(r"\w+", spelling.plain(text))


def _spelled_out(plain_text: str) -> list[str]:
    """Return the words that single letters in a row spell."""
    rows = re.findall(r"(?<!\w)\w(?:[\W_]+\w)+(?!\w)", plain_text)
    return [re.sub(r"[\W_]", "", row) for row in rows]


def is_rude(text: str) -> bool:
    """Return whether a text, as `spelling.plain` returns it, holds abuse."""
    plain_text = spelling.calmed(text)
    return (
        any(rule.search(plain_text) for rule in (STARRED, DIVIDED, PHRASES))
        or any(map(_is_rude_word, spelling.pieces(plain_text)))
        or any(map(_is_rude_word, _spelled_out(plain_text)))
        or any(_is_match(RUDE_BEGINNING.match(joined)) for joined in spelling.with_gaps(plain_text))
    )


@lru_cache(KEPT)
def _is_rude_word(word: str) -> bool:
    if HARMLESS.match(word):
        return False
    looks = (RUDE_INSIDE.search(word), RUDE_BEGINNING.match(word), RUDE_WHOLE.fullmatch(word))
    return any(map(_is_match, looks))


def _is_match(match: re.Match[str] | None) -> bool:
    return match is not None and spelling.is_spelling(match[0])


def reaches_somebody(text: str) -> bool:
    """Return whether a text holds an e-mail or web address, a handle or a telephone number."""
    digits = NO_NUMBER.sub(" ", text)
    if ADDRESSES.search(text) or DIGITS.search(digits):
        return True
    is_long = sum(c.isdigit() for c in digits) >= A_NUMBER
    return is_long and phonenumbers.PhoneNumberMatcher(digits, "GB").has_next()
