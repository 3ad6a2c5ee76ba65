import random
from collections import Counter

import pytest

from everyseat.safety import snapshots
from everyseat.safety.snapshots import Key

KEY = Key.new()


def test_what_is_sealed_opens_with_its_key_and_at_its_step_alone():
    sealed = snapshots.seal(KEY.at(3), b"felt small")
    assert snapshots.unseal(KEY.at(3), sealed) == b"felt small"
    for wrong in (Key.new().at(3), KEY.at(2), KEY.at(4), Key(2, KEY.at(3).secret)):
        with pytest.raises(snapshots.CannotOpen):
            snapshots.unseal(wrong, sealed)
    with pytest.raises(snapshots.CannotOpen):
        snapshots.unseal(KEY.at(3), sealed[:-1] + bytes([sealed[-1] ^ 1]))


def test_a_key_leads_to_later_ones_and_never_back():
    assert KEY.at(2).at(7) == KEY.at(7)
    assert len({KEY.at(n).secret for n in range(50)}) == 50
    for step in (1, KEY.at(2).step + snapshots.MOST_STEPS + 1):
        with pytest.raises(snapshots.CannotOpen):
            KEY.at(2).at(step)


def test_length_tells_no_more_than_a_power_of_two():
    sizes = Counter(
        len(snapshots.seal(KEY, random.Random(n).randbytes(n))) - 28 for n in range(0, 70_000, 997)
    )
    assert set(sizes) == {2**14, 2**15, 2**16, 2**17}


def test_an_item_too_long_is_refused_and_never_cut():
    snapshots.must_fit(("What I felt was this. " * 700).encode())
    with pytest.raises(snapshots.TooLong):
        snapshots.must_fit(random.Random(1).randbytes(2**14))


def test_a_tag_tells_nothing_without_its_key():
    assert snapshots.tag(b"k", "moments 1") == snapshots.tag(b"k", "moments 1")
    assert snapshots.tag(b"k", "moments 1") != snapshots.tag(b"l", "moments 1")


def test_every_order_comes_up_as_often():
    orders = [tuple(snapshots.shuffled("abc")) for _ in range(6000)]
    counts = Counter(orders)
    assert len(counts) == 6
    assert all(850 < n < 1150 for n in counts.values())
