"""Who may import whom: the rules follow the list of parts, and are checked by import-linter."""

import sys
import tempfile
from pathlib import Path

from importlinter.cli import lint_imports

from everyseat.site.parts import PARTS

PACKAGES = [f"everyseat.{part}" for part in PARTS]
BELOW = ["everyseat.organisations", "everyseat.giving", "everyseat.files"]
PURE = ["everyseat.science", "everyseat.safety"]
SITE = ["everyseat.site", "everyseat.cli"]
REPORT = [
    "everyseat.conversation.report",
    *(f"everyseat.threesixty.{name}" for name in ("report", "group", "programme")),
]

RULES = [
    {
        "name": "science and safety stand alone: no web framework, no part of the product",
        "type": "forbidden",
        "source_modules": PURE,
        "ignore_imports": ["everyseat.science.tests.* -> polars"],
        "forbidden_modules": ["django", "polars", *BELOW, *PACKAGES, *SITE],
    },
    {
        "name": "scikit-learn is for suggesting themes alone: it is large, and loaded late",
        "type": "forbidden",
        "source_modules": ["everyseat"],
        "ignore_imports": ["everyseat.science.themes.** -> sklearn"],
        "forbidden_modules": ["sklearn"],
        "allow_indirect_imports": "true",
    },
    {
        "name": "a report needs no database: models, actions and views are not for it",
        "type": "forbidden",
        "source_modules": REPORT,
        "forbidden_modules": [
            "everyseat.conversation.models",
            "everyseat.threesixty.models",
            "everyseat.organisations",
        ],
        "allow_indirect_imports": "true",
    },
    {
        "name": "imports go down, and no part knows another",
        "type": "layers",
        "layers": [
            "everyseat.cli",
            "everyseat.site",
            " | ".join(PACKAGES),
            *BELOW[:2],
            " | ".join([BELOW[2], *PURE]),
        ],
    },
    {
        "name": "every part has one shape",
        "type": "layers",
        "containers": PACKAGES,
        "layers": [
            "(part)",
            "(urls) | (live)",
            "(views)",
            "(forms) | (present) | (landing)",
            "(who_sees)",
            "(actions)",
            "(queries)",
            "(models)",
        ],
    },
]


def check() -> int:
    """Write the rules for import-linter, and have it check them; return its exit status."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rules.ini"
        file.write_text(_ini())
        return lint_imports(config_filename=str(file), no_cache=True)


def _ini() -> str:
    lines = ["[importlinter]", "root_package = everyseat", "include_external_packages = True"]
    for n, rule in enumerate(RULES):
        lines.append(f"[importlinter:contract:{n}]")
        for key, value in rule.items():
            values = [value] if isinstance(value, str) else ["", *value]
            lines.append(f"{key} = " + "\n    ".join(values))
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(check())
