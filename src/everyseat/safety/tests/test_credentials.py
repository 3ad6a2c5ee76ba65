import pytest

from everyseat.safety import credentials
from everyseat.safety.credentials import PROTOCOL

KEY = credentials.new_key()
INFO = credentials.public_info("a review", "peer")
SECRET = bytes(range(16))
SERIAL = credentials.serial_of(SECRET)


def _drawn(key: bytes = KEY, info: bytes = INFO) -> bytes:
    """Return the mark that a browser gets for the serial."""
    blinded = PROTOCOL.blind(SERIAL)
    answer = credentials.issue(key, [blinded.element], info)
    return PROTOCOL.finalize([blinded], answer, credentials.public_key(key), info)[0][:16]


def test_a_drawn_credential_is_valid():
    assert credentials.is_valid(KEY, SERIAL, _drawn(), INFO)


def test_it_answers_nothing_else():
    for info in (
        credentials.public_info("a review", "partner"),
        credentials.public_info("another review", "peer"),
    ):
        assert not credentials.is_valid(KEY, SERIAL, _drawn(), info)


def test_a_forged_or_shortened_mark_is_not_valid():
    assert not credentials.is_valid(KEY, SERIAL, bytes(16), INFO)
    assert not credentials.is_valid(KEY, SERIAL, _drawn()[:15], INFO)
    assert not credentials.is_valid(KEY, SERIAL, b"", INFO)


def test_a_credential_of_another_round_is_not_valid():
    assert not credentials.is_valid(KEY, SERIAL, _drawn(credentials.new_key()), INFO)


def test_review_and_group_are_told_apart():
    assert credentials.public_info("1", "23") != credentials.public_info("12", "3")


def test_a_fingerprint_is_short_and_tells_keys_apart():
    one, other = (credentials.fingerprint(credentials.public_key(k)) for k in (KEY, SERIAL))
    assert one != other
    assert [len(part) for part in one.split("-")] == [5, 5, 5, 5]


def test_a_secret_of_another_size_is_refused():
    with pytest.raises(ValueError, match="16 bytes"):
        credentials.serial_of(b"short")
