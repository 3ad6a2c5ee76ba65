"""The file of the site's key: the key in use on the first line, earlier ones below it.

Earlier keys only check links that were signed with them; nothing is signed or encrypted with one.
"""

import os
import secrets
from pathlib import Path

from everyseat.site.environment import SHORTEST_KEY, Mistakes


def path(var: Path) -> Path:
    return var / "secret-key"


def new() -> str:
    return secrets.token_urlsafe(50)


def in_file(var: Path) -> list[str]:
    """Return the keys of the file; none if there is no file. Mistakes if it can't be right."""
    try:
        keys = path(var).read_text().split()
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise Mistakes(
            [f"{path(var)} can't be read ({error}). Restore it from its backup."]
        ) from None
    if not keys or min(map(len, keys)) < SHORTEST_KEY:
        raise Mistakes([f"{path(var)} is cut short. Restore it from its backup."])
    return keys


def store(var: Path, keys: list[str]) -> None:
    """Replace the file, durably: a moment after a power cut there is the old one or the new one."""
    var.mkdir(parents=True, exist_ok=True)
    unfinished = path(var).with_suffix(".new")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write("\n".join(keys) + "\n")
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path(var))
    folder = os.open(var, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
