"""The inner loops of a large build, compiled by numba: tokens to postings, and texts to jieba's words.

As `retrieval.kernels`, of which this is the other half: what `postings` and `cutting` compute with NumPy.
"""

from __future__ import annotations

import numpy as np

from retrieval.kernels import Array, Whole, compiled

_MULTIPLIER, _HASHED = np.uint64(0x9E3779B97F4A7C15), np.uint64(1 << 63)
_FIRST_HAN, _END_HAN, _POINT, _PER_CENT = 0x4E00, 0x9FD6, ord("."), ord("%")
_SIEVE = 22  # bits of a hash: half a megabyte
_IDEOGRAPH, _LETTER = 1, 2  # as in `retrieval.folding`
_LOWER, _HIGHER = (1, 0, 0, 1), (3, 2, 2, 3)


@compiled
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


@compiled
def counted(terms: Array, passages: Array, size: int, most: int) -> tuple[Array, Array, Array]:
    """Of tokens ordered by passage, the postings by term: where those of each begin, passages, and times up
    to `most`.
    """
    last, ends = np.full(size, -1), np.zeros(size + 1, np.int64)
    for i in range(len(terms)):
        if last[terms[i]] != passages[i]:
            last[terms[i]] = passages[i]
            ends[terms[i] + 1] += 1
    for term in range(size):
        ends[term + 1] += ends[term]
    where, times = np.empty(ends[size], np.int32), np.zeros(ends[size], np.uint16)
    last[:] = -1
    at = ends.copy()
    for i in range(len(terms)):
        term = terms[i]
        if last[term] != passages[i]:
            last[term] = passages[i]
            where[at[term]] = passages[i]
            at[term] += 1
        times[at[term] - 1] = min(times[at[term] - 1] + 1, most)
    return ends, where, times


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
) -> None:
    """Put a part's postings, term by term, where its terms have their next `free` places."""
    for term in range(len(places)):
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


@compiled
def sifted(slots: Array) -> Array:
    """A bit for each key of a dictionary, by its hash: small enough for the processor's cache, and most of
    what is looked up is not in it.
    """
    sieve = np.zeros(1 << (_SIEVE - 6), np.uint64)
    for i in range(len(slots)):
        if slots[i, 0] == 0:
            continue
        bit = (slots[i, 0] * _MULTIPLIER) >> np.uint64(64 - _SIEVE)
        sieve[bit >> np.uint64(6)] |= np.uint64(1) << (bit & np.uint64(63))
    return sieve


@compiled
def looked_up(sieve: Array, slots: Array, logs: Array, bits: int, key: Whole) -> float:
    """The logarithm of a key, -inf for what only begins words, NaN for what is not in the dictionary."""
    mixed = key * _MULTIPLIER
    bit = mixed >> np.uint64(64 - _SIEVE)
    if not (sieve[bit >> np.uint64(6)] >> (bit & np.uint64(63))) & np.uint64(1):
        return np.nan
    at = np.int64(mixed >> np.uint64(64 - bits))
    while slots[at, 0] != key:
        if slots[at, 0] == 0:
            return np.nan
        at = (at + 1) & ((1 << bits) - 1)
    found: float = logs[at, 1]
    return found


@compiled
def singles(sieve: Array, slots: Array) -> Array:
    """The logarithms of all single characters that may stand in a word."""
    logs = slots.view(np.float64)
    bits = 0
    while (1 << bits) < len(slots):
        bits += 1
    found = np.empty(_END_HAN)
    for code in range(_END_HAN):
        found[code] = looked_up(sieve, slots, logs, bits, np.uint64(code))
    return found


@compiled
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


@compiled
def words(codes: Array, kinds: Array, texts: Array, starts: Array) -> tuple[Array, Array]:
    """The key and the text of each word, where a word, or what is between words, begins as `starts` says."""
    keys, numbers = np.empty(len(codes), np.uint64), np.empty(len(codes), np.int64)
    count = text = at = 0
    stop = texts[0] if len(texts) else 0
    while at < len(codes):
        end, is_word = at + 1, kinds[at] != 0
        while end < len(codes) and not starts[end]:
            is_word |= kinds[end] != 0
            end += 1
        if is_word:
            while at > stop:
                text += 1
                stop += texts[text] + 1
            keys[count], numbers[count] = key_at(codes, at, end - at), text
            count += 1
        at = end
    return keys[:count], numbers[:count]


@compiled
def grams(codes: Array, kinds: Array, texts: Array) -> tuple[Array, Array]:
    """The key and the text of each term of `retrieval.terms.Lexicon.gram_spans`."""
    keys, numbers = np.empty(len(codes), np.uint64), np.empty(len(codes), np.int64)
    count = text = at = 0
    stop = texts[0] if len(texts) else 0
    while at < len(codes):
        end, kind = at + 1, kinds[at]
        while end < len(codes) and kind != 0 and kinds[end] == kind:
            end += 1
        while at > stop:
            text += 1
            stop += texts[text] + 1
        if kind == _LETTER or (kind == _IDEOGRAPH and end == at + 1):
            keys[count], numbers[count] = key_at(codes, at, end - at), text
            count += 1
        elif kind == _IDEOGRAPH:
            for here in range(at, end - 1):
                keys[count], numbers[count] = key_at(codes, here, 2), text
                count += 1
        at = end
    return keys[:count], numbers[:count]


@compiled
def is_digit(code: int) -> bool:
    """0 to 9."""
    return 48 <= code <= 57


@compiled
def is_letter(code: int) -> bool:
    """A Latin letter without marks, or a digit."""
    return 48 <= code <= 57 or 65 <= code <= 90 or 97 <= code <= 122


@compiled
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


@compiled
def cut(
    codes: Array,
    inside: Array,
    sieve: Array,
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
                found = looked_up(sieve, slots, logs, bits, key_at(codes, here, length))
            if step == 0:
                top, step = unknown + route[here - at + 1], 1
            route[here - at], steps[here - at] = top, step
        here = at
        while here < end:
            run = here
            while run < end and steps[run - at] == 1:
                starts[run] = True
                run += 1
            if (
                run - here > 1
                and not looked_up(sieve, slots, logs, bits, key_at(codes, here, run - here)) > -np.inf
            ):
                join(codes, here, run, start, moves, emissions, starts, scores, before, came)
            if run < end:
                starts[run] = True
                run += steps[run - at]
            here = run
        at = end
