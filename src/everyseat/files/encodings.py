"""From bytes to text: UTF-8, UTF-16, or what older spreadsheets write, and no guess in between.

One damaged byte must not garble every accented name: a file that is UTF-8 but for a few bytes is
refused by line, instead of being read as something else.
"""

import codecs
import re
import unicodedata

from everyseat.files.problems import FileError, Problem

MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    codecs.BOM_UTF8: "utf-8-sig",
}
LOOKED_AT = 4096
OLDER = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman"}
SAY = "Or say how its letters are written: --encoding windows-1252"
DAMAGED = (
    "a character here is damaged: it is not UTF-8, as the rest of the file is. Type it again, and "
    "save the file as UTF-8"
)
_HALF = re.compile("[\ud800-\udfff]")


def decoded(content: bytes, name: str, encoding: str = "") -> str:
    """Return a file's text, each line ending with a line feed.

    FileError if the content is no text, or is damaged, unless an encoding is said: then characters
    that it does not have become U+FFFD.
    """
    return with_note(content, name, encoding)[0]


def with_note(content: bytes, name: str, encoding: str = "") -> tuple[str, str]:
    """Return the text, and what is worth saying of how it was read, if anything is."""
    if encoding:
        text = _as_said(content, name, encoding)
        lost = text.count("\ufffd")
        note = f"{lost:,} characters could not be read" if lost else ""
    else:
        text, note = _text_of(content, name)
    return text.replace("\r\n", "\n").replace("\r", "\n"), note


def _as_said(content: bytes, name: str, encoding: str) -> str:
    try:
        return content.decode(encoding, errors="replace").removeprefix("\ufeff")
    except (LookupError, ValueError) as error:
        raise FileError(name, f"{encoding} is no encoding that is known here") from error


def _text_of(content: bytes, name: str) -> tuple[str, str]:
    mark = next((m for m in MARKS if content.startswith(m)), b"")
    encoding = MARKS.get(mark) or _without_mark(content) or "utf-8"
    if encoding == "utf-8" and b"\0" in content[:LOOKED_AT]:
        line = content[: content.index(b"\0")].count(b"\n") + 1
        why = f"this is not a CSV file, whatever its name says: line {line:,} holds a NUL character"
        raise FileError(name, f"{why}. Save the table as a CSV file again")
    try:
        return content.decode(encoding), ""
    except UnicodeDecodeError as error:
        if not encoding.startswith("utf-8"):
            why = "is UTF-16, and damaged or cut off. Save it again, as UTF-8"
            raise FileError(name, why, SAY) from error
    _check_not_damaged(content, name)
    return _older(content)


def _without_mark(content: bytes) -> str:
    """Return "utf-16-le" or "-be" where every other byte is zero, as in UTF-16 without a mark."""
    start = content[:LOOKED_AT]
    even, odd = start[0::2], start[1::2]
    for zeros, others, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros and zeros.count(0) > 0.7 * len(zeros) and others.count(0) < 0.1 * len(others):
            return encoding
    return ""


def _check_not_damaged(content: bytes, name: str) -> None:
    """FileError by line for a file that is UTF-8 but for a few bytes.

    In a text of single bytes, letters beyond ASCII hardly ever stand together as UTF-8 has them.
    """
    text = content.decode("utf-8", errors="surrogateescape")
    bad = len(_HALF.findall(text))
    if sum(c > "\x7f" for c in text) - bad < bad:
        return
    lines = [i for i, line in enumerate(re.split("\r\n|\r|\n", text), 1) if _HALF.search(line)]
    raise FileError(name, [Problem(line, "", DAMAGED) for line in lines], SAY)


def _older(content: bytes) -> tuple[str, str]:
    """Return the text by the one of the older encodings that makes fewest odd letters of it."""
    texts = {name: content.decode(name, errors="replace") for name in OLDER}
    best = min(texts, key=lambda name: _oddness(texts[name]))
    return texts[best], f"letters as in {OLDER[best]}"


def _oddness(text: str) -> int:
    """Return how many characters stand where nobody writes them."""
    around = zip(f" {text}", text, f"{text[1:]} ", strict=False)
    return sum(_is_odd(*three) for three in around if three[1] > "\x7f")


def _is_odd(before: str, character: str, after: str) -> bool:
    """Return whether a character beyond ASCII is strange here.

    A capital within a word, a quotation mark or a dash between two letters, and any other sign
    that touches a letter. An apostrophe between letters is none.
    """
    kind = unicodedata.category(character)
    if kind[0] == "L" or character == "’":
        return kind == "Lu" and (before.islower() or (before.isalpha() and after.islower()))
    if character == "\ufffd" or kind[0] == "C":
        return True
    if kind == "Pi":
        return before.isalpha()
    if kind == "Pf":
        return after.isalpha()
    return before.isalpha() or (kind != "Pd" and kind[0] != "P" and after.isalpha())
