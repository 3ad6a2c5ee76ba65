"""A part joins the site by its contract and one line in the list."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

import everyseat
from everyseat.organisations import section
from everyseat.site.parts import PARTS, parts

ROOT = Path(everyseat.__file__).parent
SECTIONS = [section.SECTION, *(one for part in parts() for one in part.sections)]


def test_a_part_is_a_package_of_its_key_that_is_installed():
    assert [part.key for part in parts()] == list(PARTS)
    assert {f"everyseat.{key}" for key in PARTS} <= set(settings.INSTALLED_APPS)


def test_people_see_the_sections_in_an_order_without_doubt():
    places = [one.place for one in SECTIONS]
    assert len(set(places)) == len(places)


@pytest.mark.parametrize("one", SECTIONS, ids=lambda one: one.page)
def test_a_section_has_a_page_and_knows_its_addresses(one):
    assert reverse(one.page).startswith(one.under)


def test_no_address_is_in_two_sections():
    every = [beginning for one in SECTIONS for beginning in one.under]
    assert len(set(every)) == len(every)


def test_the_site_and_the_commands_name_no_part():
    """But for the commands that are of one part alone, and what reads a part's files."""
    of_one = {"analyse.py", "report.py", "opinion.py", "conversation.py", "audit.py", "case.py"}
    files = [*(ROOT / "site").glob("*.py"), *(ROOT / "cli").glob("*.py")]
    found = {f.name: named for f in files if f.name not in of_one and (named := _parts_named(f))}
    assert found == {}


def _parts_named(path: Path) -> set[str]:
    imports = [n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.ImportFrom)]
    packages = {tuple((node.module or "").split(".")[:2]) for node in imports}
    return {key for key in PARTS if ("everyseat", key) in packages}
