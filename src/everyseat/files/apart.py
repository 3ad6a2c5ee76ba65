"""Reading a file in a process of its own, which may crash, hang or run out of memory alone.

The process has limits of memory, processor time and open files, no secret in its environment, no
connection to anything, and writes no file. What comes back is JSON of a limited size, checked.
"""

import contextlib
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from everyseat.files import texts
from everyseat.files.cells import Cells
from everyseat.files.grid import Grid
from everyseat.files.problems import FileError, Problem

log = logging.getLogger(__name__)
MIB = 1024 * 1024
Found = TypeVar("Found")
Made = Callable[[Any, str], Found]


@dataclass(frozen=True)
class Limits:
    """Limits of one reading: seconds of processor and clock, bytes of memory and of answer."""

    seconds: int
    memory: int
    answer: int


UPLOAD = Limits(seconds=20, memory=1024 * MIB, answer=64 * MIB)
EXPORT = Limits(seconds=60, memory=3072 * MIB, answer=128 * MIB)
"""Of a whole conversation: a million answers take about four seconds."""
OWN_FILE = Limits(seconds=300, memory=8192 * MIB, answer=1024 * MIB)
AT_ONCE = 2
"""Files read at the same time by one web process: a third waits."""
_turn = threading.BoundedSemaphore(AT_ONCE)


def cells_of(content: bytes, name: str, limits: Limits) -> Cells:
    """Return the cells of a CSV or XLSX file. FileError for its mistakes, and if reading fails."""
    return told(content, name, limits, Path(name).suffix.lower(), _cells)


def grid_of(content: bytes, name: str, what: str, column: str = "", sheet: str = "") -> Grid:
    """Return the rows of a "workbook" or an "spss" file of the person who runs the command.

    FileError for its mistakes, and if reading fails.
    """
    answer = _answer(content, name, OWN_FILE, what, column, sheet)
    return _believed(answer, name, _grid)


def told(content: bytes, name: str, limits: Limits, what: str, made: Made[Found]) -> Found:
    """Return what is made of the answer of the process that reads a stranger's file, in turn.

    FileError for the mistakes of the file, and if reading fails.
    """
    if not _turn.acquire(timeout=limits.seconds):
        raise FileError(name, "too many files are being read now. Try again in a minute")
    try:
        answer = _answer(content, name, limits, what)
    finally:
        _turn.release()
    return _believed(answer, name, made)


def _could_not(name: str) -> FileError:
    """Return the error for a reading process that died: the file's own mistakes are unknown."""
    return FileError(
        name,
        "this file could not be read: it is damaged, or larger than the memory and time that a "
        "file may take. Open it in a spreadsheet, save the sheet with the table as a CSV file, and "
        "choose that file",
    )


def _answer(content: bytes, name: str, limits: Limits, what: str, *more: str) -> bytes:
    """Return the reading process's answer. FileError unless it succeeds in time."""
    process = started(what, limits, *more)
    late = threading.Timer(limits.seconds, _kill, [process])
    sending = threading.Thread(target=_send, args=[process, content], daemon=True)
    late.start()
    sending.start()
    assert process.stdout is not None  # it is a pipe
    answer: bytes = process.stdout.read(limits.answer + 1)
    if len(answer) > limits.answer:
        _kill(process)
    code = process.wait()
    late.cancel()
    sending.join()
    process.stdout.close()
    if code:
        log.warning("A file could not be read: the process reading it ended with code %d.", code)
        raise _could_not(name)
    return answer


def started(what: str, limits: Limits, *more: str) -> subprocess.Popen[bytes]:
    """Start the reader: without this process's environment, folder, or open files."""
    numbers = [str(limits.seconds), str(limits.memory)]
    return subprocess.Popen(
        [sys.executable, "-I", "-m", "everyseat.files.reader", *numbers, what, *more],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"LC_ALL": "C.UTF-8"},
        cwd="/",
        start_new_session=True,
    )


def _send(process: subprocess.Popen[bytes], content: bytes) -> None:
    assert process.stdin is not None  # it is a pipe
    with contextlib.suppress(BrokenPipeError), process.stdin as pipe:
        pipe.write(content)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the reader, and whatever a hostile file may have made it start."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def parsed(answer: bytes, name: str) -> Cells:
    """Return the cells in the reader's answer, which is not trusted.

    FileError for what it found wrong in the file, and for an answer that it should not give.
    """
    return _believed(answer, name, _cells)


def _believed(answer: bytes, name: str, made: Made[Found]) -> Found:
    try:
        content = texts.from_json(answer)
        if isinstance(content, dict) and (content.get("problems") or content.get("summary")):
            why = _problems(content["problems"]) or str(content["summary"])
            of = str(content.get("file") or name)
            raise FileError(of, why, str(content.get("advice", "")))
        return made(content, name)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _could_not(name) from error


def _cells(content: Any, name: str) -> Cells:
    header = [str(cell) for cell in content["header"]]
    rows, lines = _rows(content)
    if any(len(row) != len(header) for row in rows):
        raise ValueError("the rows do not fit the header")
    return Cells(name, header, rows, lines, _problems(content.get("faulty", [])))


def _grid(content: Any, name: str) -> Grid:
    return Grid(
        name,
        *_rows(content),
        sheet=str(content["sheet"]),
        broken=[(int(line), int(column), str(why)) for line, column, why in content["broken"]],
        texts={str(column): str(text) for column, text in content["texts"].items()},
        notes=[str(note) for note in content["notes"]],
    )


def _rows(content: Any) -> tuple[list[list[str]], list[int]]:
    lines = [int(n) for n in content["lines"]]
    rows = [[str(cell) for cell in row] for row in content["rows"]]
    if len(rows) != len(lines):
        raise ValueError("each row has a line")
    return rows, lines


def _problems(found: Any) -> list[Problem]:
    return [Problem(int(line), str(column), str(message)) for line, column, message in found]
