"""Large and plain CSV files, read by polars in a tenth of the time and a third of the memory."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from everyseat.files import cells, delimited, headers
from everyseat.files.exports import Header
from everyseat.files.grid import Grid

MARK = b"\xef\xbb\xbf"
HEAD = 1 << 18
AT_ONCE = 1 << 23
"""Bytes looked at together."""


def utf_8(content: bytes) -> bytes | None:
    """Return a file's bytes with line feeds alone if they are UTF-8 without NUL, else None."""
    content = content.removeprefix(MARK)
    if b"\0" in content or not _is_utf_8(content):
        return None
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return content


def _is_utf_8(content: bytes) -> bool:
    try:
        return content.isascii() or bool(content.decode())
    except UnicodeDecodeError:
        return False


def frame(raw: bytes, name: str, column: str) -> tuple[pl.DataFrame, Header] | None:
    """Return the rows of plain UTF-8 text as categories, and the names of its columns.

    None where the first line does not name all columns, or some line needs a closer look.
    FileError if two columns have the same name.
    """
    head = raw[:HEAD].decode(errors="replace")
    delimiter, rest = delimited.split(head)
    if rest is not head or delimiter not in head or not _is_even(raw, delimiter.encode()):
        return None
    first = [line.split(delimiter) for line in head.split("\n")[: headers.HEAD]]
    start, header = headers.find(Grid(name, first, []), column)
    if start or header.rows > 1 or "" in header.names:
        return None
    cells.check_names(header.names, name)
    data = pl.read_csv(
        raw,
        separator=delimiter,
        has_header=False,
        skip_rows=1,
        new_columns=header.names,
        schema_overrides=[pl.Categorical] * len(header.names),
        quote_char=None,
    )
    return data, header


def _is_even(raw: bytes, delimiter: bytes) -> bool:
    """Return whether all lines have the first one's number of fields, none quoted or blank."""
    if b'"' in raw or b"\n" not in raw.rstrip(b"\n"):
        return False
    fields = raw.split(b"\n", 1)[0].count(delimiter)
    return all(_has_fields(part, delimiter, fields) for part in _parts(raw.rstrip(b"\n")))


def _parts(raw: bytes) -> Iterator[bytes]:
    """Yield whole lines, some millions of bytes at a time."""
    start = 0
    while start < len(raw):
        end = raw.find(b"\n", start + AT_ONCE)
        end = len(raw) if end < 0 else end
        yield raw[start:end]
        start = end + 1


def _has_fields(lines: bytes, delimiter: bytes, fields: int) -> bool:
    data = np.frombuffer(lines + b"\n", dtype=np.uint8)
    ends = np.flatnonzero(data == ord("\n"))
    places = np.flatnonzero(data == ord(delimiter))
    counts = np.diff(np.searchsorted(places, ends), prepend=0)
    lengths = np.diff(ends, prepend=-1) - 1
    return bool((counts == fields).all() and (lengths > fields).all())
