"""What the built style sheets name is served: a missing icon is a mark that nobody sees."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find

BESIDE = ["organising.css", "improving.css", "screen.css"]
"""Sheets that some pages load after the others."""
SHEETS = ["everyseat.css", "dark.css", "report.css", *BESIDE]
URL = re.compile(r"url\(\s*[\"']?([^\"')]+)")


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_address_in_a_style_sheet_is_served(sheet):
    found = Path(str(find(f"everyseat/{sheet}")))
    named = {url for url in URL.findall(found.read_text()) if not url.startswith("data:")}
    assert {url for url in named if not (found.parent / url).is_file()} == set()


def test_every_style_sheet_that_is_built_is_looked_at():
    built = Path(str(find("everyseat/everyseat.css"))).parent
    assert {sheet.name for sheet in built.glob("*.css")} == set(SHEETS)


@pytest.mark.parametrize("sheet", BESIDE)
def test_a_sheet_that_is_loaded_beside_the_others_sets_no_colour_anew(sheet):
    """It comes after the dark one, and would make a dark page's ground light."""
    assert ":root" not in Path(str(find(f"everyseat/{sheet}"))).read_text()
