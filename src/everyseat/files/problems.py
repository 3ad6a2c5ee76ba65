"""What is wrong with a file: where, and what to do about it."""

from dataclasses import dataclass

SHOWN = 10


@dataclass(frozen=True, order=True)
class Problem:
    """A mistake in a file: where it is and what to do about it."""

    line: int
    column: str
    message: str

    def __str__(self) -> str:
        where = f"line {self.line:,}" + (f", column {self.column}" if self.column else "")
        return f"{where}: {self.message}"


class FileError(Exception):
    """A file that can't be used as it is, with every problem found in it.

    `advice` names an option of the command that settles it, for those who run the command.
    """

    def __init__(self, name: str, problems: list[Problem] | str, advice: str = ""):
        self.name = name
        self.problems = problems if isinstance(problems, list) else []
        self.summary = problems if isinstance(problems, str) else ""
        self.advice = advice
        super().__init__(self._text())

    def _text(self) -> str:
        if self.summary:
            return f"{self.name}: {self.summary}"
        lines = [f"{self.name}, {problem}" for problem in sorted(self.problems)[:SHOWN]]
        more = len(self.problems) - len(lines)
        return "\n".join(lines + ([f"… and {more:,} more"] if more else []))
