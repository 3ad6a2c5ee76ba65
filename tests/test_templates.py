"""How templates are written: short lines, components, no space where a space is shown."""

import re
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src/everyseat"
WIDTH = 100
ATTRIBUTE = r"""[\w-]+=("[^"]*"|'[^']*')"""
UNBREAKABLE = re.compile(
    rf"\s*>?(\{{%[^{{}}]*%\}}|{ATTRIBUTE}|<\w+ {ATTRIBUTE}>)(\{{% endblock \w*%\}})?\s*"
)
"""One tag, which Django does not let one break, or one attribute."""


def test_a_line_is_longer_than_100_columns_only_where_it_can_not_be_broken():
    wrong = [
        f"{file.relative_to(SOURCE)}:{number}"
        for file in SOURCE.rglob("*.html")
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if len(line) > WIDTH and not UNBREAKABLE.fullmatch(line)
    ]
    assert wrong == []


def test_no_space_stands_before_words_that_are_shown_with_their_spaces():
    shown_as_typed = re.compile(
        r'<(?!textarea)\w+[^<>]*class="[^"]*\bes-(?:letter|marked)\b[^<>]*>\s'
    )
    for file in SOURCE.rglob("*.html"):
        assert not shown_as_typed.search(file.read_text()), file


def test_no_field_for_a_text_lets_a_browser_cut_it():
    """`maxlength` cuts what is pasted, and says nothing: `letters` and TextField do not."""
    codes = {"room/templates/room/join_form.html"}
    cut = {
        str(f.relative_to(SOURCE)) for f in SOURCE.rglob("*.html") if "maxlength" in f.read_text()
    }
    assert cut == codes
    field = re.compile(r"forms\.(?:Char|URL)Field\([^()]*(?:\([^()]*\)[^()]*)*max_length")
    for part in ("moments", "room", "threesixty"):
        for file in (SOURCE / part).glob("*form*.py"):
            assert not field.search(file.read_text()), file


def test_a_date_is_shown_as_every_page_shows_it():
    templates = SOURCE.rglob("templates/**/*.*")
    assert [file for file in templates if re.search(r"\|date\b", file.read_text())] == []
