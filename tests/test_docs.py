"""What the docs name is there, and what is there is named: they can't drift from the code."""

import re
import shlex
from pathlib import Path

import pytest

import everyseat
from everyseat.cli import main
from everyseat.site.parts import PARTS

ROOT = Path(__file__).parents[1]
PACKAGE = Path(everyseat.__file__).parent
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
HISTORY = ROOT / "docs/decisions"
"""Records of what was decided then: files have moved since."""


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_to_a_file_leads_to_one(page):
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", read(page))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_decision_stands_in_the_list_by_its_own_title():
    files = sorted(HISTORY.glob("0*.md"))
    titles = [read(file).splitlines()[0].removeprefix("# ").split(". ", 1)[-1] for file in files]
    listed = re.findall(r"^(\d+)\. \[(.+)\]\((.+)\)$", read(HISTORY / "README.md"), re.M)
    assert [file.name for file in files] == [name for _n, _title, name in listed]
    assert [int(file.name[:4]) for file in files] == [int(n) for n, _title, _name in listed]
    assert [title for _n, title, _name in listed] == titles


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_that_is_named_exists(page):
    for command in re.findall(r"`everyseat ([^`]+)`", read(page)):
        group = main
        for word in shlex.split(command):
            if not re.fullmatch("[a-z][a-z-]+", word) or not hasattr(group, "commands"):
                break
            assert word in group.commands, command
            group = group.commands[word]


@pytest.mark.parametrize(
    "page", [p for p in PAGES if HISTORY not in p.parents], ids=lambda page: page.stem
)
def test_every_file_of_ours_that_is_named_exists(page):
    named = re.findall(r"`([a-z_]+(?:/[a-zA-Z_0-9.-]+)+\.(?:py|ts|html|toml))`", read(page))
    roots = (ROOT, PACKAGE, *(PACKAGE / part for part in ("giving", "organisations", *PARTS)))
    missing = [name for name in named if not any((root / name).exists() for root in roots)]
    assert missing == []


@pytest.mark.parametrize(
    "page", [p for p in PAGES if HISTORY not in p.parents], ids=lambda page: page.stem
)
def test_every_folder_of_ours_that_is_named_exists(page):
    named = re.findall(
        r"`((?:src/everyseat|tests|frontend|docs|benchmarks)/[a-z_/]*/?)`", read(page)
    )
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_module_in_the_map_of_the_architecture_exists():
    tree = read(ROOT / "docs/architecture.md").split("```")[1]
    assert _named(tree) > 60
    assert list(_missing(tree)) == []


def _named(tree: str) -> int:
    return sum(len(names) for _folder, names in _lines(tree))


def _missing(tree: str):
    for folder, names in _lines(tree):
        for name in names:
            places = (folder / name, folder / f"{name}.py", folder / "actions" / f"{name}.py")
            if not any(place.exists() for place in places):
                yield f"{folder.name}: {name}"


def _lines(tree: str):
    """Yield each folder of the map, and the modules that it names there."""
    folder = PACKAGE
    for line in tree.splitlines():
        if found := re.match(r"  ([a-z]+)/ ", line):
            folder = PACKAGE / found[1]
        elif re.match(r"\S", line):
            folder = ROOT if not line.startswith("src") else PACKAGE
        elif found := re.match(r"    ((?:[a-z_0-9]+/?,? )+) ", line):
            yield folder, [name.strip("/") for name in re.split(r",? +", found[1].strip()) if name]


def test_every_script_that_a_page_loads_is_built_from_one():
    loaded = set()
    for template in PACKAGE.glob("*/templates/**/*.html"):
        loaded |= set(re.findall(r"static '(?:everyseat)/(\w+)\.js'", read(template)))
    scripts = ROOT / "frontend/scripts"
    built = {
        file.stem for folder in ("pages", "early") for file in scripts.glob(f"*/{folder}/*.ts")
    }
    assert loaded
    assert loaded == built
