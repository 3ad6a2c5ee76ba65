"""The process that reads one file from its standard input and writes its cells as JSON.

Run by `apart` as `python -I -m everyseat.files.reader SECONDS BYTES WHAT [COLUMN SHEET]`. It limits
itself before it reads a byte. A limit that is reached ends it, and the process that asked says so.

WHAT is an ending, `.csv` or `.xlsx`, for the cells of a stranger's file; `workbook` for the sheet
that has a COLUMN, or the SHEET that is said; `spss` for the rows of an SPSS file; `polis` for a
whole conversation in a zip file; `plan` for a plan of capacity.
"""

import json
import os
import resource
import sys

from everyseat.files import cells, spss, workbook
from everyseat.files.grid import Grid
from everyseat.files.problems import FileError


def main() -> None:
    seconds, memory, *what = sys.argv[1:]
    limit_itself(int(seconds), int(memory))
    sys.stdout.write(json.dumps(_read(sys.stdin.buffer.read(), *what)))


def limit_itself(seconds: int, memory: int) -> None:
    """Take at most so much processor time and memory, and write no file, not even a core dump."""
    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 32,
    }
    for kind, limit in limits.items():
        hard = resource.getrlimit(kind)[1]
        limit = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(kind, (limit, limit))


def _read(content: bytes, what: str, column: str = "", sheet: str = "") -> dict[str, object]:
    try:
        if what == "workbook":
            return _of_grid(workbook.sheet_of(content, "file", column, sheet))
        if what == "spss":
            return _of_grid(spss.grid_of(content, "file", column))
        if what == "polis":
            return _of_export(content)
        if what == "plan":
            return _of_plan(content)
        return _of_cells(cells.of_bytes(content, f"file{what}"))
    except FileError as error:
        problems = [(p.line, p.column, p.message) for p in sorted(error.problems)]
        named = {"file": error.name} if what == "polis" else {}
        return named | {"problems": problems, "summary": error.summary, "advice": error.advice}


def _of_export(content: bytes) -> dict[str, object]:
    os.environ["POLARS_MAX_THREADS"] = "1"  # each would ask for memory of its own
    from everyseat.files import polis, polis_sent  # not for other files: it takes a while

    return polis_sent.told(polis.of_files(polis_sent.unpacked(content, "ZIP"), "ZIP"))


def _of_plan(content: bytes) -> dict[str, object]:
    os.environ["POLARS_MAX_THREADS"] = "1"
    from everyseat.files import plans_sent

    return {"plan": plans_sent.document_of(content, "file")}


def _of_cells(table: cells.Cells) -> dict[str, object]:
    faulty = [(p.line, p.column, p.message) for p in table.faulty]
    return {"header": table.header, "rows": table.rows, "lines": table.lines, "faulty": faulty}


def _of_grid(grid: Grid) -> dict[str, object]:
    return {
        "rows": grid.rows,
        "lines": grid.lines,
        "sheet": grid.sheet,
        "broken": grid.broken,
        "texts": grid.texts,
        "notes": grid.notes,
    }


if __name__ == "__main__":
    main()
