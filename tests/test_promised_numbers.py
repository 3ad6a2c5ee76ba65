"""No sentence types a number from which something is shown, or up to which: it reads what decides.

One who changes `thresholds.RATINGS` would else change what the code keeps and not what it promises.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from everyseat.giving import drafts
from everyseat.organisations import actions as organisations
from everyseat.room import threshold as room_threshold
from everyseat.safety import thresholds

SOURCE = Path(__file__).parents[1] / "src/everyseat"
NUMBER = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty)"
LIMIT = r"at (?:least|most|once)|(?:fewer|less|more|larger) than|up to|under|over|below|above|once"
TYPED = re.compile(
    rf"\b(?:(?:{LIMIT}|steps of|within) {NUMBER}|from {NUMBER}(?: \w+)? on|"
    rf"{NUMBER}(?: \w+)? (?:or (?:more|fewer|less)|at (?:least|most|once)))\b",
    re.IGNORECASE,
)
TRANSLATED = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}
NO_THRESHOLDS = {
    ("threesixty/templates/threesixty/methods.html", "at least 88"): "what was measured",
    ("threesixty/templates/threesixty/methods.html", "fewer than 5"): "what was measured",
    ("threesixty/templates/threesixty/methods.html", "up to 6"): "what was measured",
    ("moments/templates/moments/files.html", "Up to 20"): "megabytes, and not people",
    ("moments/templates/moments/sending.html", "larger than 20"): "megabytes, and not people",
    ("conversation/templates/conversation/import.html", "larger than 12"): "megabytes",
    ("conversation/forms/moving_in.py", "At most 12"): "megabytes",
    ("improvement/present/capacity_words.py", "over 99"): "per cent, rounded",
    ("improvement/present/capacity_words.py", "under 1"): "per cent, rounded",
    ("improvement/templates/improvement/methods.html", "At least seven"): "values of a measure",
    ("improvement/templates/improvement/methods.html", "at least 13"): "values of a measure",
    ("improvement/templates/improvement/methods.html", "fewer than 13"): "values of a measure",
    ("improvement/forms/capacity_rows.py", "less than 100"): "per cent of hours",
    ("improvement/present/chart_words.py", "over 99"): "per cent, rounded",
    ("improvement/present/chart_words.py", "under 0"): "per cent, rounded",
    ("improvement/templates/improvement/capacity_counts.html", "At least 8"): "weeks of counts",
    ("improvement/forms/poster.py", "up to 3"): "issues on a poster",
    ("improvement/forms/poster.py", "up to 4"): "issues on a poster",
    ("improvement/present/chart_words.py", "five values or more"): "a trend of a run chart",
    ("improvement/present/chart_words.py", "seven or more"): "a run of a control chart",
    ("improvement/present/chart_words.py", "six values or more"): "a shift of a run chart",
}


def _texts(file: Path) -> Iterator[str]:
    """Yield what somebody may read of a file: a whole template, or what Python has translated."""
    if file.suffix != ".py":
        yield " ".join(file.read_text().split())
        return
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in TRANSLATED:
            yield from (str(arg.value) for arg in node.args if isinstance(arg, ast.Constant))


def _files() -> Iterator[Path]:
    yield from SOURCE.rglob("templates/**/*.html")
    yield from SOURCE.rglob("templates/**/*.txt")
    yield from (file for file in SOURCE.rglob("*.py") if "tests" not in file.parts)


@pytest.mark.django_db
def test_the_page_of_who_sees_what_reads_the_threshold_of_each_part(client, monkeypatch):
    organisations.set_up(organisation="Trust", name="Admin", email="admin@trust.example")
    monkeypatch.setattr(thresholds, "RATINGS", 7)
    monkeypatch.setattr(room_threshold, "K", 9)
    page = " ".join(client.get("/who-sees-what/").text.split())
    for said in (
        "The board reads counts of cases, none under 7, and no case",
        "Once there are at least 9 answers, everybody who sees the screen",
        "answers added up, at least 9 at once",
    ):
        assert said in page


def test_every_number_that_limits_something_is_read_from_what_decides():
    typed = {
        (str(file.relative_to(SOURCE)), found[0])
        for file in _files()
        for text in _texts(file)
        for found in TYPED.finditer(text)
    }
    assert typed == set(NO_THRESHOLDS)


def test_a_browser_keeps_a_draft_for_as_long_as_the_page_says():
    script = (SOURCE.parents[1] / "frontend/scripts/shared/drafts.ts").read_text()
    assert f"const DAYS = {drafts.DAYS}\n" in script


@pytest.mark.parametrize(
    "text",
    [
        "Once four or more have answered",
        "Fewer than 4 answers are deleted",
        "counts of cases, none under 4, and no case",
        "Shown from four answers on",
        "added up, at least four at once",
        "in steps of four",
        "Three words at most.",
    ],
)
def test_a_number_that_is_typed_is_found(text):
    assert TYPED.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "Once {{ k }} or more have answered",
        "at least %(k)s people",
        "Choose at least one team.",
        "It takes about ten minutes.",
        "Your receipt of eight words",
    ],
)
def test_a_number_that_is_read_or_limits_nothing_is_not(text):
    assert not TYPED.search(text)
