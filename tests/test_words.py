"""Words that a reader has to read twice stand in no text of a screen or an e-mail.

Each pattern stands beside what is written instead. A few texts are right all the same, by name.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src/everyseat"
FORBIDDEN = {
    r"\bseats?\b": "role, user, or the name",
    r"\btellings?\b": "feedback",
    r"(?<!in the )\brooms?\b": "live session",
    r"\bcan not\b": "can’t, or cannot",
    r"\btake\w* back\b": "undo",
    r"\bonce more\b": "again",
    r"\banew\b": "again, or new",
    r"\bmend(?:ed|s)?\b": "correct",
    r"\b[Oo]ne a (?:line|page|day|person|leader|guardian|card)\b": "one per",
    r"\b(?:a|one) (?:letter|word|number|card) a (?:\w+)\b": "per",
    r"(?:^|[.;:] )Who (?:draws|answers|gives|tells|asks|has|reads)\b.*[^?]$": "the person who",
    r"\bto (?:who|whom) (?:has|have|draws|is)\b": "to everyone who",
    r"\bhave? been written to\b": "we have sent an e-mail to",
    r"\bdelete themselves\b": "are deleted",
    r"\bone's\b": "your, or their",
    r"\bget(?:s)? (?:to know|told)\b": "learn",
}
TRANSLATED = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}
IN_TEMPLATE = re.compile(
    r"""\{% translate "([^"]*)"|\{% translate '([^']*)'|_\("([^"]*)"\)"""
    r"|\{% blocktranslate[^%]*%\}(.*?)\{% endblocktranslate %\}",
    re.DOTALL,
)
RIGHT = {
    ("forms.py", "Thank them for telling you"): "the verb",
    (
        "forms.py",
        "Use a few words that they would recognise: “leaving the meeting room, Monday”.",
    ): "a place",
}


def texts(file: Path) -> Iterator[str]:
    """Yield what of a file is translated, and so read by people."""
    if file.suffix != ".py":
        for found in IN_TEMPLATE.finditer(file.read_text()):
            yield " ".join(next(filter(None, found.groups()), "").split())
        return
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in TRANSLATED:
            yield from (str(arg.value) for arg in node.args if isinstance(arg, ast.Constant))


def files() -> list[Path]:
    found = [*SOURCE.rglob("templates/**/*.html"), *SOURCE.rglob("templates/**/*.txt")]
    return found + [file for file in SOURCE.rglob("*.py") if "tests" not in file.parts]


@pytest.mark.parametrize(("pattern", "instead"), FORBIDDEN.items())
def test_what_has_to_be_read_twice_is_written_nowhere(pattern, instead):
    wrong = [
        f"{file.relative_to(SOURCE)}: {text}"
        for file in files()
        for text in texts(file)
        if re.search(pattern, text) and (file.name, text) not in RIGHT
    ]
    assert wrong == [], f"write {instead}"


def test_the_test_finds_texts_of_templates_and_of_python():
    every = {text for file in files() for text in texts(file)}
    assert "Join a live session" in every
    assert "Tell someone how it felt" in every
    assert len(every) > 1000
