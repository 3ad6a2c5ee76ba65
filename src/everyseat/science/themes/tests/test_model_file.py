"""A model as a file: the same after reading, and refused where it is none."""

import json
import zipfile

import numpy as np
import pytest

from everyseat.science import themes
from everyseat.science.themes import model_file
from everyseat.science.themes.tests import made

TEXTS, LABELS, QUESTIONS = made.comments()


@pytest.fixture(scope="module")
def suggester():
    return themes.fit(TEXTS, LABELS, names=made.NAMES, questions=QUESTIONS)


@pytest.fixture
def file(suggester, tmp_path):
    path = tmp_path / "model"
    themes.save(suggester, path)
    return path


def changed(file, about=None, numbers=None):
    """Write the file again with another part."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if about:
        parts["about.json"] = json.dumps(about(json.loads(parts["about.json"]))).encode()
    if numbers:
        parts["coefficients.f4"] = numbers(parts["coefficients.f4"])
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_a_model_that_was_read_suggests_exactly_the_same(suggester, file):
    read = themes.load(file)
    for one, other in zip(
        read.suggest(TEXTS, QUESTIONS), suggester.suggest(TEXTS, QUESTIONS), strict=True
    ):
        assert np.array_equal(one, other)
    assert (read.names, read.n) == (suggester.names, suggester.n)


def test_the_same_suggester_gives_the_same_bytes(suggester, file, tmp_path):
    themes.save(suggester, tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == file.read_bytes()


@pytest.mark.parametrize(
    "about",
    [
        lambda has: [],
        lambda has: has | {"format": "other"},
        lambda has: {key: has[key] for key in has if key != "words"},
        lambda has: has | {"themes": ["Staff"] * 4},
        lambda has: has | {"themes": has["themes"][:3]},
        lambda has: has | {"themes": "abcd"},
        lambda has: has | {"intercepts": [0.0]},
        lambda has: has | {"intercepts": ["0"] * 4},
        lambda has: has | {"intercepts": [float("nan")] * 4},
        lambda has: has | {"comments": "many"},
        lambda has: has | {"words": {"terms": [], "idf": []}},
        lambda has: has | {"letters": {"terms": has["letters"]["terms"], "idf": [1.0]}},
    ],
)
def test_a_part_that_does_not_fit_is_refused(file, about):
    changed(file, about)
    with pytest.raises(ValueError, match="is not a model of themes"):
        themes.load(file)


@pytest.mark.parametrize(
    "numbers", [lambda has: has[:-4], lambda has: has[:-1], lambda has: b"\xff" * len(has)]
)
def test_numbers_that_do_not_fit_are_refused(file, numbers):
    changed(file, numbers=numbers)
    with pytest.raises(ValueError, match="is not a model of themes"):
        themes.load(file)


@pytest.mark.parametrize("content", [b"", b"text", b"PK\x03\x04" + b"\0" * 90])
def test_a_file_of_another_kind_is_refused(tmp_path, content):
    (tmp_path / "model").write_bytes(content)
    with pytest.raises(ValueError, match="is not a model of themes"):
        themes.load(tmp_path / "model")


def test_a_damaged_file_is_refused(file):
    content = bytearray(file.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 40] = b"\0" * 40
    file.write_bytes(content)
    with pytest.raises(ValueError, match="is not a model of themes"):
        themes.load(file)


def test_a_file_that_is_too_large_unpacked_is_refused(file, monkeypatch):
    monkeypatch.setattr(model_file, "LARGEST", 100)
    with pytest.raises(ValueError, match=r"too large for a model of themes: about.json has over"):
        themes.load(file)
