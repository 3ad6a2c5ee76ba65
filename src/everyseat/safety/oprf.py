"""Oblivious pseudorandom functions: RFC 9497 with ristretto255 and SHA-512, in its three modes.

A client learns the output of a function of its own input and the server's key; the server learns
neither input nor output. In the verifiable modes it also proves that it used the key that it has
published, and in the partially oblivious one both agree on a public `info` besides.

    client: blind(input) → server: evaluate(blinded) → client: finalize(…) = server: output(input)
"""

import enum
import hashlib
import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from everyseat.safety import ristretto255 as group
from everyseat.safety.ristretto255 import IDENTITY, InvalidElement

OUTPUT_SIZE, PROOF_SIZE = 64, 2 * group.SIZE


class Mode(enum.IntEnum):
    """What the protocol gives: obliviousness; and a proof; and a public info."""

    OPRF = 0
    VOPRF = 1
    POPRF = 2


class BadProof(ValueError):
    """The server did not use the key that it has published."""


@dataclass(frozen=True)
class Blinded:
    """What a client keeps (input, blind) and what it sends (element)."""

    input: bytes
    blind: bytes
    element: bytes


@dataclass(frozen=True)
class Evaluation:
    """What a server answers: an element for each one sent, and in the verifiable modes a proof."""

    elements: tuple[bytes, ...]
    proof: bytes


Random = Callable[[], bytes]


