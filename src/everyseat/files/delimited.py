"""Text with separators (CSV and its kin) as rows, each with its line in the file."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from everyseat.files.grid import Grid
from everyseat.files.problems import Problem

DELIMITERS = ",;\t|"
LOOKED_AT = 50
QUOTES = (
    "a quotation mark is opened here and not closed, or closed too early. Close it, or write two "
    "of them where the text itself has one"
)
_SAID = re.compile(r'"?sep=(.)"?[ ;,\t]*(?=\n|$)', re.IGNORECASE)


def split(text: str) -> tuple[str, str]:
    """Return a text's separator, and the text without a first line that says it (`sep=;`)."""
    said = _SAID.match(text)
    if said:
        return said[1], text[said.end() :]  # its line stays, empty: lines keep their numbers
    return _most_even(text), text


def _most_even(text: str) -> str:
    """Return the separator that most rows have equally often: a header alone may deceive."""
    lines = text[: 1 << 18].split("\n", 4 * LOOKED_AT)[: 4 * LOOKED_AT]
    return max(DELIMITERS, key=lambda delimiter: _evenness(lines, delimiter))


def _evenness(lines: list[str], delimiter: str) -> tuple[float, int]:
    """Return the share of rows that have the usual number of fields, and that number."""
    try:
        rows = [row for row in csv.reader(lines, delimiter=delimiter) if any(row)][:LOOKED_AT]
    except csv.Error:
        return 0, 0
    if not rows:
        return 0, 0
    fields, n = Counter(map(len, rows)).most_common(1)[0]
    return (n / len(rows), fields) if fields > 1 else (0, 0)


def rows_of(text: str, delimiter: str, name: str) -> Grid:
    """Read with Python's own reader, which knows the line of every row."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    rows, lines, faulty = [], [], []
    for line, row in _records(list(io.StringIO(text, newline="")), delimiter):
        if row is None:
            faulty.append(Problem(line, "", QUOTES))
        elif any(cell.strip() for cell in row):
            rows.append(row)
            lines.append(line)
    return Grid(name, rows, lines, faulty=faulty)


def _records(texts: list[str], delimiter: str) -> Iterator[tuple[int, list[str] | None]]:
    """Yield each row with its line; None where its quotation marks are wrong.

    After such a line it reads on from the next one, so that one run finds every mistake.
    """
    start = 0
    while start < len(texts):
        following = (texts[i] for i in range(start, len(texts)))
        reader = csv.reader(following, delimiter=delimiter, strict=True)
        line = start + 1
        try:
            for row in reader:
                yield line, row
                line = start + reader.line_num + 1
        except csv.Error:
            yield line, None
            start = line
        else:
            return
