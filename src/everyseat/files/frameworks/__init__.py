"""Frameworks: the themes that comments are sorted into, in groups, each with what it means."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from everyseat.files.problems import FileError

FOLDER = Path(__file__).parent
EXPECTED = (
    'holds no themes. Give a list of names, {"labels": [names]}, or '
    '{"groups": [{"name": …, "themes": [{"name": …, "description": …}]}]}'
)


@dataclass(frozen=True)
class Theme:
    """A theme of a framework, and the group it is in."""

    name: str
    group: str
    description: str


def patient_experience() -> list[Theme]:
    """Return the themes of the NHS's framework for what patients write: 32 in 10 groups."""
    return read(FOLDER / "patient_experience.json")


def read(path: Path) -> list[Theme]:
    """Read a framework from JSON: groups of themes, or a list of names alone.

    FileError if the file can't be read, holds no themes, or one of them twice.
    """
    try:
        themes = list(_themes(json.loads(path.read_text(encoding="utf-8-sig"))))
    except (OSError, ValueError, RecursionError) as error:
        raise FileError(path.name, f"can't be read as JSON ({error})") from error
    except (TypeError, KeyError) as error:
        raise FileError(path.name, EXPECTED) from error
    if not themes:
        raise FileError(path.name, EXPECTED)
    names = [plain(theme.name) for theme in themes]
    twice = sorted({theme.name for theme in themes if names.count(plain(theme.name)) > 1})
    if twice:
        raise FileError(path.name, f"has a theme twice: {', '.join(twice)}")
    return themes


def plain(name: str) -> str:
    """Return a theme's name as names are compared: whatever its case and spaces."""
    return " ".join(name.casefold().split())


def _themes(content: Any) -> list[Theme]:
    if isinstance(content, dict) and "groups" in content:
        return [
            Theme(_text(theme["name"]), _text(group["name"]), _text(theme.get("description", "")))
            for group in content["groups"]
            for theme in group["themes"]
        ]
    names = content["labels"] if isinstance(content, dict) else content
    if not isinstance(names, list):
        raise TypeError("no list")
    return [Theme(_text(name), "", "") for name in names]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value