@dataclass(frozen=True)
class Protocol:
    """One mode of RFC 9497 with ristretto255 and SHA-512."""

    mode: Mode

    def derive_key(self, seed: bytes, info: bytes) -> bytes:
        """Return the private key of a 32-byte seed (section 3.2.1)."""
        source = seed + _sized(info)
        for counter in range(256):
            key = group.hash_to_scalar(source + bytes([counter]), b"DeriveKeyPair" + self._context)
            if key != IDENTITY:
                return key
        raise ValueError("this seed gives no key")

    def blind(self, data: bytes, random: Random = group.random_scalar) -> Blinded:
        """Return what hides an input from the server (section 3.3.1)."""
        blind = random()
        return Blinded(data, blind, group.multiply(blind, self._input_element(data)))

    def evaluate(
        self,
        key: bytes,
        blinded: Sequence[bytes],
        info: bytes = b"",
        random: Random = group.random_scalar,
    ) -> Evaluation:
        """Return the server's answer to blinded elements. InvalidElement if one is none."""
        elements = [group.element(element) for element in blinded]
        if self.mode is Mode.POPRF:
            tweaked = self._tweaked_key(key, info)
            inverse = group.invert(tweaked)
            answers = tuple(group.multiply(inverse, element) for element in elements)
            return Evaluation(answers, self._prove(tweaked, answers, elements, random))
        answers = tuple(group.multiply(key, element) for element in elements)
        if self.mode is Mode.OPRF:
            return Evaluation(answers, b"")
        return Evaluation(answers, self._prove(key, elements, answers, random))

    def finalize(
        self,
        blinded: Sequence[Blinded],
        evaluation: Evaluation,
        public_key: bytes = b"",
        info: bytes = b"",
    ) -> list[bytes]:
        """Return the outputs for a client's inputs. BadProof if another key was used."""
        if len(blinded) != len(evaluation.elements):
            raise BadProof("an answer is missing, or one too many")
        answers = [group.element(item) for item in evaluation.elements]
        if self.mode is not Mode.OPRF:
            blinded_elements = [item.element for item in blinded]
            self._verify(public_key, blinded_elements, answers, evaluation.proof, info)
        return [
            self._output(item.input, group.multiply(group.invert(item.blind), answer), info)
            for item, answer in zip(blinded, answers, strict=True)
        ]

    def output(self, key: bytes, data: bytes, info: bytes = b"") -> bytes:
        """Return the output for an input, as the holder of the key computes it."""
        factor = key
        if self.mode is Mode.POPRF:
            factor = group.invert(self._tweaked_key(key, info))
        return self._output(data, group.multiply(factor, self._input_element(data)), info)

    @property
    def _context(self) -> bytes:
        return b"OPRFV1-" + bytes([self.mode]) + b"-ristretto255-SHA512"

    def _scalar(self, message: bytes) -> bytes:
        return group.hash_to_scalar(message, b"HashToScalar-" + self._context)

    def _input_element(self, data: bytes) -> bytes:
        point = group.hash_to_element(data, b"HashToGroup-" + self._context)
        if point == IDENTITY:
            raise InvalidElement("this input stands for the identity")
        return point

    def _info_scalar(self, info: bytes) -> bytes:
        return self._scalar(b"Info" + _sized(info))

    def _tweaked_key(self, key: bytes, info: bytes) -> bytes:
        tweaked = group.add_scalars(key, self._info_scalar(info))
        if tweaked == IDENTITY:
            raise InvalidElement("this info stands for the private key")
        return tweaked

    def _output(self, data: bytes, unblinded: bytes, info: bytes) -> bytes:
        agreed = _sized(info) if self.mode is Mode.POPRF else b""
        return hashlib.sha512(_sized(data) + agreed + _sized(unblinded) + b"Finalize").digest()

    def _prove(
        self, key: bytes, bases: Sequence[bytes], powers: Sequence[bytes], random: Random
    ) -> bytes:
        """Return the proof that one key joins every base and its power (section 2.2.1)."""
        public_key = group.multiply_generator(key)
        base, power = self._composites(public_key, bases, powers, key)
        nonce = random()
        commitments = group.multiply_generator(nonce), group.multiply(nonce, base)
        challenge = self._challenge(public_key, base, power, *commitments)
        response = group.subtract_scalars(nonce, group.multiply_scalars(challenge, key))
        return challenge + response

    def _verify(
        self,
        public_key: bytes,
        blinded: Sequence[bytes],
        answers: Sequence[bytes],
        proof: bytes,
        info: bytes,
    ) -> None:
        """Raise BadProof unless the proof holds (section 2.2.2)."""
        bases, powers = blinded, answers
        group.element(public_key)
        if self.mode is Mode.POPRF:
            tweak = group.multiply_generator(self._info_scalar(info))
            public_key = group.element(group.add(public_key, tweak))
            bases, powers = answers, blinded
        if len(proof) != PROOF_SIZE:
            raise BadProof("a proof has two scalars")
        challenge, response = (group.scalar(part) for part in (proof[:32], proof[32:]))
        base, power = self._composites(public_key, bases, powers)
        commitments = [
            group.add(group.multiply(response, point), group.multiply(challenge, image))
            for point, image in ((_GENERATOR, public_key), (base, power))
        ]
        expected = self._challenge(public_key, base, power, *commitments)
        if not hmac.compare_digest(expected, challenge):
            raise BadProof("another key was used than the published one")

    def _composites(
        self,
        public_key: bytes,
        bases: Sequence[bytes],
        powers: Sequence[bytes],
        key: bytes | None = None,
    ) -> tuple[bytes, bytes]:
        """Return one base and one power for all; with the key the power is one multiplication."""
        seed_domain = b"Seed-" + self._context
        seed = hashlib.sha512(_sized(public_key) + _sized(seed_domain)).digest()
        base = power = IDENTITY
        for i, (its_base, its_power) in enumerate(zip(bases, powers, strict=True)):
            transcript = _sized(seed) + i.to_bytes(2) + _sized(its_base) + _sized(its_power)
            weight = self._scalar(transcript + b"Composite")
            base = group.add(base, group.multiply(weight, its_base))
            if key is None:
                power = group.add(power, group.multiply(weight, its_power))
        return base, power if key is None else group.multiply(key, base)

    def _challenge(self, *elements: bytes) -> bytes:
        return self._scalar(b"".join(_sized(element) for element in elements) + b"Challenge")


_GENERATOR = group.multiply_generator((1).to_bytes(group.SIZE, "little"))


def _sized(data: bytes) -> bytes:
    """Return bytes behind their length. ValueError above 65,535."""
    if len(data) > 0xFFFF:
        raise ValueError("longer than 65,535 bytes")
    return len(data).to_bytes(2) + data
