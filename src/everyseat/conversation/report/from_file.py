"""A report from a file of votes: a page, a PDF and the map, each in a file of its own."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language

from everyseat.conversation.report import result_pdf
from everyseat.conversation.report.build import build
from everyseat.conversation.report.figures import Figures, Statement
from everyseat.conversation.report.present import present

STYLE = Path(__file__).parents[2] / "site/static/everyseat/report.css"


def write(folder: Path, figures: Figures, statements: Sequence[Statement], title: str = "") -> None:
    """Write result.html, result.pdf, result.json and map.svg, if there is a map, into a folder."""
    content = build(figures, statements)
    presented = present(content, question=title)
    (folder / "result.json").write_text(json.dumps(content, indent=1), encoding="utf-8")
    (folder / "result.html").write_text(page(presented), encoding="utf-8")
    (folder / "result.pdf").write_bytes(result_pdf.render(presented))
    if presented["map"]:
        (folder / "map.svg").write_text(presented["map"], encoding="utf-8")


def page(presented: dict[str, Any]) -> str:
    """Return a report as a page that stands alone in a file."""
    context = {
        "result": presented,
        "style": STYLE.read_text("utf-8-sig") if STYLE.exists() else "",
        "lang": get_language() or "en",
    }
    return render_to_string("conversation/result_file.html", context)
