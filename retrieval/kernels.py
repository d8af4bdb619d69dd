"""The inner loops of a warm process, compiled by numba: the best of weighted lists.

numba is an extra, and takes half a second to import: only `retrieval.acceleration` imports this, which first
says where compiled code is kept. What is computed here is what `lists` computes with NumPy.
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


def compiled(function: Kernel) -> Kernel:
    made: Kernel = import_module("numba").njit(cache=True, nogil=True, error_model="numpy")(function)
    return made


@compiled
def first_from(held: Array, at: int, end: int, passage: Whole) -> int:
    """The first place from `at` to `end` where a list holds this passage or a later one."""
    while at < end:
        middle = (at + end) >> 1
        if held[middle] < passage:
            at = middle + 1
        else:
            end = middle
    return at


@compiled
def leapt_to(held: Array, at: int, end: int, passage: Whole) -> int:
    """The same, where it is not far from `at`."""
    step = 1
    while at + step < end and held[at + step] < passage:
        at += step
        step *= 2
    return first_from(held, at, min(at + step, end), passage)


@compiled
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


@compiled
def sums(
    passages: Array,
    codes: Array,
    tables: Array,
    places: Array,
    starts: Array,
    ends: Array,
    weights: Array,
    chosen: Array,
    scores: Array,
) -> None:
    """Adds to `scores` what the lists give the passages `chosen`."""
    for nth in range(len(weights)):
        held, code, table = passages[places[nth]], codes[places[nth]], tables[places[nth]]
        for i in range(len(chosen)):
            place = first_from(held, starts[nth], ends[nth], chosen[i])
            if place < ends[nth] and held[place] == chosen[i]:
                scores[i] += weights[nth] * table[code[place]]


@compiled
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
    """Fills `chosen` and `scores` with the best passages of the lists and gives how many they are; -1 where a
    weight is not above 0.

    MaxScore over windows of passages: the lists that matter are summed in a window, the others are looked up
    for what may still be among the best, and what may be is summed again in the lists' order.
    """
    lists, limit = len(weights), len(chosen)
    for nth in range(lists):
        if weights[nth] <= 0:
            return -1
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
                if not 0 <= slot < _WINDOW:  # below 0 only where the array on disk is damaged
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
                    if 0 <= slot < _WINDOW and sums[slot] > 0:
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
