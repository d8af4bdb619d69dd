"""What passages were called: a code outlives the text that it was given for.

Of a passage that went only this is kept: a hash of its code, and a signature of its text, from which the text
cannot be made again. Signatures of similar texts differ in few bits, so the closest passage of today is
found. A document takes its memory along when it goes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.folding import code_points

Memory = NDArray[np.uint64]
"""A row (hash of a code, signature of its text) for each passage that went, the latest last."""

MOST = 20_000
"""Passages of one document that are remembered."""
_AKIN = 24
"""Bits of 64 in which the signatures of two states of one text may differ; others differ in some 32."""
_PRIMES = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], np.uint64)
_SHIFTS = np.arange(64, dtype=np.uint64)


def nothing() -> Memory:
    """The memory of a document that has lost nothing."""
    return np.empty((0, 2), np.uint64)


def passed_on(memory: Memory, before: Iterable[tuple[bytes, str]], now: Iterable[bytes]) -> Memory:
    """A document's memory after a change: `before` are its passages' codes and texts, `now` its codes."""
    standing = set(now)
    gone = [[_name(code), signature(text)] for code, text in before if code not in standing]
    rows = np.concatenate([memory, np.array(gone, np.uint64).reshape(-1, 2)])
    return rows[~np.isin(rows[:, 0], np.array([_name(code) for code in standing], np.uint64))][-MOST:]


def find(memory: Memory, code: bytes) -> int | None:
    """The row of a code that was, the latest of several."""
    rows = np.flatnonzero(memory[:, 0] == np.uint64(_name(code)))
    return int(rows[-1]) if len(rows) else None


def closest(wanted: int, texts: Sequence[str]) -> int | None:
    """Which text comes closest to the signature that is wanted; None where none is akin."""
    distances = [(signature(text) ^ wanted).bit_count() for text in texts]
    best = min(range(len(texts)), key=distances.__getitem__, default=None)
    return best if best is not None and distances[best] <= _AKIN else None


def signature(text: str) -> int:
    """64 bits, each the majority among the hashes of the text's pairs of characters."""
    codes = code_points(text).astype(np.uint64)
    pairs = codes[:-1] * _PRIMES[0] + codes[1:] if len(codes) > 1 else codes
    pairs = (pairs ^ (pairs >> np.uint64(29))) * _PRIMES[1]
    pairs ^= pairs >> np.uint64(32)
    ones = ((pairs[:, None] >> _SHIFTS) & np.uint64(1)).sum(axis=0)
    return int(((ones * 2 > len(pairs)).astype(np.uint64) << _SHIFTS).sum())


def _name(code: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(code, digest_size=8).digest(), "little")
