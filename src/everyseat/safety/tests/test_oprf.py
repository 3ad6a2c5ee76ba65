"""RFC 9497: the three modes equal its test vectors, and refuse what they must."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everyseat.safety import ristretto255 as group
from everyseat.safety.oprf import BadProof, Evaluation, Mode, Protocol
from everyseat.safety.ristretto255 import InvalidElement

RFC = json.loads((Path(__file__).parent / "rfc9497.json").read_text())
VECTORS = [(mode, vector) for mode in RFC["modes"] for vector in mode["vectors"]]


def _bytes(text: str) -> list[bytes]:
    return [bytes.fromhex(part) for part in text.split(",")]


@pytest.mark.parametrize("mode", RFC["modes"], ids=lambda mode: mode["Mode"])
def test_a_key_is_derived_as_in_the_rfc(mode):
    seed, info = bytes.fromhex(mode["Seed"]), bytes.fromhex(mode["KeyInfo"])
    key = Protocol(Mode[mode["Mode"]]).derive_key(seed, info)
    assert key.hex() == mode["skSm"]
    if "pkSm" in mode:
        assert group.multiply_generator(key).hex() == mode["pkSm"]


@pytest.mark.parametrize(
    ("mode", "vector"), VECTORS, ids=[f"{m['Mode']}-{v['Input'][:6]}" for m, v in VECTORS]
)
def test_every_vector_of_the_rfc_is_met(mode, vector):
    protocol = Protocol(Mode[mode["Mode"]])
    key, public = bytes.fromhex(mode["skSm"]), bytes.fromhex(mode.get("pkSm", ""))
    info = bytes.fromhex(vector.get("Info", ""))
    nonce = bytes.fromhex(vector.get("ProofRandomScalar", ""))
    blinded = [
        protocol.blind(data, lambda blind=blind: blind)
        for data, blind in zip(_bytes(vector["Input"]), _bytes(vector["Blind"]), strict=True)
    ]
    assert [one.element for one in blinded] == _bytes(vector["BlindedElement"])
    answer = protocol.evaluate(key, [one.element for one in blinded], info, lambda: nonce)
    assert list(answer.elements) == _bytes(vector["EvaluationElement"])
    assert answer.proof.hex() == vector.get("Proof", "")
    assert protocol.finalize(blinded, answer, public, info) == _bytes(vector["Output"])
    outputs = [protocol.output(key, one.input, info) for one in blinded]
    assert outputs == _bytes(vector["Output"])


@pytest.fixture
def drawn():
    protocol = Protocol(Mode.POPRF)
    key = group.random_scalar()
    blinded = [protocol.blind(b"serial")]
    return protocol, key, blinded, protocol.evaluate(key, [blinded[0].element], b"a review")


def test_another_key_is_found_out(drawn):
    protocol, _key, blinded, answer = drawn
    other = group.multiply_generator(group.random_scalar())
    with pytest.raises(BadProof):
        protocol.finalize(blinded, answer, other, b"a review")


def test_another_info_is_found_out(drawn):
    protocol, key, blinded, answer = drawn
    with pytest.raises(BadProof):
        protocol.finalize(blinded, answer, group.multiply_generator(key), b"another review")


def test_a_proof_with_one_bit_changed_is_found_out(drawn):
    protocol, key, blinded, answer = drawn
    public = group.multiply_generator(key)
    for position in (0, 40):
        changed = bytearray(answer.proof)
        changed[position] ^= 1
        with pytest.raises(BadProof):
            protocol.finalize(
                blinded, Evaluation(answer.elements, bytes(changed)), public, b"a review"
            )


def test_a_missing_answer_is_found_out(drawn):
    protocol, key, blinded, answer = drawn
    with pytest.raises(BadProof):
        protocol.finalize(blinded * 2, answer, group.multiply_generator(key), b"a review")


INVALID = (Path(__file__).parent / "rfc9496_invalid.txt").read_text().splitlines()
NOT_ELEMENTS = [b"", bytes(31), bytes(32), bytes(33), b"\xff" * 32, b"\x01" + bytes(31)]
NOT_ELEMENTS += [bytes.fromhex(line) for line in INVALID if not line.startswith("#")]


@pytest.mark.parametrize("wrong", NOT_ELEMENTS, ids=lambda wrong: wrong.hex()[:8] or "empty")
def test_what_is_no_element_is_refused(wrong):
    with pytest.raises(InvalidElement):
        Protocol(Mode.POPRF).evaluate(group.random_scalar(), [wrong], b"info")


def test_the_identity_is_refused_in_its_second_encoding_too():
    with pytest.raises(InvalidElement):
        group.element(bytes(31) + b"\x80")


@given(st.binary(min_size=64, max_size=64))
def test_an_element_has_one_encoding(seed):
    encoded = group.hash_to_element(seed, b"test")
    assert group.element(encoded) == encoded
    with pytest.raises(InvalidElement):
        group.element(encoded[:-1] + bytes([encoded[-1] | 0x80]))
    with pytest.raises(InvalidElement):
        group.element((int.from_bytes(encoded, "little") ^ 1).to_bytes(32, "little"))


def test_a_scalar_that_is_not_reduced_is_refused():
    for wrong in (group.ORDER, group.ORDER + 1, 2**256 - 1):
        with pytest.raises(InvalidElement):
            group.scalar(wrong.to_bytes(32, "little"))
    assert group.scalar((group.ORDER - 1).to_bytes(32, "little"))


def test_the_info_that_stands_for_the_key_is_refused():
    protocol = Protocol(Mode.POPRF)
    key = group.subtract_scalars(group.IDENTITY, protocol._info_scalar(b"unlucky"))
    with pytest.raises(InvalidElement):
        protocol.output(key, b"data", b"unlucky")


def test_blinding_hides_the_input():
    protocol = Protocol(Mode.POPRF)
    assert protocol.blind(b"serial").element != protocol.blind(b"serial").element
