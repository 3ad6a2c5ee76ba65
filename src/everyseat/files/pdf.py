"""Setting a PDF that screen readers can read (PDF/UA-1) from data, by typst."""

import json
import re
import unicodedata
from functools import cache
from pathlib import Path

import typst

NOT_IN_A_FONT = re.compile(r'the text `"(.+?)"` could not be displayed')


@cache
def _compiler(template: Path) -> typst.Compiler:
    """Return the compiler, made once: warm it sets a page in a tenth of the time."""
    return typst.Compiler(template)


def render(template: Path, name: str, data: dict) -> bytes:
    """Return the PDF of a template that reads `data` from the input `name`.

    PDF/UA allows no letter that no font has: an emoji, say. Each is written as its Unicode name, in
    brackets. typst.TypstError if the template itself is wrong.
    """
    text = json.dumps(data, ensure_ascii=False)
    try:
        return _set(template, name, text)
    except typst.TypstError as error:
        missing = set("".join(NOT_IN_A_FONT.findall(error.diagnostic)))
        if not missing:
            raise
    return _set(template, name, text.translate({ord(c): _named(c) for c in missing}))


def _set(template: Path, name: str, text: str) -> bytes:
    return _compiler(template).compile(
        format="pdf", sys_inputs={name: text}, pdf_standards=["ua-1"]
    )


def _named(character: str) -> str:
    """Return what stands for a letter; nothing for one that only changes how another looks."""
    if unicodedata.category(character) in ("Mn", "Cf", "Cc"):
        return ""
    return f"[{unicodedata.name(character, 'unknown').lower()}]"
