"""The inner loops of a large build, compiled by numba: terms to postings, and postings to those of an index.

As `retrieval.kernels`: what `postings` computes with NumPy.
"""

from __future__ import annotations

import numpy as np

from retrieval.kernels import Array, compiled


@compiled
def told_apart(pairs: Array, bits: int, most: int) -> tuple[Array, Array, Array, Array]:
    """As `retrieval.postings` tells ascending pairs of a term and a passage apart."""
    size = len(pairs)
    terms, starts = np.empty(size, np.uint64), np.empty(size + 1, np.int64)
    passages, times = np.empty(size, np.int32), np.empty(size, np.uint16)
    different = held = 0
    for i in range(size):
        if i > 0 and pairs[i] == pairs[i - 1]:
            times[held - 1] = min(times[held - 1] + 1, most)
            continue
        term = pairs[i] >> np.uint64(bits)
        if different == 0 or term != terms[different - 1]:
            terms[different], starts[different] = term, held
            different += 1
        passages[held], times[held] = pairs[i] & np.uint64((1 << bits) - 1), 1
        held += 1
    starts[different] = held
    return terms[:different], starts[: different + 1], passages[:held], times[:held]


@compiled
def occurring(times: Array, passages: Array, ranks: Array, occurs: Array) -> None:
    """Mark which of `occurs` there are: how often a term stands in a passage, and the rank of its length."""
    for i in range(len(times)):
        occurs[times[i], ranks[passages[i]]] = True


@compiled
def coded(times: Array, passages: Array, ranks: Array, numbers: Array) -> None:
    """Put in place of `times` the `numbers` of what occurs."""
    for i in range(len(times)):
        times[i] = numbers[times[i], ranks[passages[i]]]


@compiled
def united(one: Array, other: Array) -> Array:
    """The keys of two ascending arrays in order, each once."""
    keys = np.empty(len(one) + len(other), np.uint64)
    i = j = count = 0
    while i < len(one) or j < len(other):
        first = j == len(other) or (i < len(one) and one[i] <= other[j])
        key = one[i] if first else other[j]
        j += j < len(other) and other[j] == key
        i += first
        keys[count] = key
        count += 1
    return keys[:count].copy()


@compiled
def places_of(keys: Array, vocabulary: Array) -> Array:
    """The places of ascending keys among others, of which they are some."""
    places = np.empty(len(keys), np.int32)
    place = 0
    for i in range(len(keys)):
        while vocabulary[place] != keys[i]:
            place += 1
        places[i] = place
    return places


@compiled
def put_in(
    starts: Array,
    passages: Array,
    codes: Array,
    numbers: Array,
    places: Array,
    recoded: Array,
    free: Array,
    into: Array,
    into_codes: Array,
    first: int,
    end: int,
) -> None:
    """Put a part's postings of the terms from `first` to `end` where these have their next `free` places."""
    for term in range(first, end):
        at = free[places[term]]
        for i in range(starts[term], starts[term + 1]):
            into[at] = numbers[passages[i]]
            into_codes[at] = recoded[codes[i]]
            at += 1
        free[places[term]] = at


@compiled
def left(starts: Array, passages: Array, numbers: Array, counts: Array) -> None:
    """How many of each term's postings are of passages that have a number."""
    for term in range(len(starts) - 1):
        for i in range(starts[term], starts[term + 1]):
            counts[term] += numbers[passages[i]] >= 0


@compiled
def weave(
    few: tuple[Array, Array, Array, Array, Array],
    many: tuple[Array, Array, Array, Array, Array],
    numbers: Array,
    standing: Array,
    offsets: Array,
    into: Array,
    into_codes: Array,
) -> None:
    """Two parts into one, each as where its terms' postings begin, these, their codes, what these become, and
    the places of its terms. Of `many` only the terms `standing` are left, and `numbers` are its passages'.
    """
    starts, passages, codes, recoded, places = few
    more_starts, more_passages, more_codes, more_recoded, more_places = many
    term = more = 0
    for place in range(len(offsets) - 1):
        at, here, end = offsets[place], 0, 0
        if term < len(places) and places[term] == place:
            here, end = starts[term], starts[term + 1]
            term += 1
        if more < len(standing) and more_places[more] == place:
            for i in range(more_starts[standing[more]], more_starts[standing[more] + 1]):
                number = numbers[more_passages[i]]
                if number < 0:
                    continue
                while here < end and passages[here] < number:
                    into[at], into_codes[at] = passages[here], recoded[codes[here]]
                    here += 1
                    at += 1
                into[at], into_codes[at] = number, more_recoded[more_codes[i]]
                at += 1
            more += 1
        while here < end:
            into[at], into_codes[at] = passages[here], recoded[codes[here]]
            here += 1
            at += 1
