"""Drawings that `everyseat spc` writes: one, or one for each value of a column."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from everyseat.cli.spc_found import Found

FORMS = ("number", "percent", "share")


@dataclass(frozen=True)
class Drawing:
    """How charts are drawn, and where to. `svg` and `png` are files; with `by`, folders."""

    svg: Path | None
    png: Path | None
    title: str
    width: int
    form: str
    action_text: str

    @property
    def is_asked_for(self) -> bool:
        return bool(self.svg or self.png)

    def write(self, found: "Found") -> None:
        """Write a chart to the files."""
        drawn = self.of(found, self.title)
        if self.svg:
            _save(self.svg, drawn.encode())
        if self.png:
            from everyseat.files.charts.png import png

            _save(self.png, png(drawn, self.width))

    def write_each(self, found: "dict[str, Found]") -> None:
        """Write a chart for each value of a column into the folders, by its name."""
        from everyseat.files.charts.png import png

        for (label, one), name in zip(found.items(), _names(list(found)), strict=True):
            drawn = self.of(one, f"{self.title}: {label}")
            if self.svg:
                _save(self.svg / f"{name}.svg", drawn.encode())
            if self.png:
                _save(self.png / f"{name}.png", png(drawn, self.width))

    def of(self, found: "Found", title: str) -> str:
        """Return a chart as SVG."""
        from everyseat.files import charts

        numbers = dict(zip(FORMS, (charts.PLAIN, charts.PERCENT, charts.SHARES), strict=True))
        action = found.action and charts.Action(found.action, self.action_text)
        return charts.svg(
            found.chart,
            found.series.dates,
            title=title,
            description=found.said(),
            width=self.width,
            numbers=numbers[self.form],
            actions=[action] if action else [],
            alone=True,
        )


def _names(labels: list[str]) -> list[str]:
    """Return a file's name for each value, no two of them the same."""
    from everyseat.files import names

    found: list[str] = []
    for label in labels:
        name = plain = names.safe(f"{label}.txt").removesuffix(".txt")
        number = 1
        while name.lower() in {other.lower() for other in found}:
            number += 1
            name = f"{plain} {number}"
        found.append(name)
    return found


def _save(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"{path} can't be written ({error.strerror})") from error
