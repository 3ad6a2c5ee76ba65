"""A chain of hashes: each entry holds the hash of the one before, so that none can be changed.

Whoever can rewrite the whole chain can still do so, or cut off its end. So its last hash is noted
somewhere else now and then, and `problems` is told what was noted.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping

FIRST = "0" * 64


def digest(previous: str, entry: Mapping[str, object]) -> str:
    """Return the hash of an entry (JSON values) behind the one with the hash `previous`."""
    content = json.dumps(entry, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{content}".encode()).hexdigest()


def problems(
    entries: Iterable[tuple[str, str, Mapping[str, object]]], noted: Iterable[str] = ()
) -> list[str]:
    """Return the faults of a chain of (previous, digest, entry), in order; empty if it holds.

    `noted` are hashes that were written down earlier: each must still be in the chain.
    """
    faults, last, digests = [], FIRST, set()
    for n, (previous, stated, entry) in enumerate(entries, 1):
        if previous != last:
            faults.append(f"entry {n} does not follow the one before it: something was taken out")
        if digest(previous, entry) != stated:
            faults.append(f"entry {n} was changed: its hash is not that of its content")
        last = stated
        digests.add(stated)
    faults += [
        f"the chain does not hold {digest_noted}: it was cut"
        for digest_noted in noted
        if digest_noted not in digests
    ]
    return faults
