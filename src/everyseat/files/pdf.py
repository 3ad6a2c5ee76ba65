"""Setting a PDF that screen readers can read (PDF/UA-1) from data, by typst.

Every text is made to fit the fonts before it is set; see `fonts`. The machine's own fonts are not
used, so that a PDF is the same everywhere.
"""

import json
import logging
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, cast

import typst

from everyseat.faults import described
from everyseat.files import fonts

PACKAGE = Path(__file__).parents[1]
log = logging.getLogger(__name__)


def render(template: Path, name: str, data: dict[str, Any]) -> bytes:
    """Return the PDF of a template that reads `data` from the input `name`.

    The template shows its text by `letters` of letters.typ, with `data.fonts`. A letter that no
    font has is written as its Unicode name, in brackets. If setting fails all the same, every
    letter beyond the base font's is. typst.TypstError if the template itself is wrong.
    """
    fitting = fonts.Fitting()
    fitted = _texts(data, fitting.fit)
    try:
        return _set(template, name, fitted | {"fonts": fitting.fonts})
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # typst's own panics are no Exception
        if fitted == (plain := _texts(data, fonts.plain)):
            raise
        log.error("A PDF could not be set; its letters' names stand in: %s", described(error))
    return _set(template, name, plain | {"fonts": []})


def _texts(data: Any, change: Callable[[str], str]) -> Any:
    """Return data with each text in it changed."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, dict):
        return {key: _texts(value, change) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_texts(value, change) for value in data]
    return data


def _set(template: Path, name: str, data: dict[str, Any]) -> bytes:
    compiler = _compiler(template, bool(data["fonts"]))
    text = json.dumps(data, ensure_ascii=False)
    pdf = compiler.compile(format="pdf", sys_inputs={name: text}, pdf_standards=["ua-1"])
    return cast(bytes, pdf)  # a PDF without a path is one file, and comes back


@cache
def _compiler(template: Path, with_all_fonts: bool) -> typst.Compiler:
    """Return the compiler, made once: warm it sets a page in a tenth of the time."""
    own_fonts = _all_fonts() if with_all_fonts else typst.Fonts(include_system_fonts=False)
    return typst.Compiler(template, PACKAGE, font_paths=own_fonts, ignore_system_fonts=True)


@cache
def _all_fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[fonts.FOLDER])
