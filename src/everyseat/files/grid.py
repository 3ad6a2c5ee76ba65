"""The rows of a file as they stand in it, before anybody has looked which of them are names."""

from dataclasses import dataclass, field

from everyseat.files.problems import Problem


@dataclass(frozen=True)
class Grid:
    """Rows with anything in them, and each one's line in the file.

    `faulty` are lines that could not be read as rows; `broken` are cells whose value is not in the
    file (line, column from 0, why); `texts` is what a column asks, by its name, if the file says.
    """

    name: str
    rows: list[list[str]] = field(repr=False)
    lines: list[int] = field(repr=False)
    sheet: str = ""
    faulty: list[Problem] = field(default_factory=list, repr=False)
    broken: list[tuple[int, int, str]] = field(default_factory=list, repr=False)
    texts: dict[str, str] = field(default_factory=dict, repr=False)
    notes: list[str] = field(default_factory=list)
