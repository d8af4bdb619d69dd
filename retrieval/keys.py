"""Terms as numbers, so that a vocabulary is a sorted array that is mapped from disk and searched, never
loaded.

Up to three characters are packed as they are; longer terms are hashed to 63 bits with the top bit set.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.folding import Codes, code_points

Keys = NDArray[np.uint64]

PACKED = 3
"""Characters up to which a term is its own key."""
CHARACTER_BITS = 21
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_HASHED = np.uint64(1 << 63)
_ALL = (1 << 64) - 1
_FEW = 64
"""Terms for which NumPy costs more than it saves."""


def keys_of(terms: Sequence[str]) -> Keys:
    """The numbers of these terms."""
    if len(terms) <= _FEW:
        return np.array([_key(term) for term in terms], np.uint64)
    lengths = np.array([len(term) for term in terms], np.int64)
    return keys_at(code_points("".join(terms)), np.cumsum(lengths) - lengths, lengths)


def _key(term: str) -> int:
    """The number of one term; as `keys_at`."""
    key = 0
    if len(term) <= PACKED:
        for character in term:
            key = key << CHARACTER_BITS | ord(character)
        return key
    power, multiplier = 1, int(MULTIPLIER)
    for character in term:
        power = power * multiplier & _ALL
        key += ord(character) * power
    key &= _ALL
    key ^= key >> 32
    return key * multiplier & _ALL | 1 << 63


def keys_at(codes: Codes, starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> Keys:
    """The numbers of the terms at these spans of a text; no span may be empty."""
    padded = np.concatenate([codes.astype(np.uint64), np.zeros(PACKED, np.uint64)])
    keys = padded[starts]
    for more in range(1, PACKED):
        longer = lengths > more
        keys = np.where(longer, keys << np.uint64(CHARACTER_BITS) | padded[starts + more * longer], keys)
    long = np.flatnonzero(lengths > PACKED)
    if len(long):
        keys[long] = _hashes(padded, starts[long], lengths[long])
    return keys


def _hashes(codes: Keys, starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> Keys:
    """Polynomials over the characters, modulo 2^64, with their bits mixed."""
    before = np.cumsum(lengths) - lengths
    within = np.arange(lengths.sum()) - np.repeat(before, lengths)
    powers = np.multiply.accumulate(np.full(lengths.max(), MULTIPLIER))
    hashes = np.add.reduceat(codes[np.repeat(starts, lengths) + within] * powers[within], before)
    hashes ^= hashes >> np.uint64(32)
    return hashes * MULTIPLIER | _HASHED
