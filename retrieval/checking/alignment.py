"""Two rows of letters ▶ which stands for which, with the fewest edits.

What was given has to be used whole; what is stored may go on at both ends. Exact runs are found as bytes,
long rows are split where they agree for certain, and only what lies between is put into a table.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.folding import Codes

Pairs = NDArray[np.int64]

_SHORT = 192  # letters of what is put into one table without looking for an anchor
_ANCHOR = 12  # letters that, where they stand once on both sides, are taken to belong together
_LARGEST_TABLE = 1 << 22

# All edits cost the same, but for a little more where a letter then agrees with none: of the shortest ways
# the one that keeps most of what was given is taken.
_MISSING = _SWAPPED = 1 << 14
_CHANGED = _MISSING + 1
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Alignment:
    """Rows (i, j) of `pairs`, ascending: letter i of what was given stands for letter j of what is stored.

    Letters of what was given that are in no pair were added; stored ones between two pairs are missing.
    `edits` counts both, and the pairs whose letters differ; two neighbours that changed places are one.
    """

    pairs: Pairs
    edits: int


def occurrences(given: Codes, stored: Codes, most: int = 64) -> list[int]:
    """Where the one stands in the other letter by letter, at most so many times."""
    sought, held = given.astype("<u4").tobytes(), stored.astype("<u4").tobytes()
    found: list[int] = []
    at = held.find(sought) if sought else -1
    while at >= 0 and len(found) < most:
        if at % 4 == 0:
            found.append(at // 4)
        at = held.find(sought, at + (4 if at % 4 == 0 else 1))
    return found


def exact(at: int, length: int) -> Alignment:
    """The alignment of letters that stand at `at` as they are."""
    run = np.arange(length)
    return Alignment(np.stack([run, run + at], axis=1), 0)


def aligned(given: Codes, stored: Codes, most_edits: int) -> Alignment | None:
    """The alignment with the fewest edits, or None where it takes more than `most_edits`."""
    blocks: list[Pairs] = []
    if not _split(given, stored, 0, 0, (True, True), blocks):
        return None
    pairs = np.concatenate(blocks)
    if not len(pairs):
        return None
    differing = int((given[pairs[:, 0]] != stored[pairs[:, 1]]).sum()) - _swaps(given, stored, pairs)
    added = len(given) - len(pairs)
    missing = int(pairs[-1, 1] - pairs[0, 1]) + 1 - len(pairs)
    edits = differing + added + missing
    return Alignment(pairs, edits) if edits <= most_edits else None


def _swaps(given: Codes, stored: Codes, pairs: Pairs) -> int:
    """How many neighbours have changed places."""
    ours, theirs = given[pairs[:, 0]], stored[pairs[:, 1]]
    crossed = (ours[:-1] == theirs[1:]) & (ours[1:] == theirs[:-1]) & (ours[:-1] != ours[1:])
    return int((crossed & (np.diff(pairs, axis=0) == 1).all(axis=1)).sum())


def _split(
    given: Codes, stored: Codes, i: int, j: int, loose: tuple[bool, bool], blocks: list[Pairs]
) -> bool:
    """Append the pairs of these letters, which begin at i and j; `loose` ends may leave stored ones over.

    False where the letters are too many for a table and have nothing in common to be split at.
    """
    if len(given) > _SHORT and (anchor := _anchor(given, stored)):
        first, second = anchor
        if not _split(given[:first], stored[:second], i, j, (loose[0], False), blocks):
            return False
        blocks.append(exact(second - first, _ANCHOR).pairs + np.array([i + first, j + first]))
        first, second = first + _ANCHOR, second + _ANCHOR
        return _split(given[first:], stored[second:], i + first, j + second, (False, loose[1]), blocks)
    if (len(given) + 1) * (len(stored) + 1) > _LARGEST_TABLE:
        return False
    blocks.append(_tabled(given, stored, loose) + np.array([i, j]))
    return True


def _anchor(given: Codes, stored: Codes) -> tuple[int, int] | None:
    """Where a run stands that both have exactly once, the nearest to the middle of what was given."""
    if len(stored) < _ANCHOR:
        return None
    ours, first, times = np.unique(_runs(given), return_index=True, return_counts=True)
    ours, first = ours[times == 1], first[times == 1]
    theirs, second, times = np.unique(_runs(stored), return_index=True, return_counts=True)
    theirs, second = theirs[times == 1], second[times == 1]
    _, at, other = np.intersect1d(ours, theirs, assume_unique=True, return_indices=True)
    if not len(at):
        return None
    nearest = int(np.argmin(np.abs(first[at] - len(given) // 2)))
    i, j = int(first[at[nearest]]), int(second[other[nearest]])
    return (i, j) if (given[i : i + _ANCHOR] == stored[j : j + _ANCHOR]).all() else None


def _runs(letters: Codes) -> NDArray[np.uint64]:
    """A number for each run of `_ANCHOR` letters."""
    size = len(letters) - _ANCHOR + 1
    numbers = np.zeros(size, np.uint64)
    for offset in range(_ANCHOR):
        numbers = numbers * _MULTIPLIER + letters[offset : offset + size]
    return numbers


def _tabled(given: Codes, stored: Codes, loose: tuple[bool, bool]) -> Pairs:
    """The pairs of a cheapest path through the table of edits (Sellers, 1980), a row at a time."""
    width = len(stored) + 1
    missing = np.arange(width, dtype=np.int32) * _MISSING
    table = np.empty((len(given) + 1, width), np.int32)
    table[0] = 0 if loose[0] else missing
    for i, letter in enumerate(given, 1):
        row = table[i - 1] + _CHANGED
        np.minimum(row[1:], table[i - 1, :-1] + (stored != letter) * np.int32(_CHANGED), out=row[1:])
        if i > 1:
            crossed = (stored[:-1] == letter) & (stored[1:] == given[i - 2])
            swapped = np.where(crossed, table[i - 2, :-2] + _SWAPPED, row[2:])
            np.minimum(row[2:], swapped, out=row[2:])
        table[i] = np.minimum.accumulate(row - missing) + missing
    last = table[-1]
    end = width - 1 - int(np.argmin(last[::-1])) if loose[1] else width - 1
    return _path(given, stored, table, end, loose[0])


def _path(given: Codes, stored: Codes, table: NDArray[np.int32], end: int, loose: bool) -> Pairs:
    """Back from the end, pairing letters where that is cheapest."""
    i, j = len(given), end
    pairs: list[tuple[int, int]] = []
    while i and (j or not loose):
        here = table[i, j]
        if j and here == table[i - 1, j - 1] + (given[i - 1] != stored[j - 1]) * _CHANGED:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif (
            min(i, j) > 1
            and (given[i - 2], given[i - 1]) == (stored[j - 1], stored[j - 2])
            and here == table[i - 2, j - 2] + _SWAPPED
        ):
            pairs += [(i - 1, j - 1), (i - 2, j - 2)]
            i, j = i - 2, j - 2
        elif here == table[i - 1, j] + _CHANGED:
            i -= 1
        else:
            j -= 1
    return np.array(pairs[::-1], np.int64).reshape(-1, 2)
