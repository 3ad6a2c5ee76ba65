"""Counts that leave with a small perturbation of their own: the cell key method.

Whoever reads a table of counts before and after somebody answered sees by how much each count
moved. So each count leaves with a small number added, drawn by what is in it: everybody has a
random record key that never changes, a cell's key is the sum of the keys of the people counted in
it, and the number follows from the cell's key. The same people always give the same number, so that
asking again and again teaches nothing; somebody more or less gives another, so that a difference of
two counts says little about one person. Sums of cells are cells of their own, and need not add up.

Counts of the answers to one question are drawn together, by who is in any of them and what they
said (`answer_keys`, `of_row`). With a key of its own each, the counts of the answers that somebody
did not give would stay as they were, and the one that moved would be theirs.

Method: Fraser & Wooton (2005), A proposed method for confidentialising tabular output to protect
against differencing. Thompson, Broadfoot & Elazar (2013), Methodology for the automatic
confidentialisation of statistical outputs from remote servers at the Australian Bureau of
Statistics. UNECE work session on statistical data confidentiality.
"""

import hashlib
import hmac

import numpy as np
from numpy.typing import ArrayLike, NDArray

Integers = NDArray[np.int64]
KEYS = 1 << 32
APART = 0x9E3779B9
"""2³² divided by the golden ratio: keys that are multiples of it apart mix to unlike ones."""
PER_BLOCK = hashlib.sha512().digest_size // 4
STEPS = (-3, -2, -1, 0, 1, 2, 3)
CHANCES = (0.05, 0.1, 0.2, 0.3, 0.2, 0.1, 0.05)
"""How probable each step is. Its standard deviation is 1.4, and its mean 0."""


def record_keys(secret: bytes, people: ArrayLike) -> Integers:
    """Return the key of each person, by their number: 32 bits that follow from a secret.

    Whoever knows the secret could undo the perturbation: it never leaves the server.
    """
    block, place = np.divmod(np.asarray(people, dtype=np.int64), PER_BLOCK)
    blocks, row = np.unique(block, return_inverse=True)
    stream = (
        hmac.new(secret, number.to_bytes(8, "big"), hashlib.sha512).digest()
        for number in blocks.tolist()
    )
    keys = np.frombuffer(b"".join(stream), dtype=">u4").reshape(-1, PER_BLOCK)
    return keys[row, place].astype(np.int64)


def cell_keys(keys: ArrayLike, cell: ArrayLike, cells: int) -> Integers:
    """Return the key of each cell: the sum of its people's, modulo 2³².

    Parameters
    ----------
    keys : array of int
        The key of whoever each entry is of.
    cell : array of int
        In which cell each entry is counted.
    cells : int
        How many cells there are.
    """
    sums = np.zeros(cells, dtype=np.int64)
    np.add.at(sums, np.asarray(cell, dtype=np.int64), np.asarray(keys, dtype=np.int64))
    return sums % KEYS


def answer_keys(keys: ArrayLike, answers: ArrayLike) -> Integers:
    """Return a key of each answer: another one if the same person gives another answer.

    Parameters
    ----------
    keys, answers : array of int
        Whose key it is, and which of a few answers they gave, numbered from 0.
    """
    answer = np.asarray(answers, dtype=np.int64) + 1
    return _mixed((np.asarray(keys, dtype=np.int64) + answer * APART) % KEYS)


def of_row(keys: ArrayLike, cells: int) -> Integers:
    """Return the keys of a row's cells, the last axis: all of them follow from that of the row."""
    place = np.arange(1, cells + 1, dtype=np.int64) * APART
    return (np.asarray(keys, dtype=np.int64)[..., None] + place) % KEYS


def perturbed(counts: ArrayLike, keys: ArrayLike) -> Integers:
    """Return counts with each one's step added; none falls below 0, and 0 stays 0.

    Parameters
    ----------
    counts, keys : array of int
        Of the same shape: how many are in each cell, and its key.

    Examples
    --------
    >>> perturbed([40, 40, 0], [7, 8, 0]).tolist()
    [38, 39, 0]
    """
    n = np.asarray(counts, dtype=np.int64)
    return np.where(n > 0, np.maximum(n + steps(keys), 0), 0)


def steps(keys: ArrayLike) -> Integers:
    """Return the small number of each cell, by its key.

    Add it also where nobody is counted, with a key that is secret, if others could find the cell as
    what is left of a sum: a rest of 0 would else be known to be 0.
    """
    upto = np.cumsum(CHANCES)[:-1] * KEYS
    key = _mixed(np.asarray(keys, dtype=np.int64))
    return np.asarray(STEPS)[np.searchsorted(upto, key, side="right")]


def _mixed(key: Integers) -> Integers:
    """Return keys whose bits are mixed, so that neighbours are as different as any two.

    The finaliser of MurmurHash3 (Appleby 2011).
    """
    h = key.astype(np.uint32)
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        h = (h ^ (h >> np.uint32(shift))) * np.uint32(factor)
    return (h ^ (h >> np.uint32(16))).astype(np.int64)
