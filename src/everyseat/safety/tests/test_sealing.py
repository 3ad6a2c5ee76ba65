"""Sealing: the same as the browser's, open to whom it is for, and to nobody else."""

import base64

import pyrage
import pytest

from everyseat.safety import sealing

RECEIPT = "garden window river copper lemon basket winter orange"


def test_a_receipt_is_stretched_as_the_browser_does():
    found = sealing.stretch(f"  {RECEIPT.upper().replace(' ', '  ')}. ")
    assert found.locator == "c599c261652610905bbcd4d9e1df47ec"
    assert found.key.hex() == "08396af1b8f3eccc6bac0eb18c21059d4174e0527157b579227b8fbaaa7212f9"


def test_a_receipt_has_eight_words():
    with pytest.raises(ValueError, match="8 words"):
        sealing.stretch("too few words")


@pytest.fixture(scope="module")
def case():
    identity, recipient, kept = sealing.new_guardian_key("correct horse battery staple")
    made = sealing.new_case(RECEIPT, {"g": recipient}, {"title": "T"})
    return identity, kept, made


def test_the_receipt_and_the_guardian_open_the_same_case(case):
    identity, _kept, made = case
    key = sealing.stretch(RECEIPT).key
    assert sealing.open_with_receipt(key, made.for_receipt) == made.identity
    assert sealing.unseal(made.keys["g"], identity)["identity"] == made.identity


def test_neither_another_receipt_nor_another_guardian_opens_it(case):
    _identity, _kept, made = case
    other = str(pyrage.x25519.Identity.generate())
    with pytest.raises(sealing.CannotOpen):
        sealing.open_with_receipt(bytes(32), made.for_receipt)
    with pytest.raises(sealing.CannotOpen):
        sealing.unseal(made.keys["g"], other)


def test_a_guardians_key_opens_with_the_passphrase_alone(case):
    identity, kept, _made = case
    opened = pyrage.passphrase.decrypt(base64.b64decode(kept), "correct horse battery staple")
    assert opened.decode() == identity
    with pytest.raises(pyrage.DecryptError):
        pyrage.passphrase.decrypt(base64.b64decode(kept), "wrong")


def test_the_length_of_a_message_tells_little(case):
    _identity, _kept, made = case
    sizes = [len(sealing.seal({"what": "x" * n}, [made.recipient])) for n in (1, 900, 4000)]
    assert max(sizes) - min(sizes) < 500  # age itself adds a stanza of random length
    long = sealing.seal({"what": "é" * 3000}, [made.recipient])
    assert sealing.unseal(long, made.identity) == {"what": "é" * 3000}


def test_what_is_stored_is_not_the_locator():
    locator = sealing.stretch(RECEIPT).locator
    assert locator not in sealing.stored(locator)
    assert sealing.stored(locator) == sealing.stored(locator)
