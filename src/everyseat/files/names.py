"""Names that strangers gave to files, made ones that deceive nobody and lead nowhere.

Only endings that no program runs are kept. The browser does the same (scripts/shared/file_name).
"""

import re
import unicodedata

HARMLESS = frozenset(
    (
        *("pdf", "txt", "csv", "docx", "xlsx", "pptx", "odt", "ods", "odp", "eml"),
        *("jpg", "jpeg", "png", "webp", "gif", "heic", "tif", "tiff"),
        *("mp3", "m4a", "wav", "ogg", "mp4", "mov", "webm"),
    )
)
LONGEST = 80
"""Characters before the ending."""


def safe(name: str) -> str:
    """Return a file's name without folders, control characters, and all endings but a harmless one.

    Characters that turn text round, so that `fdp.exe` reads as `exe.pdf`, are control characters.
    """
    visible = "".join(c for c in re.split(r"[\\/]", name)[-1] if not _is_control(c))
    stem, dot, ending = visible.rpartition(".")
    if not dot or ending.lower() not in HARMLESS:
        stem, ending = visible, "bin"
    plain = re.sub("-+", "-", "".join(c if _is_plain(c) else "-" for c in stem))
    return f"{plain[:LONGEST].strip('- ') or 'file'}.{ending.lower()}"


def _is_control(character: str) -> bool:
    return unicodedata.category(character)[0] == "C" or character in "\u2028\u2029"


def _is_plain(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN" or character in "()_ -"
