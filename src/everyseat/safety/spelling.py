"""What a text says under the spellings that hide it: case, accents, look-alikes, gaps, doubling.

It undoes what somebody does cheaply on a phone, and no more. No database.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

LATIN = "abcdefghijklmnopqrstuvwxyz"
LOOK_ALIKE = dict(
    zip(
        "аеорсухіїјѕкмтнвгԁһԛԝ" + "αεικνορτυχβηγω" + "ıłøđƒ" + "ᴀʙᴄᴅᴇғɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",
        "aeopcyxiijskmthbrdhqw" + "aeikvoptuxbnyw" + "ilodf" + "abcdefghijklmnoprstuvwyz",
        strict=True,
    )
)
"""Letters of other alphabets that look like ours (after Unicode's UTS 39, the common ones)."""
SQUARED = {
    chr(first + place): letter
    for first in (0x1F130, 0x1F150, 0x1F170, 0x1F1E6)
    for place, letter in enumerate(LATIN)
}
"""Letters in squares and circles, and those that flags are made of."""
READ_AS = str.maketrans(LOOK_ALIKE | SQUARED)
WITHIN = {
    **{letter: letter for letter in LATIN},
    **{"a": "a4@", "b": "b8", "e": "e3€", "g": "g9", "i": "i1!|", "l": "l1|£", "o": "o0"},
    **{"s": "s5$", "t": "t7+", "u": "uv"},
}
"""What stands for each letter inside a word."""
MASK = "*"
"""What stands for any letter."""
APOSTROPHES = re.compile(r"['’‘`´]")
POSSESSIVE = re.compile(r"(?<=\w)['’‘`´]s?(?!\w)")
BETWEEN = re.compile(r"[^\w\s@€£$!|+*]|_")
SHORT, MOST_PIECES = 2, 12
"""Letters of a piece that may be part of a word with gaps, and how many pieces are looked at."""
DRAWN_OUT = re.compile(r"(.)\1{3,}")


def plain(text: str) -> str:
    """Return a text in small Latin letters where it looks like them, without accents."""
    own = POSSESSIVE.sub("", text)
    if own.isascii():
        return own.lower().replace("'", "").replace("`", "")
    parts = unicodedata.normalize("NFKD", own.translate(READ_AS).casefold())
    letters = "".join(c for c in parts if not (unicodedata.combining(c) or _is_invisible(c)))
    return APOSTROPHES.sub("", letters.translate(READ_AS))


def _is_invisible(letter: str) -> bool:
    return unicodedata.category(letter) == "Cf"


def pieces(text: str) -> Iterator[str]:
    """Yield the words of a plain text: as marks divide them, and with the marks left out."""
    for token in text.split():
        parts = [part for part in BETWEEN.split(token) if part]
        yield from (part.strip(MASK) or part for part in parts)
        if len(parts) > 1:
            yield "".join(parts)


def with_gaps(text: str) -> Iterator[str]:
    """Yield what pieces of one or two letters in a row say, from each of them on: “f u c k”."""
    run: list[str] = []
    for piece in [*BETWEEN.sub(" ", text).split(), ""]:
        if piece and len(piece) <= SHORT:
            run.append(piece)
        else:
            yield from ("".join(run[first : first + MOST_PIECES]) for first in range(len(run) - 1))
            run = []


def calmed(text: str) -> str:
    """Return a text in which nothing stands more than three times in a row, and one mask masks."""
    return DRAWN_OUT.sub(r"\1\1\1", text.replace("#", "*"))


def pattern(word: str) -> str:
    """Return a regular expression of a word's spellings: doubled letters, digits, stars."""
    runs = re.findall(r"((.)\2*)", word)
    return "".join(
        f"[{re.escape(WITHIN[letter] + MASK)}]{{{len(run)},}}"
        if len(run) > 1
        else f"[{re.escape(WITHIN[letter] + MASK)}]+"
        for run, letter in runs
    )


def is_spelling(text: str) -> bool:
    """Return whether a match is of letters enough: not a number, nor a line of stars."""
    letters = sum(c in LATIN for c in text)
    digits = sum(c.isdigit() for c in text)
    return digits * 2 <= len(text) and text.count(MASK) <= letters


def unmasked(word: str) -> set[str]:
    """Return a word's readings: digits as letters, and drawn-out letters shortened."""
    readings = {word}
    if any(c in LATIN for c in word):
        for letter in ("i", "l"):
            readings.add(word.translate(str.maketrans("0134578@$!|€£", f"o{letter}eastbasiiel")))
    return readings | {
        re.sub(r"(.)\1{2,}", back, each) for each in readings for back in (r"\1", r"\1\1")
    }


def squeezed(word: str) -> str:
    """Return a word with each letter once where it is doubled."""
    return "".join(letter for letter, _ in groupby(word))
