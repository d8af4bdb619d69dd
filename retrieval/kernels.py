"""The inner loops of a warm process, compiled by numba: the best of weighted lists, and jieba's cuts.

numba is an extra, and takes half a second to import: only `retrieval.acceleration` imports this, which first
says where compiled code is kept. What is computed here is what `lists` and `cutting` compute with NumPy.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeVar

import numpy as np

Kernel = TypeVar("Kernel", bound=Callable[..., Any])
Array = Any
Whole = Any  # numba tells signed from unsigned, Python does not

_WINDOW = 4096
_LOOKED_UP, _SHORT = 16, 1024
_ROUNDING = 1 - 1e-9
_MULTIPLIER, _HASHED = np.uint64(0x9E3779B97F4A7C15), np.uint64(1 << 63)
_FIRST_HAN, _END_HAN, _POINT, _PER_CENT = 0x4E00, 0x9FD6, ord("."), ord("%")
_LOWER, _HIGHER = (1, 0, 0, 1), (3, 2, 2, 3)


def _compiled(function: Kernel) -> Kernel:
    made: Kernel = import_module("numba").njit(cache=True, nogil=True, error_model="numpy")(function)
    return made


@_compiled
def first_from(held: Array, at: int, end: int, passage: Whole) -> int:
    """The first place from `at` to `end` where a list holds this passage or a later one."""
    while at < end:
        middle = (at + end) >> 1
        if held[middle] < passage:
            at = middle + 1
        else:
            end = middle
    return at


@_compiled
def leapt_to(held: Array, at: int, end: int, passage: Whole) -> int:
    """The same, where it is not far from `at`."""
    step = 1
    while at + step < end and held[at + step] < passage:
        at += step
        step *= 2
    return first_from(held, at, min(at + step, end), passage)


@_compiled
def first_lowest(
    codes: Array, tables: Array, places: Array, starts: Array, ends: Array, weights: Array, limit: int
) -> float:
    """A score that as many passages as are wanted reach by one list alone; 0 if no short list says."""
    lowest = 0.0
    top = np.zeros(limit)
    for nth in range(len(weights)):
        if not limit <= ends[nth] - starts[nth] <= _SHORT:
            continue
        code, table, weight = codes[places[nth]], tables[places[nth]], weights[nth]
        top[:] = lowest
        for place in range(starts[nth], ends[nth]):
            part = weight * table[code[place]]
            if part > top[0]:
                i = 1
                while i < limit and top[i] < part:
                    top[i - 1] = top[i]
                    i += 1
                top[i - 1] = part
        lowest = top[0]
    return lowest


@_compiled
def best(
    passages: Array,
    codes: Array,
    tables: Array,
    places: Array,
    starts: Array,
    ends: Array,
    weights: Array,
    peaks: Array,
    chosen: Array,
    scores: Array,
) -> int:
    """Fills `chosen` and `scores` with the best passages of the lists and gives how many they are.

    MaxScore over windows of passages: the lists that matter are summed in a window, the others are looked up
    for what may still be among the best, and what may be is summed again in the lists' order.
    """
    lists, limit = len(weights), len(chosen)
    order = np.argsort(peaks)
    reach = np.zeros(lists + 1)  # what the lists before this one in the order can give together
    for i in range(lists):
        reach[i + 1] = reach[i] + peaks[order[i]]
    at, seen = starts.copy(), starts.copy()
    sums, touched = np.zeros(_WINDOW), np.empty(_WINDOW, np.int32)
    parts = np.zeros(lists)
    found = 0
    lowest = first_lowest(codes, tables, places, starts, ends, weights, limit)
    split = 0
    while True:
        while split < lists and reach[split + 1] < lowest * _ROUNDING:
            split += 1
        base = np.int64(1) << 40
        for i in range(split, lists):
            nth = order[i]
            if at[nth] < ends[nth]:
                base = min(base, np.int64(passages[places[nth]][at[nth]]))
        if base == np.int64(1) << 40:
            return found
        count = 0
        for i in range(split, lists):
            nth = order[i]
            held, code, table = passages[places[nth]], codes[places[nth]], tables[places[nth]]
            place, end, weight = at[nth], ends[nth], weights[nth]
            seen[nth] = place
            while place < end:
                slot = held[place] - base
                if slot >= _WINDOW:
                    break
                part = weight * table[code[place]]
                if part > 0:
                    if sums[slot] == 0:
                        touched[count] = slot
                        count += 1
                    sums[slot] += part
                place += 1
            at[nth] = place
        first = split
        while True:
            kept = 0
            for t in range(count):
                slot = touched[t]
                if sums[slot] + reach[first] >= lowest * _ROUNDING:
                    touched[kept] = slot
                    kept += 1
                else:
                    sums[slot] = 0
            count = kept
            if first == 0 or count == 0:
                break
            first -= 1
            nth = order[first]
            held, code, table = passages[places[nth]], codes[places[nth]], tables[places[nth]]
            weight = weights[nth]
            place = leapt_to(held, at[nth], ends[nth], base)
            stop = leapt_to(held, place, ends[nth], base + _WINDOW)
            seen[nth], at[nth] = place, stop
            if stop - place < _LOOKED_UP * count:
                while place < stop:
                    slot = held[place] - base
                    if sums[slot] > 0:
                        sums[slot] += weight * table[code[place]]
                    place += 1
            else:
                for t in range(count):
                    passage = base + touched[t]
                    found_at = first_from(held, place, stop, passage)
                    if found_at < stop and held[found_at] == passage:
                        sums[touched[t]] += weight * table[code[found_at]]
        for t in range(count):
            slot = touched[t]
            bound = sums[slot]
            sums[slot] = 0
            if bound < lowest * _ROUNDING:
                continue
            passage = base + slot
            parts[:] = 0
            for nth in range(lists):
                held = passages[places[nth]]
                place = first_from(held, seen[nth], at[nth], passage)
                if place < at[nth] and held[place] == passage:
                    parts[nth] = weights[nth] * tables[places[nth]][codes[places[nth]][place]]
            score = 0.0
            for nth in range(lists):
                score += parts[nth]
            if found == limit and (
                score < scores[limit - 1] or (score == scores[limit - 1] and passage > chosen[limit - 1])
            ):
                continue
            found = min(found + 1, limit)
            i = found - 1
            while i > 0 and (scores[i - 1] < score or (scores[i - 1] == score and chosen[i - 1] > passage)):
                scores[i], chosen[i] = scores[i - 1], chosen[i - 1]
                i -= 1
            scores[i], chosen[i] = score, passage
            if found == limit:
                lowest = max(lowest, scores[limit - 1])


@_compiled
def numbered(keys: Array) -> tuple[Array, Array]:
    """The different keys, as they come, and for each token which of them it is."""
    bits = 1
    while (1 << bits) < 2 * len(keys):
        bits += 1
    slots, numbers = np.zeros(1 << bits, np.int32), np.empty(len(keys), np.int32)
    known = np.empty(len(keys), np.uint64)
    count = 0
    for i in range(len(keys)):
        at = np.int64((keys[i] * _MULTIPLIER) >> np.uint64(64 - bits))
        while slots[at] != 0 and known[slots[at] - 1] != keys[i]:
            at = (at + 1) & ((1 << bits) - 1)
        if slots[at] == 0:
            known[count] = keys[i]
            count += 1
            slots[at] = count
        numbers[i] = slots[at] - 1
    return known[:count], numbers


@_compiled
def counted(terms: Array, passages: Array, size: int, most: int) -> tuple[Array, Array, Array]:
    """For tokens ordered by passage, their postings by term: terms, passages, times up to `most`."""
    last, ends = np.full(size, -1), np.zeros(size + 1, np.int64)
    for i in range(len(terms)):
        if last[terms[i]] != passages[i]:
            last[terms[i]] = passages[i]
            ends[terms[i] + 1] += 1
    for term in range(size):
        ends[term + 1] += ends[term]
    postings = ends[size]
    of, where, times = (
        np.empty(postings, np.int64),
        np.empty(postings, np.int64),
        np.zeros(postings, np.int64),
    )
    last[:] = -1
    for i in range(len(terms)):
        term = terms[i]
        if last[term] != passages[i]:
            last[term] = passages[i]
            of[ends[term]], where[ends[term]] = term, passages[i]
            ends[term] += 1
        times[ends[term] - 1] = min(times[ends[term] - 1] + 1, most)
    return of, where, times


@_compiled
def hashed(keys: Array, logs: Array) -> Array:
    """A dictionary as an open hash table: rows of a key and the bits of its logarithm; 0 is no key."""
    bits = 1
    while (1 << bits) < 2 * len(keys):
        bits += 1
    slots = np.zeros((1 << bits, 2), np.uint64)
    for i in range(len(keys)):
        at = (keys[i] * _MULTIPLIER) >> np.uint64(64 - bits)
        while slots[at, 0] != 0:
            at = (at + np.uint64(1)) & np.uint64((1 << bits) - 1)
        slots[at, 0], slots[at, 1] = keys[i], logs[i]
    return slots


@_compiled
def looked_up(slots: Array, logs: Array, bits: int, key: Whole) -> float:
    """The logarithm of a key, -inf for what only begins words, NaN for what is not in the dictionary."""
    at = np.int64((key * _MULTIPLIER) >> np.uint64(64 - bits))
    while slots[at, 0] != key:
        if slots[at, 0] == 0:
            return np.nan
        at = (at + 1) & ((1 << bits) - 1)
    found: float = logs[at, 1]
    return found


@_compiled
def singles(slots: Array) -> Array:
    """The logarithms of all single characters that may stand in a word."""
    logs = slots.view(np.float64)
    bits = 0
    while (1 << bits) < len(slots):
        bits += 1
    found = np.empty(_END_HAN)
    for code in range(_END_HAN):
        found[code] = looked_up(slots, logs, bits, np.uint64(code))
    return found


@_compiled
def key_at(codes: Array, start: int, length: int) -> Whole:
    """As `retrieval.keys.keys_at`."""
    key = np.uint64(0)
    if length <= 3:
        for i in range(length):
            key = (key << np.uint64(21)) | np.uint64(codes[start + i])
        return key
    power = np.uint64(1)
    for i in range(length):
        power *= _MULTIPLIER
        key += np.uint64(codes[start + i]) * power
    key ^= key >> np.uint64(32)
    return (key * _MULTIPLIER) | _HASHED


@_compiled
def is_digit(code: int) -> bool:
    """0 to 9."""
    return 48 <= code <= 57


@_compiled
def is_letter(code: int) -> bool:
    """A Latin letter without marks, or a digit."""
    return 48 <= code <= 57 or 65 <= code <= 90 or 97 <= code <= 122


@_compiled
def join(
    codes: Array,
    first: int,
    end: int,
    start: Array,
    moves: Array,
    emissions: Array,
    starts: Array,
    scores: Array,
    before: Array,
    came: Array,
) -> None:
    """Join single characters by the model of unknown words, and letters and digits by jieba's pattern."""
    at = first
    while at < end:
        stop = at
        han = codes[at] >= _FIRST_HAN
        while stop < end and (codes[stop] >= _FIRST_HAN) == han:
            stop += 1
        if han:
            for state in range(4):
                scores[state] = start[state] + emissions[state, codes[at] - _FIRST_HAN]
            for here in range(at + 1, stop):
                before[:] = scores
                for state in range(4):
                    low, high = _LOWER[state], _HIGHER[state]
                    emission = emissions[state, codes[here] - _FIRST_HAN]
                    lower = before[low] + moves[low, state] + emission
                    higher = before[high] + moves[high, state] + emission
                    scores[state] = higher if higher >= lower else lower
                    came[here - at, state] = high if higher >= lower else low
            state = 3 if scores[3] >= scores[1] else 1
            for here in range(stop - 1, at - 1, -1):
                if here + 1 < stop:
                    starts[here + 1] = state == 1 or state == 3
                state = came[here - at, state]
        else:
            starts[at + 1 : stop] = False
            here = at
            while here < stop:
                if not is_letter(codes[here]):
                    here += 1
                    continue
                starts[here] = True
                while here < stop and is_letter(codes[here]):
                    here += 1
                if here + 1 < stop and codes[here] == _POINT and is_digit(codes[here + 1]):
                    here += 1
                    while here < stop and is_digit(codes[here]):
                        here += 1
                if here < stop and codes[here] == _PER_CENT:
                    here += 1
                if here < stop:
                    starts[here] = True
        at = stop


