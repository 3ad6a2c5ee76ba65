"""Attacks on sealed cases by who holds the database, every key file, backups and the mailbox.

They look for reporters' names and words in all that lies there, in the shapes in which a mistake
would leave them, and for anything that opens a case. Each finds a weakness planted for it.
"""

import base64
import json
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from everyseat.safety import sealing
from tests.attacks.linkage import Found


@pytest.fixture(scope="module")
def held(tmp_path_factory) -> Path:
    """Return a folder with the site in `var`, played in a process of its own."""
    folder = tmp_path_factory.mktemp("cases")
    command = [sys.executable, "-m", "tests.attacks.scene_of_cases", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def truth(held) -> dict:
    return json.loads((held / "truth.json").read_text())


def everything(folder: Path) -> bytes:
    """Return every byte that lies in the site's folder: tables, free pages, journal, mail, keys."""
    return b"\0".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def shapes(text: str) -> list[bytes]:
    """Return a text as it could lie there: as it is, in hexadecimal, in base64 at any offset."""
    plain = text.encode()
    found = [plain, plain.hex().encode(), text.encode("utf-16-le")]
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + plain)
        found.append(coded[4 if shift else 0 : -4])
    return found


def found_in(data: bytes, texts: list[str]) -> list[str]:
    return [text for text in texts if any(shape in data for shape in shapes(text))]


def test_neither_words_nor_reporters_nor_receipts_lie_anywhere(held, truth):
    data = everything(held / "var")
    for what in ("secret", "name", "receipt", "locator"):
        assert found_in(data, [case[what] for case in truth["cases"]]) == [], what
    assert found_in(data, [truth["identity"], "remembered-words-of-the-leader"]) == []


@pytest.mark.parametrize("shape", range(6))
def test_words_that_lie_in_any_shape_are_found(held, truth, tmp_path, shape):
    secret = truth["cases"][7]["secret"]
    (tmp_path / "site.log").write_bytes(b"POST /sealed/ " + shapes(secret)[shape] + b" 200")
    assert found_in(everything(tmp_path), [secret]) == [secret]


def _keys_lying_in(data: bytes) -> list[str]:
    return [m.decode() for m in re.findall(rb"AGE-SECRET-KEY-1[0-9A-Z]{58}", data)]


def _opened(folder: Path, keys: list[str]) -> int:
    with sqlite3.connect(folder / "var/everyseat.sqlite3") as connection:
        rows = connection.execute("SELECT sealed FROM moments_wrapped").fetchall()
    return sum(_opens(sealed, key) for (sealed,) in rows for key in keys)


def _opens(sealed: str, key: str) -> bool:
    try:
        return bool(sealing.unseal(sealed, key))
    except sealing.CannotOpen:
        return False


def test_no_key_that_lies_there_opens_a_case(held, truth):
    assert _opened(held, _keys_lying_in(everything(held / "var"))) == 0


def test_a_guardians_key_that_lies_there_is_found_and_opens_all(held, truth, tmp_path):
    (tmp_path / "backup.txt").write_text(f"keep safe: {truth['identity']}")
    keys = _keys_lying_in(everything(tmp_path))
    assert _opened(held, keys) == len(truth["cases"])


def test_no_time_finer_than_a_day_is_kept_of_anybody_who_tells():
    kept = ("Case", "Entry", "SealedFile", "FilePart", "Wrapped", "Feedback", "Talk", "Pulse")
    fields = [f for name in kept for f in apps.get_model("moments", name)._meta.get_fields()]
    assert len(fields) > 40
    assert not [f for f in fields if isinstance(f, models.DateTimeField | models.TimeField)]
    assert not [f for f in fields if isinstance(f, models.GenericIPAddressField)]


def _by_size(truth: dict, sizes: dict[str, int]) -> Found:
    """Match cases to the lengths of what was written, the longest with the longest."""
    cases = sorted(truth["cases"], key=lambda case: case["length"])
    sealed = sorted(truth["cases"], key=lambda case: (sizes[case["case"]], case["locator"]))
    linked = sum(a is b for a, b in zip(cases, sealed, strict=True))
    return Found(linked, 1, len(cases))


def _sizes(held: Path) -> dict[str, int]:
    with sqlite3.connect(held / "var/everyseat.sqlite3") as connection:
        rows = connection.execute(
            "SELECT case_id, length(sealed) FROM moments_entry WHERE number = 1"
        )
        return {f"{k[:8]}-{k[8:12]}-{k[12:16]}-{k[16:20]}-{k[20:]}": n for k, n in rows}


def test_how_long_somebody_wrote_is_not_told_by_what_was_sealed(held, truth):
    assert abs(_by_size(truth, _sizes(held)).advantage) <= 4.5 / len(truth["cases"])


def test_lengths_that_were_not_padded_are_found(truth):
    assert _by_size(truth, {c["case"]: c["length"] + 500 for c in truth["cases"]}).advantage > 0.9


def test_the_mailbox_says_only_that_something_waits(held, truth):
    mail = everything(held / "var/mail").decode()
    assert mail.count("Subject: Please look at the guardian") == 1  # for all of them
    for word in (
        "worthless",
        "waved",
        "Ann Named",
        "passed on",
        *[c["case"] for c in truth["cases"]],
    ):
        assert word not in mail
