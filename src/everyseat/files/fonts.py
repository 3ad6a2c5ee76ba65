"""Which letters our fonts can draw, and what replaces the others.

The fonts come with the package: Noto for every script in use, UnifontEX for most of what is
left. `fonts/index.json` says which characters each has. Both are made by the build.
"""

import json
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

FOLDER = Path(__file__).with_name("fonts")
BASE = re.compile(
    "[\\n -~\xa0-\xac\xae-\u017f\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f"
    "\u2002-\u200a\u202f\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u2030\u2032\u2033\u2039\u203a\u20ac\u2122\u2212]*"
)
"""Characters of Libertinus Serif, which typst brings along: all but these are looked up."""
FIRST, END = 0xE000, "\uf8ff"
REPLACEMENT = "\ufffd"
NOTHING = "–"
"""What stands for a text in which nothing can be seen: a heading must not be empty."""
BREAK = "\u200b"
"""Takes no room, and keeps a mark from joining a letter that no one font has together with it."""

BULLETS = dict.fromkeys(map(ord, "\uf0b7\uf0d8\uf0d7\uf09f\uf02d"), "•")
BULLETS |= {0xF0A7: "▪", 0xF06E: "■", 0xF0FC: "✓", 0xF0FE: "☑", 0xF0A8: "☐", 0xF0E0: "→"}
"""Word writes its bullets and ticks as private letters of the fonts Symbol and Wingdings."""
NEW_LINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u115f\u1160\u17b4\u17b5\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e001f]"
)
"""Controls, and what is not seen: of the marks of direction only those for one place stay."""
NO_LETTER = re.compile(
    "[\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(1 << 16, 15 << 16, 1 << 16)
    )
    + "]"
)
"""Halves of pairs, private letters, and what is no character."""
UNSEEN = re.compile(
    "[\u034f\u061c\u180b-\u180f\u200b-\u200f\ufe00-\ufe0f\U000e0020-\U000e007f\U000e0100-\U000e01ef]"
)
"""What is not drawn but says how letters join or look: needed in no font."""
JOINER = "\u200d"
KANA, HANGUL = (
    re.compile("[\u3040-\u30ff]"),
    re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]"),
)


@dataclass(frozen=True)
class Family:
    """A family of fonts, and which characters it has: where each run begins, and where it ends."""

    name: str
    starts: list[int]
    ends: list[int]

    def has(self, character: str) -> bool:
        i = bisect_right(self.starts, ord(character)) - 1
        return i >= 0 and ord(character) <= self.ends[i]


@cache
def families() -> list[Family]:
    """Return the families in the order in which they are asked for a letter."""
    index = json.loads((FOLDER / "index.json").read_text(encoding="utf-8"))
    return [Family(entry["family"], entry["runs"][::2], entry["runs"][1::2]) for entry in index]


class Fitting:
    """Makes texts fit the fonts, and gathers which families they need.

    A run that the base font lacks stands between two private letters: `FIRST` plus the family's
    place in `needed`, and `END`. No other private letter is left in a text.
    """

    def __init__(self) -> None:
        self.needed: list[str] = []
        self.script = "SC"

    @property
    def fonts(self) -> list[str]:
        """The families that are needed, by their full names."""
        return [name.replace("CJK", f"CJK {self.script}") for name in self.needed]

    def fit(self, text: str) -> str:
        """Return a text of which every letter can be drawn, with its runs marked.

        A letter that no font has is written as its Unicode name, in brackets.
        """
        if BASE.fullmatch(text):
            return text
        text = cleaned(text)
        if not UNSEEN.sub("", text).strip():
            return NOTHING
        if KANA.search(text) or (HANGUL.search(text) and self.script == "SC"):
            self.script = "JP" if KANA.search(text) else "KR"
        pairs = [pair for cluster in clusters(text) for pair in self._fitted(cluster)]
        runs = groupby(pairs, key=itemgetter(0))
        return "".join(self._marked(family, "".join(c for _, c in run)) for family, run in runs)

    def _fitted(self, cluster: str) -> list[tuple[str, str]]:
        """Return a cluster with its family, or its letters each with theirs; "" is the base."""
        family = _family(cluster)
        if family is not None:
            return [(family, cluster)]
        letters = [(_family(letter), letter) for letter in cluster]
        return [("", named(c)) if f is None else (f, BREAK + c) for f, c in letters]

    def _marked(self, family: str, run: str) -> str:
        if not family:
            return run
        if family not in self.needed:
            self.needed.append(family)
        return f"{chr(FIRST + self.needed.index(family))}{run}{END}"


def _family(cluster: str) -> str | None:
    """Return the first family that has all letters of a cluster, "" for the base; or None."""
    letters = UNSEEN.sub("", cluster)
    if BASE.fullmatch(letters):
        return ""
    return next((f.name for f in families() if all(map(f.has, letters))), None)


def cleaned(text: str) -> str:
    """Return a text of characters alone: no controls, no halves of pairs, no private letters."""
    text = NEW_LINES.sub("\n", unicodedata.normalize("NFC", text)).replace("\t", " ")
    return NO_LETTER.sub(REPLACEMENT, DROPPED.sub("", text.translate(BULLETS)))


def clusters(text: str) -> Iterable[str]:
    """Yield a text's grapheme clusters: a letter with its marks, an emoji of several."""
    start = 0
    for i, character in enumerate(text):
        if i and not (_joins(character) or text[i - 1] == JOINER or _are_flag(text[start : i + 1])):
            yield text[start:i]
            start = i
    if text:
        yield text[start:]


def _joins(character: str) -> bool:
    is_mark = unicodedata.category(character).startswith("M")
    return is_mark or bool(UNSEEN.match(character)) or "\U0001f3fb" <= character <= "\U0001f3ff"


def _are_flag(pair: str) -> bool:
    return len(pair) == 2 and all("\U0001f1e6" <= c <= "\U0001f1ff" for c in pair)


def plain(text: str) -> str:
    """Return a text in the base font alone, with the names of all other letters."""
    if BASE.fullmatch(text):
        return text
    return "".join(c if BASE.fullmatch(c) else named(c) for c in cleaned(text)) or NOTHING


def named(character: str) -> str:
    """Return the name of a letter in brackets; nothing for what is not seen alone."""
    if UNSEEN.match(character):
        return ""
    name = unicodedata.name(character, f"U+{ord(character):04X}")
    return f"[{name.lower() if ' ' in name else name}]"
