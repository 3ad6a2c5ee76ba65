"""What a browser's scripts are tested against, and what Python makes of it: the same files."""

import json
from pathlib import Path

import pytest

from everyseat.safety import credentials, sealing

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def case():
    return json.loads((HERE / "sealed_case.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def card():
    return json.loads((HERE / "drawn_card.json").read_text(encoding="utf-8"))


def test_the_sealed_case_opens_by_receipt_and_by_guardian(case):
    stretched, own = sealing.stretch(case["receipt"]), case["case"]
    assert (stretched.key.hex(), stretched.locator) == (case["key"], case["locator"])
    assert sealing.open_with_receipt(stretched.key, own["for_receipt"]) == own["identity"]
    listed = sealing.unseal(own["wrapped"], case["guardian"]["identity"])
    assert listed == {"identity": own["identity"], "title": own["title"]}
    assert sealing.unseal(case["sealed"], own["identity"]) == case["content"]


def test_the_drawn_card_answers(card):
    key, info = bytes.fromhex(card["private_key"]), credentials.public_info("a review", "peer")
    read = credentials.read_card(card["code"])
    assert credentials.public_key(key).hex() == card["public_key"]
    assert credentials.fingerprint(credentials.public_key(key)) == card["fingerprint"]
    assert read.serial == credentials.serial_of(bytes.fromhex(card["secret"]))
    assert credentials.is_valid(key, read.serial, read.mark, info)
