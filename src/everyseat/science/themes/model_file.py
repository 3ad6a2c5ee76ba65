"""A suggester as a file that is safe to read: JSON and numbers in a zip, nothing that runs.

The file holds terms that at least two comments of training have, so whoever has it can read words
of these comments, though no comment.
"""

from __future__ import annotations

import json
import math
import zipfile
import zlib
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from everyseat.science.themes.features import Features, Terms
from everyseat.science.themes.suggester import Suggester

FORMAT = "everyseat themes 1"
LARGEST = 128 * 2**20
"""Bytes of a part of the file, unpacked."""
ABOUT, NUMBERS = "about.json", "coefficients.f4"


def save(suggester: Suggester, path: Path | BinaryIO) -> None:
    """Write a suggester to a file. The same suggester gives the same bytes.

    Parameters
    ----------
    suggester : Suggester
    path : Path or binary file
    """
    numbers = suggester.coefficients.astype("<f4").tobytes()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in ((ABOUT, _about(suggester)), (NUMBERS, numbers)):
            entry = zipfile.ZipInfo(name)  # without the time
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)


def load(path: Path | BinaryIO) -> Suggester:
    """Read a suggester from a file.

    Parameters
    ----------
    path : Path or binary file

    Returns
    -------
    Suggester

    Raises
    ------
    ValueError
        If the file holds no suggester, or has a part larger than 128 MiB unpacked.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            about, numbers = (_part(archive, name) for name in (ABOUT, NUMBERS))
        return _suggester(json.loads(about), numbers)
    except _TooLarge:
        raise
    except (*BROKEN, ValueError, TypeError, KeyError) as error:
        raise ValueError(
            "is not a model of themes, or a damaged one. Make it again by `everyseat themes train`"
        ) from error


class _TooLarge(ValueError):
    """A part of a file is larger than any model."""


BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
    *(RecursionError, OverflowError),
)


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        content = part.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise _TooLarge(f"is too large for a model of themes: {name} has over {LARGEST:,} bytes")
    return content


def _about(suggester: Suggester) -> str:
    features = suggester.features
    return json.dumps(
        {
            "format": FORMAT,
            "comments": suggester.n,
            "themes": suggester.names,
            "intercepts": [one if math.isfinite(one) else None for one in suggester.intercepts],
            "questions": features.questions,
            "words": _terms(features.words),
            "letters": _terms(features.letters),
        }
    )


def _terms(terms: Terms) -> dict[str, Any]:
    return {"terms": terms.terms, "idf": terms.idf.tolist()}


def _suggester(about: dict[str, Any], numbers: bytes) -> Suggester:
    if about["format"] != FORMAT:
        raise ValueError("another format")
    names = _texts(about["themes"])
    words, letters = (_read_terms(about[kind]) for kind in ("words", "letters"))
    features = Features(words, letters, _texts(about["questions"]))
    intercepts = [-np.inf if one is None else _number(one) for one in about["intercepts"]]
    coefficients = np.frombuffer(numbers, "<f4").astype(float).reshape(len(features), len(names))
    if len(intercepts) != len(names) or not np.isfinite(coefficients).all():
        raise ValueError("not one finite number for each theme")
    n = about["comments"]
    if not isinstance(n, int):
        raise TypeError("comments is no number")
    return Suggester(names, features, coefficients, np.array(intercepts), n)


def _read_terms(of: dict[str, Any]) -> Terms:
    terms, idf = _texts(of["terms"]), [_number(one) for one in of["idf"]]
    if not terms or len(idf) != len(terms):
        raise ValueError("not one number for each term")
    return Terms(terms, np.array(idf))


def _texts(values: Any) -> list[str]:
    """Return a list of different texts. ValueError or TypeError if it is none."""
    if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
        raise TypeError("no list of texts")
    if len(set(values)) < len(values):
        raise ValueError("a text is there twice")
    return values


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError("no finite number")
    return float(value)
