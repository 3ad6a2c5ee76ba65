"""The points of a scale."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """The whole numbers from low to high."""

    low: int = 1
    high: int = 5

    @classmethod
    def parse(cls, text: str) -> "Scale":
        """Read "1-5". ValueError if it is not two rising whole numbers."""
        found = re.fullmatch(r"\s*(\d{1,3})\s*(?:-|–|to)\s*(\d{1,3})\s*", text)
        if not found or not 1 <= int(found[2]) - int(found[1]) <= 20:
            raise ValueError(f"{text} is not a scale such as 1-5")
        return cls(int(found[1]), int(found[2]))

    @property
    def points(self) -> int:
        return self.high - self.low + 1

    def __str__(self) -> str:
        return f"{self.low}–{self.high}"
