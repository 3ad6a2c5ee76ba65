"""The folder of reports: each person's file name, and all of it or nothing."""

import os
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

LONGEST = 100
"""Bytes of a file's name without its ending: a file system takes 255."""
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def file_names(recipients: list[str]) -> list[str]:
    """Return a file name for each recipient: their own where it is safe and not taken.

    Names that differ only by case, or after a hundred bytes, get their recipient's number.
    """
    safe = list(map(_safe, recipients))
    taken: set[str] = set()
    times = Counter(map(str.casefold, safe))
    for i, name in enumerate(safe):
        n = i + 1
        if times[name.casefold()] > 1:
            safe[i] = f"{name}-{n}"
        while safe[i].casefold() in taken:
            n += len(safe)
            safe[i] = f"{name}-{n}"
        taken.add(safe[i].casefold())
    return safe


def _safe(recipient: str) -> str:
    plain = re.sub(r"[^\w.-]+", "-", recipient).encode()[:LONGEST].decode(errors="ignore")
    plain = plain.strip("-.") or "recipient"
    return f"{plain}-" if RESERVED.fullmatch(plain) else plain


def check_free(out: Path, overwrite: bool) -> None:
    """Stop before any work if the folder holds something and may not be written into."""
    if out.is_dir() and not overwrite and any(out.iterdir()):
        raise click.ClickException(
            f"{out} already holds files. Choose another folder, or add --overwrite: files of the "
            "same names are then replaced, and all others stay"
        )


@contextmanager
def all_or_nothing(out: Path) -> Iterator[Path]:
    """Give a folder beside `out` to write into; put all of it in place if nothing fails."""
    out = out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{out.name[:40]}-", dir=out.parent))
    try:
        yield beside
        _put(beside, out)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _put(beside: Path, out: Path) -> None:
    if not out.exists():
        mask = os.umask(0)
        os.umask(mask)
        beside.chmod(0o777 & ~mask)
        beside.rename(out)
        return
    for file in sorted(beside.iterdir()):
        file.replace(out / file.name)
