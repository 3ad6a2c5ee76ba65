"""Names that strangers give to files deceive nobody and lead nowhere."""

import json
from pathlib import Path

import pytest

from everyseat.files import names

CASES = json.loads(Path(__file__).with_name("file_names.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("given", "safe"), CASES)
def test_a_stranger_s_name_is_made_safe(given, safe):
    assert names.safe(given) == safe


def test_a_long_name_is_cut_before_its_ending():
    assert names.safe("x" * 5000 + ".pdf") == "x" * 80 + ".pdf"


@pytest.mark.parametrize(("_given", "safe"), CASES)
def test_a_safe_name_stays_as_it_is(_given, safe):
    assert names.safe(safe).removesuffix(".bin").removesuffix("-bin") == safe.removesuffix(".bin")
