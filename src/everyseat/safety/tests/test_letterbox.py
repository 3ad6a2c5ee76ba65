import itertools

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


def test_the_length_of_what_waits_tells_nothing_of_an_answer():
    """Three questions of 4,000 characters are as long as none."""
    lengths = {len(letterbox.seal(KEY, b"x" * n)) for n in range(0, 16_000, 97)}
    assert len(lengths) == 1
    assert len({len(letterbox.seal(KEY, b"x" * n)) for n in range(0, 200_000, 9_700)}) == 3


def test_what_is_too_long_is_refused_and_not_cut():
    with pytest.raises(ValueError, match="bytes"):
        letterbox.seal(KEY, b"x" * 2**18)


def test_a_tag_is_the_same_for_a_revision_and_another_under_another_key():
    assert letterbox.tag(KEY, "serial") == letterbox.tag(KEY, "serial")
    assert letterbox.tag(KEY, "serial") != letterbox.tag(letterbox.new_key(), "serial")


def test_every_order_is_as_likely():
    orders = [tuple(letterbox.shuffled("abc")) for _ in range(6000)]
    for order in itertools.permutations("abc"):
        assert 850 < orders.count(order) < 1150