@_compiled
def cut(
    codes: Array,
    inside: Array,
    slots: Array,
    singles: Array,
    unknown: float,
    start: Array,
    moves: Array,
    emissions: Array,
    starts: Array,
) -> None:
    """Marks in `starts` where the words of the stretches `inside` begin.

    `singles` are the logarithms of single characters, the rest of the model is that of `cutting.Cutter`.
    """
    logs = slots.view(np.float64)
    bits = 0
    while (1 << bits) < len(slots):
        bits += 1
    size = len(codes)
    longest = 0
    end = 0
    at = 0
    while at < size:
        end = at
        while end < size and inside[end]:
            end += 1
        longest = max(longest, end - at)
        at = end + 1
    route, steps = np.zeros(longest + 1), np.ones(longest + 1, np.int32)
    scores, before = np.zeros(4), np.zeros(4)
    came = np.zeros((longest + 1, 4), np.int8)
    at = 0
    while at < size:
        if not inside[at]:
            at += 1
            continue
        end = at
        while end < size and inside[end]:
            end += 1
        route[end - at] = 0.0
        for here in range(end - 1, at - 1, -1):
            top, step, length = -np.inf, 0, 1
            found = singles[codes[here]]
            while not np.isnan(found):
                if found > -np.inf:
                    score = found + route[here - at + length]
                    if step == 0 or score >= top:
                        top, step = score, length
                length += 1
                if here + length > end:
                    break
                found = looked_up(slots, logs, bits, key_at(codes, here, length))
            if step == 0:
                top, step = unknown + route[here - at + 1], 1
            route[here - at], steps[here - at] = top, step
        here = at
        while here < end:
            run = here
            while run < end and steps[run - at] == 1:
                starts[run] = True
                run += 1
            if run - here > 1 and not looked_up(slots, logs, bits, key_at(codes, here, run - here)) > -np.inf:
                join(codes, here, run, start, moves, emissions, starts, scores, before, came)
            if run < end:
                starts[run] = True
                run += steps[run - at]
            here = run
        at = end
