import itertools
import random

import pytest

from everyseat.safety import letterbox

KEY = letterbox.new_key()


@pytest.mark.parametrize("content", [b"", b"x", b"\0\0", b"y" * 5000])
def test_what_was_sealed_comes_out_as_it_was(content):
    assert letterbox.unseal(KEY, letterbox.seal(KEY, content)) == content


def test_another_key_or_a_changed_byte_opens_nothing():
    sealed = letterbox.seal(KEY, b"felt small")
    with pytest.raises(letterbox.CannotOpen):
        letterbox.unseal(letterbox.new_key(), sealed)
    with pytest.raises(letterbox.CannotOpen):
        letterbox.unseal(KEY, sealed[:-1] + bytes([sealed[-1] ^ 1]))


@pytest.mark.parametrize("letters", ["etaoin shrdlu\n", "ŵŷ’ ", "Ω€語 "])
def test_four_long_answers_are_as_long_as_none(letters):
    """In any script, as somebody might type: words of letters drawn at random, with gaps."""
    rng = random.Random(1)
    words = "".join(rng.choice(letters) + rng.choice("aeiou ") for _ in range(8000))
    assert len(words) >= 16_000
    assert len(letterbox.seal(KEY, words.encode())) == len(letterbox.seal(KEY, b""))


def test_what_is_too_long_is_refused_and_not_cut():
    with pytest.raises(letterbox.TooLong):
        letterbox.seal(KEY, random.Random(1).randbytes(2**14))


def test_a_tag_is_the_same_for_a_revision_and_another_under_another_key():
    assert letterbox.tag(KEY, "serial") == letterbox.tag(KEY, "serial")
    assert letterbox.tag(KEY, "serial") != letterbox.tag(letterbox.new_key(), "serial")


def test_every_order_is_as_likely():
    orders = [tuple(letterbox.shuffled("abc")) for _ in range(6000)]
    for order in itertools.permutations("abc"):
        assert 850 < orders.count(order) < 1150
